import type { MailDraftState, MailMark } from '#libs/contracts';
import classes from './Mailbox.module.css';
import { useMailboxTexts } from './useMailboxTexts.js';

export function MailStateMark({ state }: { state: MailDraftState }) {
  const t = useMailboxTexts();
  return (
    <span className={classes.state} data-state={state}>
      {t(`state.${state}`)}
    </span>
  );
}

/** What is out of the ordinary, in words. */
export function MailMarks({ marks }: { marks: readonly MailMark[] }) {
  const t = useMailboxTexts();
  if (marks.length === 0) return null;
  return <span className={classes.soft}>{marks.map((mark) => t(`mark.${mark}`)).join(', ')}</span>;
}
