import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState, type ReactNode } from 'react';
import { AssetField, Id, type Asset } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useShortcuts } from '../../shared/keyboard/Shortcuts.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useAssetsTexts } from './useAssetsTexts.js';

const EXTRA: readonly AssetField[] = ['category', 'location', 'comment'];

interface AssetListProps {
  facilities: readonly { id: string; name: string }[];
  facilityId: string;
  q: string;
  set: (part: { facility?: string; q?: string }) => void;
  emptyText: string;
  emptyAction?: ReactNode;
}

/** A list of assets: one facility's, or several. */
export function AssetList({ facilities, facilityId, q, set, emptyText, emptyAction }: AssetListProps) {
  const t = useAssetsTexts();
  const ui = useUi();
  const w = useWords();
  const known = useFacilities();
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  const look = useDebouncedCallback((text: string) => set({ q: text }), 300);
  const chosen = Id.safeParse(facilityId);
  const filtered = q !== '' || (facilities.length > 1 && chosen.success);
  const list = usePages('assets', {
    facilityId: chosen.success ? chosen.data : undefined,
    q: q.slice(0, 100) || undefined,
    limit: 100,
  });
  useShortcuts([{ key: '/', label: ui('shortcuts.search'), run: () => search.current?.focus() }]);

  const nameOf = (row: Asset) => known.get(row.facilityId)?.name ?? w('unknownFacility');
  const columns: Column<Asset>[] = [
    ...AssetField.options.map((field): Column<Asset> => {
      const value = (row: Asset) => row[field];
      return {
        key: field,
        label: t(`field.${field}`),
        fixed: field === 'product',
        extra: EXTRA.includes(field),
        align: field === 'quantity' ? 'end' : undefined,
        cell: value,
        text: (row) => String(value(row) ?? ''),
        sort: value,
      };
    }),
    { key: 'facility', label: t('facility'), extra: facilities.length === 1, cell: nameOf, text: nameOf, sort: nameOf },
    {
      key: 'imported',
      label: t('imported'),
      extra: true,
      cell: (row) => <Moment at={row.importedAt} territory={known.get(row.facilityId)?.territory} form="stack" />,
      time: (row) => ({ at: row.importedAt, territory: known.get(row.facilityId)?.territory }),
      sort: (row) => row.importedAt,
    },
  ];
  return (
    <>
      <FilterBar label={t('search')}>
        <TextInput
          ref={search}
          label={t('search')}
          placeholder={t('searchHelp')}
          type="search"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            look(event.currentTarget.value.trim());
          }}
        />
        {facilities.length > 1 && (
          <NativeSelect
            label={t('facility')}
            value={facilityId}
            data={[
              { value: '', label: ui('select.all') },
              ...facilities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => set({ facility: event.currentTarget.value })}
          />
        )}
      </FilterBar>
      <Card flush>
        <Loaded from={list}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState
                title={filtered ? t('none') : t('empty')}
                action={
                  filtered ? (
                    <Button
                      variant="default"
                      onClick={() => {
                        setTyped('');
                        set({ facility: '', q: '' });
                      }}
                    >
                      {ui('filter.clear')}
                    </Button>
                  ) : (
                    emptyAction
                  )
                }
              >
                {!filtered && <p>{emptyText}</p>}
              </EmptyState>
            ) : (
              <DataTable
                name="assets"
                label={t('table')}
                columns={columns}
                rows={items}
                total={total}
                keyOf={(row) => row.id}
                nameOf={(row) => `${row.vendor} ${row.product}`}
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                card={(row) => (
                  <>
                    <strong>{`${row.vendor} · ${row.product}`}</strong>
                    <span>{[row.version, row.careService, row.criticality].filter(Boolean).join(' · ')}</span>
                    {facilities.length > 1 && <span>{nameOf(row)}</span>}
                  </>
                )}
              />
            )
          }
        </Loaded>
      </Card>
    </>
  );
}
