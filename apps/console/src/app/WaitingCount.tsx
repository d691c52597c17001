import classes from './WaitingCount.module.css';
import { useShellTexts } from './useShellTexts.js';

/** How many things wait in a place; nothing when none do. */
export function WaitingCount({ count }: { count: number | undefined }) {
  const t = useShellTexts();
  if (!count) return null;
  return (
    <span className={classes.count}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className={classes.spoken}>{t('waiting', { count })}</span>
    </span>
  );
}
