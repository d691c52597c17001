import type { ClockStanding } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import { useNow } from '../../shared/time/useNow.js';
import classes from './clocks.module.css';
import { spanText } from './duration.js';
import { useClocksTexts } from './useClocksTexts.js';

/** How long there is, or since when it is too late, in words; nothing for what is not open. */
export function TimeLeft({ dueAt, standing }: { dueAt: string | null; standing: ClockStanding }) {
  const t = useClocksTexts();
  const locale = useLocale();
  const now = useNow();
  if (dueAt === null || (standing !== 'due' && standing !== 'overdue')) return null;
  const time = spanText(Date.parse(dueAt) - now.getTime(), locale);
  return (
    <span className={classes.left} data-standing={standing}>
      {standing === 'due' ? t('left', { time }) : t('late', { time })}
    </span>
  );
}
