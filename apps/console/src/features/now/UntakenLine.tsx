import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { ExerciseMark, SignalMarks } from '../../shared/ui/marks.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import classes from './Now.module.css';
import { useNowTexts } from './useNowTexts.js';

interface UntakenLineProps {
  row: IncidentSummary;
  /** Somebody has taken it since. */
  taken: boolean;
  onTake: () => void;
}

export function UntakenLine({ row, taken, onTake }: UntakenLineProps) {
  const t = useNowTexts();
  const incident = useIncidentsTexts();
  const facilities = useFacilities();
  const triages = agencyMay(useIdentity(), 'incident.triage');
  return (
    <li className={classes.line} data-gone={taken || undefined}>
      <div className={classes.body}>
        <span className={classes.head}>
          <Link to={`/incidents/${row.id}`} className={classes.link}>
            {row.reference}
          </Link>
          <ExerciseMark kind={row.kind} />
          <span>{facilities.get(row.facilityId)?.name}</span>
        </span>
        <span className={classes.excerpt}>{row.excerpt}</span>
        <SignalMarks of={row} />
        <span className={classes.soft}>
          <Moment at={row.recordedAt} territory={row.territory} />
        </span>
      </div>
      {triages &&
        (taken ? (
          <span className={classes.soft}>{t('untaken.taken')}</span>
        ) : (
          <Button variant="light" aria-label={`${incident('action.take')} ${row.reference}`} onClick={onTake}>
            {incident('action.take')}
          </Button>
        ))}
    </li>
  );
}
