import { Link } from 'react-router';
import type { IncidentClock } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import classes from './clocks.module.css';
import { standingOf } from './standing.js';
import { StandingMark } from './StandingMark.js';
import { TimeLeft } from './TimeLeft.js';

/** Due times in few words, each leading to its incident. */
export function DueList({
  clocks,
  about,
}: {
  clocks: readonly IncidentClock[];
  about?: (clock: IncidentClock) => string;
}) {
  const locale = useLocale();
  const now = useNow();
  return (
    <ul className={classes.list}>
      {clocks.map((clock) => {
        const standing = standingOf(clock, now);
        return (
          <li key={clock.id} className={classes.clock}>
            <span className={classes.head}>
              <span>
                <Link to={`/incidents/${clock.incidentId}`} className={classes.link}>
                  {clock.regimeName[locale]}, {clock.stageName[locale]}
                </Link>{' '}
                <ExerciseMark kind={clock.kind} />
              </span>
              <StandingMark standing={standing} />
            </span>
            <TimeLeft dueAt={clock.dueAt} standing={standing} />
            <span className={classes.soft}>
              {[clock.reference, about?.(clock)].filter(Boolean).join(', ')}{' '}
              {clock.dueAt && <Moment at={clock.dueAt} territory={clock.territory} form="clocks" />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
