import type { IncidentClock } from '#libs/contracts';
import { useNow } from '../../shared/time/useNow.js';
import classes from './clocks.module.css';
import { useClocksTexts } from './useClocksTexts.js';

const HOUR = 3_600_000;
/** Each with the hours left until which it counts. */
const bins = [
  { key: 'overdue', until: 0 },
  { key: 'hours', until: 6 * HOUR },
  { key: 'day', until: 24 * HOUR },
  { key: 'days', until: 72 * HOUR },
  { key: 'week', until: 7 * 24 * HOUR },
  { key: 'later', until: Infinity },
] as const;

/** What is due, by how much time there is: a bar and its number for each. */
export function DuePicture({ clocks, total }: { clocks: readonly IncidentClock[]; total: number }) {
  const t = useClocksTexts();
  const now = useNow().getTime();
  const counts = bins.map(() => 0);
  for (const { dueAt } of clocks) {
    if (dueAt === null) continue;
    const left = Date.parse(dueAt) - now;
    const index = bins.findIndex(({ until }) => left <= until);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const most = Math.max(1, ...counts);
  return (
    <>
      <ul className={classes.bars} aria-label={t('picture.label')}>
        {bins.map(({ key }, index) => (
          <li key={key} className={classes.bar} data-bin={key}>
            <span>{t(`picture.${key}`)}</span>
            <span className={classes.track} aria-hidden="true">
              {counts[index] !== 0 && (
                <span className={classes.fill} style={{ width: `${((counts[index] ?? 0) / most) * 100}%` }} />
              )}
            </span>
            <span className={classes.count}>{counts[index]}</span>
          </li>
        ))}
      </ul>
      {total > clocks.length && <p className={classes.soft}>{t('picture.partial', { count: clocks.length })}</p>}
    </>
  );
}
