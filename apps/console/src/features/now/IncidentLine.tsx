import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { Moment } from '../../shared/time/Moment.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import classes from './Now.module.css';

interface IncidentLineProps {
  row: IncidentSummary;
  /** The time that matters in this list. */
  at: string;
  /** It no longer belongs to the list. */
  gone?: boolean;
  /** Under its head. */
  details?: ReactNode;
  /** At its end: what is known of it, or can be done. */
  children: ReactNode;
}

/** An incident in a list: which, whose, when. */
export function IncidentLine({ row, at, gone = false, details, children }: IncidentLineProps) {
  const facilities = useFacilities();
  return (
    <li className={classes.line} data-gone={gone || undefined}>
      <div className={classes.body}>
        <span className={classes.head}>
          <Link to={`/incidents/${row.id}`} className={classes.link}>
            {row.reference}
          </Link>
          <ExerciseMark kind={row.kind} />
          <span>{facilities.get(row.facilityId)?.name}</span>
        </span>
        {details}
        <span className={classes.soft}>
          <Moment at={at} territory={row.territory} />
        </span>
      </div>
      {children}
    </li>
  );
}
