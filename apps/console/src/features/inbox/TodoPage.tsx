import type { InboxItem } from '#libs/contracts';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { InboxLine } from './InboxLine.js';
import classes from './Inbox.module.css';
import { OpenIncidents } from './OpenIncidents.js';
import { useInboxTexts } from './useInboxTexts.js';

const isOpen = ({ state }: InboxItem) => state === 'sent' || state === 'read' || state === 'in-progress';

/** What the agency expects of the facility, the most urgent first. */
export function TodoPage() {
  const t = useInboxTexts();
  const identity = useIdentity();
  const inbox = usePages('inbox', { limit: 100 });
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Loaded from={inbox} rows={3} height={96}>
        {({ items }) => {
          const open = items.filter(isOpen).toSorted(byUrgency);
          const answered = items.filter((item) => !isOpen(item));
          return (
            <div className={classes.stack}>
              <Card title={t('open')}>
                {open.length === 0 ? (
                  <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
                ) : (
                  <Lines items={open} />
                )}
              </Card>
              {facilitiesWhere(identity, 'incident.read').length > 0 && <OpenIncidents />}
              <Card title={t('answered')}>
                {answered.length === 0 ? (
                  <p className={classes.soft}>{t('noneAnswered')}</p>
                ) : (
                  <Lines items={answered} />
                )}
              </Card>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Lines({ items }: { items: readonly InboxItem[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <InboxLine key={`${item.facilityId} ${item.advisoryId}`} item={item} />
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
