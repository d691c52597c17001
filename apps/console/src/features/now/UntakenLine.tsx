import { Button } from '@mantine/core';
import type { IncidentSummary } from '#libs/contracts';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { SignalMarks } from '../../shared/ui/marks.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import { IncidentLine } from './IncidentLine.js';
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
  const triages = agencyMay(useIdentity(), 'incident.triage');
  return (
    <IncidentLine
      row={row}
      at={row.recordedAt}
      gone={taken}
      details={
        <>
          <span className={classes.excerpt}>{row.excerpt}</span>
          <SignalMarks of={row} />
        </>
      }
    >
      {triages &&
        (taken ? (
          <span className={classes.soft}>{t('untaken.taken')}</span>
        ) : (
          <Button variant="light" aria-label={`${incident('action.take')} ${row.reference}`} onClick={onTake}>
            {incident('action.take')}
          </Button>
        ))}
    </IncidentLine>
  );
}
