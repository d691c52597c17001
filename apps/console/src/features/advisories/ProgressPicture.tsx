import { AcknowledgementState } from '#libs/contracts';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Board.module.css';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

const order = [
  'done',
  'in-progress',
  'read',
  'not-concerned',
  'sent',
] as const satisfies readonly AcknowledgementState[];

/** How far the answers have come: one bar, and the same in words under it. */
export function ProgressPicture({
  counts,
  total,
}: {
  counts: Partial<Record<AcknowledgementState, number>>;
  total: number;
}) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const answered = total - (counts.sent ?? 0);
  const share = (state: AcknowledgementState) => (total === 0 ? 0 : ((counts[state] ?? 0) / total) * 100);
  const parts = order.map((state, index) => ({
    state,
    from: order.slice(0, index).reduce((sum, before) => sum + share(before), 0),
    width: share(state),
  }));
  return (
    <div className={classes.progress}>
      <p className={classes.lead}>{t('board.progress', { answered, count: total })}</p>
      <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        {parts.map(
          ({ state, from: x, width }) =>
            width > 0 && <rect key={state} data-state={state} x={x} width={width} height="6" />,
        )}
      </svg>
      <ul className={classes.legend}>
        {order.map((state) => (
          <li key={state} data-state={state}>
            <span className={classes.swatch} aria-hidden="true" />{' '}
            {t('board.count', { label: w(`answerState.${state}`), count: counts[state] ?? 0 })}
          </li>
        ))}
      </ul>
    </div>
  );
}
