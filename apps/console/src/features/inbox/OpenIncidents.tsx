import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseMark, IncidentStateMark } from '../../shared/ui/marks.js';
import classes from './Inbox.module.css';
import { useInboxTexts } from './useInboxTexts.js';

/** The facility's incidents that the agency is working on; nothing when there is none. */
export function OpenIncidents({ rows, gone }: { rows: readonly IncidentSummary[]; gone: ReadonlySet<string> }) {
  const t = useInboxTexts();
  if (rows.length === 0) return null;
  return (
    <Card title={t('incidents.title')}>
      <ul className={classes.list}>
        {rows.map((incident) => (
          <Line key={incident.id} incident={incident} over={gone.has(incident.id)} />
        ))}
      </ul>
    </Card>
  );
}

/** `over`: it has left the list, and stays in its place until the list is called. Its state is no longer known here. */
function Line({ incident, over }: { incident: IncidentSummary; over: boolean }) {
  const t = useInboxTexts();
  const handling = incident.assigned ? t('incidents.inCharge') : t('incidents.waiting');
  return (
    <li className={classes.line}>
      <Link to={`/incidents/${incident.id}`} className={classes.title}>
        {incident.reference}
      </Link>
      <span className={classes.marks}>
        {!over && <IncidentStateMark state={incident.state} />}
        <ExerciseMark kind={incident.kind} />
      </span>
      <span className={classes.soft}>{over ? t('incidents.over') : handling}</span>
      <span className={classes.soft}>
        {t('incidents.changed')} <Moment at={incident.changedAt} territory={incident.territory} />
      </span>
    </li>
  );
}
