import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { IndicatorType, type IndicatorRecord } from '#libs/contracts';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { oneOf, useFilters } from '../../shared/table/useFilters.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { IncidentTabs } from '../incidents/IncidentTabs.js';
import classes from './indicators.module.css';
import { SightingsDialog } from './SightingsDialog.js';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';
import { Flags, Value, shownValue } from './Value.js';

/** Every value of the region, once, with where it was seen; for the agency. */
export function IndicatorsPage() {
  const t = useIndicatorsTexts();
  const ui = useUi();
  const { values, set } = useFilters(['q', 'type', 'kind']);
  const [typed, setTyped] = useState(values.q);
  const look = useDebouncedCallback((text: string) => set({ q: text }), 300);
  const [opened, setOpened] = useState<IndicatorRecord | null>(null);
  const list = usePages('searchIndicators', {
    q: values.q.slice(0, 2_000) || undefined,
    type: oneOf(IndicatorType.options, values.type),
    kind: values.kind === 'exercise' ? 'exercise' : 'real',
    limit: 50,
  });
  return (
    <Page title={t('page.title')} lead={t('page.lead')}>
      <IncidentTabs />
      <FilterBar label={t('page.search')}>
        <TextInput
          label={t('page.search')}
          placeholder={t('page.searchHelp')}
          type="search"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            look(event.currentTarget.value.trim());
          }}
        />
        <NativeSelect
          label={t('page.type')}
          value={values.type}
          data={[
            { value: '', label: ui('select.all') },
            ...IndicatorType.options.map((value) => ({ value, label: t(`type.${value}`) })),
          ]}
          onChange={(event) => set({ type: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('page.kind')}
          value={values.kind}
          data={[
            { value: '', label: t('page.real') },
            { value: 'exercise', label: t('page.exercise') },
          ]}
          onChange={(event) => set({ kind: event.currentTarget.value })}
        />
      </FilterBar>
      <Card flush>
        <Loaded from={list}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={values.q || values.type ? t('page.none') : t('page.empty')}>
                {!values.q && !values.type && <p>{t('page.emptyText')}</p>}
              </EmptyState>
            ) : (
              <Records
                items={items}
                total={total}
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                onOpen={setOpened}
              />
            )
          }
        </Loaded>
      </Card>
      {opened && <SightingsDialog record={opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}

interface RecordsProps {
  items: IndicatorRecord[];
  total: number;
  more: { load: () => void; loading: boolean } | null;
  onOpen: (record: IndicatorRecord) => void;
}

function Records({ items, total, more, onOpen }: RecordsProps) {
  const t = useIndicatorsTexts();
  const seen = (row: IndicatorRecord) => t('page.seen', { count: row.incidents });
  const open = (row: IndicatorRecord) => (
    <button
      type="button"
      className={classes.open}
      aria-label={`${seen(row)}. ${t('page.seenAt', { value: shownValue(row) })}`}
      onClick={() => onOpen(row)}
    >
      {seen(row)}
    </button>
  );
  const columns: Column<IndicatorRecord>[] = [
    {
      key: 'value',
      label: t('page.value'),
      fixed: true,
      width: '20rem',
      cell: (row) => <Value of={row} />,
      text: shownValue,
      sort: (row) => row.value,
    },
    {
      key: 'type',
      label: t('page.type'),
      cell: (row) => t(`type.${row.type}`),
      text: (row) => t(`type.${row.type}`),
      sort: (row) => row.type,
    },
    { key: 'incidents', label: t('page.incidents'), cell: open, text: seen, sort: (row) => row.incidents },
    { key: 'flags', label: t('page.flags'), cell: (row) => <Flags flags={row.flags} /> },
    {
      key: 'last',
      label: t('page.last'),
      cell: (row) => <Moment at={row.lastAt} form="stack" />,
      time: (row) => ({ at: row.lastAt }),
      sort: (row) => row.lastAt,
    },
  ];
  return (
    <DataTable
      name="indicators"
      label={t('page.table')}
      columns={columns}
      rows={items}
      total={total}
      keyOf={(row) => row.id}
      nameOf={shownValue}
      keyboard
      more={more}
      card={(row) => (
        <>
          <span className={classes.named}>
            <span className={classes.type}>{t(`type.${row.type}`)}</span>
            <Value of={row} />
            <Flags flags={row.flags} />
          </span>
          {open(row)}
          <Moment at={row.lastAt} />
        </>
      )}
    />
  );
}
