import classes from './ReceiptView.module.css';
import { useDeclareTexts } from './useDeclareTexts.js';

/** What was typed after the version that the agency has: shown, so that it is not lost. */
export function Since({ text }: { text: string | null }) {
  const t = useDeclareTexts();
  if (text === null) return null;
  return (
    <>
      <p>{t('receipt.earlier')}</p>
      <blockquote className={classes.since}>{text}</blockquote>
    </>
  );
}
