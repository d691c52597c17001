import type { BoardRow } from '#libs/contracts';
import { useNow } from '../../shared/time/useNow.js';
import classes from './Board.module.css';
import { arePrepared, mailsOf } from './mailing.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** How far the mails have left: one bar and its counts. */
export function MailProgress({ rows, sentAt }: { rows: readonly BoardRow[]; sentAt: string | null }) {
  const t = useAdvisoriesTexts();
  const now = useNow();
  const { all, sent, failed, left } = mailsOf(rows);
  if (all === 0) {
    return (
      <p className={classes.mails} role="status">
        {arePrepared(all, sentAt, now) ? t('board.noMails') : t('board.preparing')}
      </p>
    );
  }
  return (
    <div className={classes.mails} role="status">
      <span>
        {t('board.mailsSent', { sent, count: all })}
        {failed > 0 && <strong className={classes.late}> · {t('board.mailsFailed', { count: failed })}</strong>}
      </span>
      {left > 0 && <progress className={classes.track} max={all} value={all - left} aria-label={t('board.mails')} />}
    </div>
  );
}
