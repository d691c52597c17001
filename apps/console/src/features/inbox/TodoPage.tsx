import { Button } from '@mantine/core';
import type { InboxItem } from '#libs/contracts';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { TodoCare } from '../care/TodoCare.js';
import { TodoClocks } from '../clocks/TodoClocks.js';
import { InboxLine } from './InboxLine.js';
import classes from './Inbox.module.css';
import { OpenIncidents } from './OpenIncidents.js';
import { useInboxTexts } from './useInboxTexts.js';
import { useOpenIncidents } from './useOpenIncidents.js';

const isOpen = ({ state }: InboxItem) => state === 'sent' || state === 'read' || state === 'in-progress';
const keyOf = ({ facilityId, advisoryId }: InboxItem) => `${facilityId} ${advisoryId}`;

/** What the agency expects of the facility, the most urgent first; what arrives meanwhile waits, so that nothing moves. */
export function TodoPage() {
  const t = useInboxTexts();
  const open = usePages('inbox', { open: 'yes', limit: 100 });
  const all = usePages('inbox', { limit: 100 });
  const latest = open.data?.items.toSorted(byUrgency);
  const held = useHeldRows({ scope: 'todo', latest, keyOf, whole: !open.hasNextPage });
  const incidents = useOpenIncidents();
  const mayRead = facilitiesWhere(useIdentity(), 'incident.read').length > 0;
  const news = [
    held.waiting > 0 && t('new', { count: held.waiting }),
    incidents.waiting > 0 && t('incidents.new', { count: incidents.waiting }),
  ];
  const show = () => {
    held.show();
    incidents.show();
  };
  const shown = new Set(held.rows.map(keyOf));
  // Answered by a colleague meanwhile: it stays where it is, and says so.
  const current = (item: InboxItem) => all.data?.items.find((other) => keyOf(other) === keyOf(item)) ?? item;
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <HeldLine
        waiting={held.waiting + incidents.waiting}
        label={news.filter(Boolean).join(' · ')}
        gone={new Set([...held.gone, ...incidents.gone])}
        onShow={show}
      />
      <div className={classes.stack}>
        <Loaded from={open} rows={3} height={96}>
          {() => (
            <Card title={t('open')}>
              {held.rows.length === 0 ? (
                <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
              ) : (
                <Lines items={held.rows.map((item) => (held.gone.has(keyOf(item)) ? current(item) : item))} />
              )}
              <More pages={open} />
            </Card>
          )}
        </Loaded>
        <OpenIncidents rows={incidents.rows} gone={incidents.gone} />
        {/* Below: it grows with every declaration, and what stands above must not move. */}
        {mayRead && <TodoClocks />}
        <TodoCare />
        {open.data && (
          <Loaded from={all} rows={2} height={96}>
            {({ items }) => {
              const answered = items.filter((item) => !isOpen(item) && !shown.has(keyOf(item)));
              return (
                <Card title={t('answered')}>
                  {answered.length === 0 ? (
                    <p className={classes.soft}>{t('noneAnswered')}</p>
                  ) : (
                    <Lines items={answered} />
                  )}
                  <More pages={all} />
                </Card>
              );
            }}
          </Loaded>
        )}
      </div>
    </Page>
  );
}

function More({ pages }: { pages: ReturnType<typeof usePages<'inbox'>> }) {
  const t = useUi();
  if (!pages.hasNextPage) return null;
  return (
    <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
      {t('more')}
    </Button>
  );
}

function Lines({ items }: { items: readonly InboxItem[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <InboxLine key={keyOf(item)} item={item} />
      ))}
    </ul>
  );
}

/** The earliest answer expected first; without a date, the latest sent first. */
function byUrgency(a: InboxItem, b: InboxItem): number {
  if (a.respondBy !== null && b.respondBy !== null) return a.respondBy.localeCompare(b.respondBy);
  if (a.respondBy !== b.respondBy) return a.respondBy === null ? 1 : -1;
  return b.sentAt.localeCompare(a.sentAt);
}
