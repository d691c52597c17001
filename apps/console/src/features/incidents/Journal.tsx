import { IconLock } from '@tabler/icons-react';
import { Link } from 'react-router';
import { isRsitPair, Severity, type JournalEntry, type RoomEntry } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { Moment } from '../../shared/time/Moment.js';
import { SeverityMark } from '../../shared/ui/marks.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { EntryActions, EntryExtras } from '../room/EntryExtras.js';
import { Since } from '../room/Since.js';
import { Assessed } from '../severity/Assessed.js';
import { TaskNoted } from '../tasks/TaskNoted.js';
import classes from './Journal.module.css';
import { useRsit } from './rsit/useRsit.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface JournalProps {
  /** The newest first. */
  entries: readonly RoomEntry[];
  territory: string;
  /** The reader's side: "you" and "the agency" change places. */
  side: 'facility' | 'agency';
  /** Where the reader's last visit ended: what is newer stands above a line. */
  since?: number | null;
  /** Entries can be reworded and pinned here. */
  acting?: boolean;
}

/** What happened, in order, by whom. */
export function Journal({ entries, territory, side, since = null, acting = false }: JournalProps) {
  const t = useIncidentsTexts();
  if (entries.length === 0) return <p className={classes.empty}>{t('journal.empty')}</p>;
  return (
    <ol className={classes.journal}>
      {entries.map((entry, index) => (
        <li key={entry.id} className={classes.entry} data-type={entry.type} data-side={entry.authorSide}>
          {since !== null && entry.seq <= since && (entries[index - 1]?.seq ?? 0) > since && <Since />}
          <Head entry={entry} territory={territory} side={side} />
          {entry.text && <p className={classes.text}>{entry.text}</p>}
          <EntryExtras entry={entry} territory={territory} />
          <Qualified entry={entry} />
          <Assessed entry={entry} />
          <TaskNoted entry={entry} />
          {side === 'agency' && <FromMail entry={entry} />}
          {acting && <EntryActions entry={entry} />}
        </li>
      ))}
    </ol>
  );
}

function Head({ entry, territory, side }: { entry: JournalEntry } & Pick<JournalProps, 'territory' | 'side'>) {
  const t = useIncidentsTexts();
  const w = useWords();
  const nameOf = usePersonName();
  const author = entry.authorSide === 'agency' ? w('theAgency') : w('theFacility');
  // Facilities are never told an analyst's name; at the agency colleagues know each other.
  const name = side === 'agency' && entry.authorSide === 'agency' && entry.authorId ? nameOf(entry.authorId) : null;
  return (
    <div className={classes.head}>
      <strong>{t(`journal.entry.${entry.type}`)}</strong>
      <span className={classes.author}>
        {author}
        {name && ` (${name})`}
      </span>
      {entry.visibility === 'agency' && (
        <span className={classes.private}>
          <IconLock size="1em" aria-hidden="true" />
          {t('journal.agencyOnly')}
        </span>
      )}
      <span className={classes.when}>
        <Moment at={entry.at} territory={territory} />
      </span>
    </div>
  );
}

/** The mail that a declaration was written from, for who may read mails. */
function FromMail({ entry: { details } }: { entry: JournalEntry }) {
  const t = useIncidentsTexts();
  const { mailDraftId } = details;
  if (typeof mailDraftId !== 'string') return null;
  return (
    <p className={classes.text}>
      <Link to={`/incidents/mails/${mailDraftId}`}>{t('journal.fromMail')}</Link>
    </p>
  );
}

function Qualified({ entry: { type, details } }: { entry: JournalEntry }) {
  const t = useIncidentsTexts();
  const { className, typeName } = useRsit();
  if (type !== 'qualified') return null;
  const { rsitClass, rsitType, severity } = details;
  const known = Severity.safeParse(severity);
  return (
    <p className={classes.qualified}>
      {known.success && <SeverityMark severity={known.data} />}
      {isRsitPair(String(rsitClass), String(rsitType)) && (
        <span>
          {t('incident.pair', {
            first: className(String(rsitClass)),
            second: typeName(String(rsitClass), String(rsitType)),
          })}
        </span>
      )}
    </p>
  );
}
