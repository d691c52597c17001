import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { RegionalIncident } from '#libs/contracts';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseMark, RegionalStateMark, TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { IncidentTabs } from '../incidents/IncidentTabs.js';
import classes from './RegionalPage.module.css';
import { useRegionalTexts } from './useRegionalTexts.js';

export function RegionalListPage() {
  const t = useRegionalTexts();
  const w = useWords();
  const list = usePages('regionalIncidents', { limit: 50 });
  const columns: Column<RegionalIncident>[] = [
    {
      key: 'title',
      label: t('list.name'),
      fixed: true,
      width: '18rem',
      cell: (row) => <RegionalLink row={row} />,
      text: (row) => `${row.reference} ${row.title}`,
      sort: (row) => row.title,
    },
    {
      key: 'supplier',
      label: t('list.supplier'),
      cell: (row) => row.supplier,
      text: (row) => row.supplier ?? '',
      sort: (row) => row.supplier,
    },
    {
      key: 'count',
      label: t('list.count'),
      align: 'end',
      cell: (row) => row.incidentCount,
      text: (row) => String(row.incidentCount),
      sort: (row) => row.incidentCount,
    },
    {
      key: 'state',
      label: t('list.state'),
      cell: (row) => <RegionalStateMark state={row.state} />,
      text: (row) => w(`regionalState.${row.state}`),
      sort: (row) => row.state,
    },
    {
      key: 'tlp',
      label: t('list.tlp'),
      cell: (row) => <TlpMark tlp={row.tlp} />,
      text: (row) => row.tlp,
      sort: (row) => row.tlp,
    },
    {
      key: 'opened',
      label: t('list.opened'),
      cell: (row) => <Moment at={row.openedAt} form="stack" />,
      time: (row) => ({ at: row.openedAt }),
      sort: (row) => row.openedAt,
    },
  ];
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <IncidentTabs />
      <Card flush>
        <Loaded from={list}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState
                title={t('list.empty')}
                action={
                  <Button component={Link} to="/incidents">
                    {t('list.toQueue')}
                  </Button>
                }
              >
                <p>{t('list.emptyText')}</p>
              </EmptyState>
            ) : (
              <DataTable
                name="regional-incidents"
                label={t('list.table')}
                columns={columns}
                rows={items}
                total={total}
                keyOf={(row) => row.id}
                nameOf={(row) => row.title}
                keyboard
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                card={(row) => (
                  <>
                    <RegionalLink row={row} />
                    <span>{t('list.declarations', { count: row.incidentCount })}</span>
                    <Moment at={row.openedAt} />
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

function RegionalLink({ row }: { row: RegionalIncident }) {
  return (
    <span className={classes.titled}>
      <Link to={`/regional/${row.id}`}>{row.title}</Link>
      <span className={classes.soft}>
        {row.reference} <ExerciseMark kind={row.kind} />
      </span>
    </span>
  );
}
