import { Outlook, Severity, type JournalEntry } from '#libs/contracts';
import { SeverityMark } from '../../shared/ui/marks.js';
import classes from './severity.module.css';
import { useSeverityTexts } from './useSeverityTexts.js';

/** What an assessment made of it, as a line of the journal; its parts stand in the card beside. */
export function Assessed({ entry: { type, details } }: { entry: JournalEntry }) {
  const t = useSeverityTexts();
  if (type !== 'assessed') return null;
  const severity = Severity.safeParse(details.severity);
  const outlook = Outlook.safeParse(details.outlook);
  return (
    <p className={classes.result}>
      {severity.success && <SeverityMark severity={severity.data} />}
      <span>{t('score', { score: Number(details.score) })}</span>
      {outlook.success && <span>{t(`outlook.${outlook.data}`)}</span>}
    </p>
  );
}
