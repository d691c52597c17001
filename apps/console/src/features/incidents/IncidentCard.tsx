import type { IncidentSummary } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { IncidentStateMark, SeverityMark, SignalMarks } from '../../shared/ui/marks.js';
import { IncidentLink } from './columns.js';
import classes from './IncidentCard.module.css';

/** An incident on a phone. */
export function IncidentCard({ row, facility, note }: { row: IncidentSummary; facility?: string; note?: string }) {
  return (
    <>
      <div className={classes.top}>
        <IncidentLink row={row} />
        <span className={classes.marks}>
          <IncidentStateMark state={row.state} />
          {row.severity && <SeverityMark severity={row.severity} />}
        </span>
      </div>
      {facility && <strong>{facility}</strong>}
      <span className={classes.excerpt}>{row.excerpt}</span>
      <SignalMarks of={row} />
      {note && <span className={classes.soft}>{note}</span>}
      <span className={classes.soft}>
        <Moment at={row.recordedAt} territory={row.territory} />
      </span>
    </>
  );
}
