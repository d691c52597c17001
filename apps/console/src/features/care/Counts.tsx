import type { CareBoard, CareStatus } from '#libs/contracts';
import classes from './care.module.css';
import { CareMark } from './CareMark.js';
import { useCareTexts } from './useCareTexts.js';

const statuses: readonly CareStatus[] = ['closed', 'degraded', 'unknown', 'open'];

/** How many services are in each state. */
export function Counts({ counts }: { counts: CareBoard['counts'] }) {
  const t = useCareTexts();
  return (
    <ul className={classes.counts} aria-label={t('board.counts')}>
      {statuses.map((status) => (
        <li key={status} className={classes.inline}>
          <strong>{counts[status]}</strong>
          <CareMark of={{ status, stale: false, transfers: false }} />
        </li>
      ))}
      <li className={classes.inline}>
        <strong>{counts.stale}</strong>
        <span className={classes.stale}>{t('stale')}</span>
      </li>
    </ul>
  );
}
