import type { JournalEntry, RegionalEntry } from '#libs/contracts';
import { useLocale } from '../../shared/i18n/texts.js';
import classes from './tasks.module.css';

/** Which task or playbook an entry of the journal is about. */
export function TaskNoted({ entry: { type, details } }: { entry: JournalEntry | RegionalEntry }) {
  const locale = useLocale();
  if (!type.startsWith('task-') && !type.startsWith('playbook-')) return null;
  const french = details.title ?? details.name;
  const english = details.titleEn ?? details.nameEn ?? french;
  const name = locale === 'fr' ? french : english;
  return typeof name === 'string' ? <p className={classes.noted}>{name}</p> : null;
}
