import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { FacilityCategory, type Facility } from '#libs/contracts';
import { useConfiguration } from '../../shared/session/session.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { oneOf, useFilters } from '../../shared/table/useFilters.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Directory.module.css';
import { useDirectoryTexts } from './useDirectoryTexts.js';

/** Every facility that the person may know. */
export function DirectoryPage() {
  const t = useDirectoryTexts();
  const ui = useUi();
  const w = useWords();
  const { productName } = useConfiguration();
  const filters = useFilters(['q', 'category']);
  const [q] = useDebouncedValue(filters.values.q.trim(), 250);
  const category = oneOf(FacilityCategory.options, filters.values.category);
  const facilities = usePages('facilities', { ...(q !== '' && { q }), ...(category && { category }), limit: 100 });

  const columns: Column<Facility>[] = [
    {
      key: 'name',
      label: t('column.name'),
      cell: (row) => <Name of={row} />,
      text: ({ name }) => name,
      sort: ({ name }) => name,
      fixed: true,
      width: '18rem',
    },
    {
      key: 'category',
      label: t('column.category'),
      cell: (row) => w(`category.${row.category}`),
      text: (row) => w(`category.${row.category}`),
      sort: (row) => row.category,
    },
    {
      key: 'commune',
      label: t('column.commune'),
      cell: ({ commune }) => commune,
      text: ({ commune }) => commune,
      sort: ({ commune }) => commune,
    },
    {
      key: 'finess',
      label: t('column.finess'),
      cell: ({ finess }) => finess,
      text: ({ finess }) => finess,
      sort: ({ finess }) => finess,
    },
    {
      key: 'entity',
      label: t('column.entity'),
      cell: (row) => row.legalEntityName,
      text: (row) => row.legalEntityName,
      sort: (row) => row.legalEntityName,
      extra: true,
    },
  ];

  return (
    <Page title={t('title')} lead={t('lead', { product: productName })}>
      <div className={classes.filters}>
        <TextInput
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={filters.values.q}
          onChange={(event) => filters.set({ q: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={t('category')}
          value={category ?? ''}
          data={[
            { value: '', label: t('allCategories') },
            ...FacilityCategory.options.map((value) => ({ value, label: w(`category.${value}`) })),
          ]}
          onChange={(event) => filters.set({ category: event.currentTarget.value })}
        />
      </div>
      <Card flush>
        <Loaded from={facilities}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState
                title={t('none.title')}
                action={
                  filters.any && (
                    <Button variant="default" onClick={filters.clear}>
                      {ui('filter.clear')}
                    </Button>
                  )
                }
              >
                {t('none.text')}
              </EmptyState>
            ) : (
              <DataTable
                name="facilities"
                label={t('title')}
                columns={columns}
                rows={items}
                total={total}
                keyOf={({ id }) => id}
                nameOf={({ name }) => name}
                more={
                  facilities.hasNextPage
                    ? { load: () => void facilities.fetchNextPage(), loading: facilities.isFetchingNextPage }
                    : null
                }
                keyboard
                asked={facilities.isPlaceholderData ? 'before' : 'now'}
                card={(row) => (
                  <>
                    <Name of={row} />
                    <span className={classes.soft}>
                      {w(`category.${row.category}`)} · {row.commune} · {row.finess}
                    </span>
                  </>
                )}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

function Name({ of: { id, name, invented } }: { of: Facility }) {
  const t = useDirectoryTexts();
  return (
    <span>
      <Link to={`/directory/${id}`}>{name}</Link>
      {invented && <span className={classes.invented}>{t('inventedShort')}</span>}
    </span>
  );
}
