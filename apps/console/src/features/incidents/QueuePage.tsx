import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { nextIncidentState, type IncidentSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useShortcuts } from '../../shared/keyboard/Shortcuts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { LinkDialog } from '../regional/LinkDialog.js';
import { incidentColumns } from './columns.js';
import { IncidentCard } from './IncidentCard.js';
import { IncidentTabs } from './IncidentTabs.js';
import { NewRows } from './NewRows.js';
import { QueueFilters } from './QueueFilters.js';
import { queueFilters, queueInput } from './queueFilter.js';
import { useIncidentActions, type PlainAction } from './useIncidentActions.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const keyOf = (row: IncidentSummary) => row.id;

/** The analysts' queue: live, without ever moving what is about to be pressed. */
export function QueuePage() {
  const t = useIncidentsTexts();
  const ui = useUi();
  const filters = useFilters(queueFilters);
  const input = queueInput(filters.values);
  const list = usePages('incidents', input);
  const held = useHeldRows(JSON.stringify(input), list.data?.items, keyOf);
  const search = useRef<HTMLInputElement>(null);

  useShortcuts([
    { key: '/', label: ui('shortcuts.search'), run: () => search.current?.focus() },
    { key: 'n', label: ui('shortcuts.refresh'), run: held.show },
  ]);

  return (
    <Page title={t('queue.title')} lead={t('queue.lead')}>
      <IncidentTabs />
      <QueueFilters {...filters} search={search} />
      <NewRows count={held.waiting} onShow={held.show} />
      <Card flush>
        <Loaded from={list}>
          {({ total }) => (
            <Queue
              rows={held.rows ?? []}
              gone={held.gone}
              total={total}
              filtered={filters.any}
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

interface QueueProps {
  rows: readonly IncidentSummary[];
  gone: ReadonlySet<string>;
  total: number;
  filtered: boolean;
  more: { load: () => void; loading: boolean } | null;
}

function Queue({ rows, gone, total, filtered, more }: QueueProps) {
  const t = useIncidentsTexts();
  const w = useWords();
  const navigate = useNavigate();
  const identity = useIdentity();
  const triages = agencyMay(identity, 'incident.triage');
  const facilities = useFacilities();
  const nameOf = usePersonName();
  const { act, error } = useIncidentActions();
  const [current, setCurrent] = useState<IncidentSummary | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [linking, setLinking] = useState(false);

  const step = (action: PlainAction) => {
    if (current && nextIncidentState(current.state, action)) act(action, current.id);
  };
  useShortcuts(
    triages
      ? [
          { key: 't', label: t('action.take'), run: () => step('take') },
          { key: 'a', label: t('action.acknowledge'), run: () => step('acknowledge') },
          {
            key: 'q',
            label: t('action.qualify'),
            run: () => current && void navigate(`/incidents/${current.id}?do=qualify`),
          },
        ]
      : [],
  );

  if (rows.length === 0) {
    return (
      <EmptyState title={filtered ? t('queue.none') : t('queue.empty')}>
        {!filtered && <p>{t('queue.emptyText')}</p>}
      </EmptyState>
    );
  }
  const columns = incidentColumns({ t, w, facilities, nameOf });
  if (triages) {
    columns.push({
      key: 'next',
      label: t('column.next'),
      cell: (row) =>
        row.state === 'declared' && (
          <Button
            variant="light"
            aria-label={`${t('action.take')} ${row.reference}`}
            onClick={() => act('take', row.id)}
          >
            {t('queue.take')}
          </Button>
        ),
    });
  }
  return (
    <>
      {error && <ErrorNotice error={error} />}
      <DataTable
        name="incidents"
        label={t('queue.table')}
        columns={columns}
        rows={rows}
        gone={gone}
        keyOf={keyOf}
        nameOf={(row) => row.reference}
        card={(row) => <IncidentCard row={row} facility={facilities.get(row.facilityId)?.name} />}
        total={total}
        more={more}
        keyboard
        onCurrent={setCurrent}
        selection={
          triages
            ? {
                keys: selected,
                set: setSelected,
                actions: <Button onClick={() => setLinking(true)}>{t('queue.link')}</Button>,
              }
            : undefined
        }
      />
      {linking && (
        <LinkDialog
          incidents={rows.filter((row) => selected.has(row.id))}
          onClose={() => setLinking(false)}
          onLinked={() => {
            setLinking(false);
            setSelected(new Set());
          }}
        />
      )}
    </>
  );
}
