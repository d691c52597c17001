import { Button } from '@mantine/core';
import type { RegionalEntry, RegionalIncident } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import journal from '../incidents/Journal.module.css';
import { TaskNoted } from '../tasks/TaskNoted.js';
import { SHOWN, named } from './named.js';
import { RegionalComposer } from './RegionalComposer.js';
import classes from './RegionalPage.module.css';
import { useRegionalTexts } from './useRegionalTexts.js';

interface RegionalJournalCardProps {
  regional: RegionalIncident;
  leads: boolean;
}

/** What the agency noted and decided about all of them together, and what became of the regional incident. */
export function RegionalJournalCard({ regional: { id, state }, leads }: RegionalJournalCardProps) {
  const t = useRegionalTexts();
  const pages = usePages('regionalJournal', { regionalId: id, limit: 20 });
  return (
    <Card title={t('journal.title')} aside={<span className={classes.soft}>{t('journal.agencyOnly')}</span>}>
      <div className={classes.journal}>
        {leads && state === 'open' && <RegionalComposer regionalId={id} />}
        {state === 'closed' && <p className={classes.plain}>{t('journal.closed')}</p>}
        <Loaded from={pages} rows={3}>
          {({ items }) => (
            <ol className={journal.journal} aria-label={t('journal.title')}>
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          )}
        </Loaded>
        {pages.hasNextPage && (
          <div data-no-print>
            <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('journal.more')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function Entry({ entry }: { entry: RegionalEntry }) {
  const t = useRegionalTexts();
  const nameOf = usePersonName();
  const { type, authorId, text, incidents, at } = entry;
  return (
    <li className={journal.entry} data-type={type}>
      <div className={journal.head}>
        <strong>{t(`journal.entry.${type}`)}</strong>
        <span className={journal.author}>{nameOf(authorId)}</span>
        <span className={journal.when}>
          <Moment at={at} />
        </span>
      </div>
      <TaskNoted entry={entry} />
      {text && <p className={journal.text}>{text}</p>}
      {incidents.length > 0 && <Moved references={incidents} />}
    </li>
  );
}

/** The first of them; the others fold out. */
function Moved({ references }: { references: readonly string[] }) {
  const t = useRegionalTexts();
  const rest = references.slice(SHOWN);
  return (
    <>
      <p className={journal.text}>{t('journal.moved', { count: references.length, references: named(references) })}</p>
      {rest.length > 0 && (
        <details className={classes.rest}>
          <summary>{t('journal.rest', { count: rest.length })}</summary>
          <p className={classes.plain}>{rest.join(', ')}</p>
        </details>
      )}
    </>
  );
}
