import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import { useShortcuts } from '../../shared/keyboard/Shortcuts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { FacilityChip } from './FacilityChip.js';
import { IncidentTabs } from './IncidentTabs.js';
import { Queue } from './Queue.js';
import { QueueFilters } from './QueueFilters.js';
import { queueFilters, queueInput } from './queueFilter.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const ON_BEHALF = '/incidents/on-behalf';
const keyOf = (row: IncidentSummary) => row.id;

/** The analysts' queue: live, without ever moving what is about to be pressed. */
export function QueuePage() {
  const t = useIncidentsTexts();
  const ui = useUi();
  const navigate = useNavigate();
  const mayRecord = agencyMay(useIdentity(), 'incident.record');
  const filters = useFilters(queueFilters);
  const input = queueInput(filters.values);
  const list = usePages('incidents', input);
  const held = useHeldRows({
    scope: JSON.stringify(input),
    latest: list.isPlaceholderData ? undefined : list.data?.items,
    keyOf,
    whole: !list.hasNextPage,
  });
  const search = useRef<HTMLInputElement>(null);

  useShortcuts([
    { key: '/', label: ui('shortcuts.search'), run: () => search.current?.focus() },
    { key: 'n', label: ui('shortcuts.refresh'), run: held.show },
    ...(mayRecord ? [{ key: 'd', label: t('queue.onBehalf'), run: () => void navigate(ON_BEHALF) }] : []),
  ]);

  return (
    <Page
      title={t('queue.title')}
      lead={t('queue.lead')}
      actions={
        mayRecord && (
          <Button variant="default" component={Link} to={ON_BEHALF} leftSection={<IconPhone size={20} />}>
            {t('queue.onBehalf')}
          </Button>
        )
      }
    >
      <IncidentTabs />
      <QueueFilters {...filters} search={search} />
      <FacilityChip facilityId={filters.values.facilityId} onRemove={() => filters.set({ facilityId: '' })} />
      <HeldLine
        waiting={held.waiting}
        label={t('queue.new', { count: held.waiting })}
        gone={held.gone}
        onShow={held.show}
      />
      <Card flush>
        <Loaded from={list}>
          {({ total, isMoreThanTotal }) => (
            <Queue
              rows={held.rows}
              gone={held.gone}
              asked={held.asked}
              total={total}
              isMoreThanTotal={isMoreThanTotal}
              onClear={filters.any ? filters.clear : null}
              more={
                list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
              }
            />
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
