import { Link } from 'react-router';
import { IncidentState } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ExerciseMark, IncidentStateMark } from '../../shared/ui/marks.js';
import classes from './Inbox.module.css';
import { useInboxTexts } from './useInboxTexts.js';

const open = IncidentState.options.filter((state) => state !== 'closed' && state !== 'resolved');

/** The facility's incidents that the agency is working on; nothing when there is none. */
export function OpenIncidents() {
  const t = useInboxTexts();
  const { data } = useRead('incidents', { state: open, limit: 10 });
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t('incidents.title')}>
      <ul className={classes.list}>
        {data.items.map((incident) => (
          <li key={incident.id} className={classes.line}>
            <Link to={`/incidents/${incident.id}`} className={classes.title}>
              {incident.reference}
            </Link>
            <span className={classes.marks}>
              <IncidentStateMark state={incident.state} />
              <ExerciseMark kind={incident.kind} />
            </span>
            <span className={classes.soft}>{incident.assigned ? t('incidents.inCharge') : t('incidents.waiting')}</span>
            <span className={classes.soft}>
              {t('incidents.changed')} <Moment at={incident.changedAt} territory={incident.territory} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
