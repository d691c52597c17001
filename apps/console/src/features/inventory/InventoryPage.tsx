import { Link } from 'react-router';
import type { CsafSummary } from '#libs/contracts';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { CsafImport } from './CsafImport.js';
import classes from './Inventory.module.css';
import { InventoryTabs } from './InventoryTabs.js';
import { useInventoryTexts } from './useInventoryTexts.js';

/** The security advisories of vendors that the agency has imported. */
export function InventoryPage() {
  const t = useInventoryTexts();
  const imports = agencyMay(useIdentity(), 'csaf.import');
  const list = usePages('csafDocuments', { limit: 50 });
  const columns: Column<CsafSummary>[] = [
    {
      key: 'trackingId',
      label: t('list.trackingId'),
      fixed: true,
      cell: (row) => <DocumentLink row={row} />,
      text: (row) => row.trackingId,
      sort: (row) => row.trackingId,
    },
    {
      key: 'title',
      label: t('list.name'),
      cell: (row) => row.title,
      text: (row) => row.title,
      sort: (row) => row.title,
    },
    {
      key: 'publisher',
      label: t('list.publisher'),
      cell: (row) => row.publisher,
      text: (row) => row.publisher,
      sort: (row) => row.publisher,
    },
    {
      key: 'vulnerabilities',
      label: t('list.vulnerabilities'),
      align: 'end',
      cell: (row) => row.vulnerabilityCount,
      text: (row) => String(row.vulnerabilityCount),
      sort: (row) => row.vulnerabilityCount,
    },
    {
      key: 'products',
      label: t('list.products'),
      align: 'end',
      cell: (row) => row.productCount,
      text: (row) => String(row.productCount),
      sort: (row) => row.productCount,
    },
    {
      key: 'tlp',
      label: t('list.tlp'),
      cell: (row) => <TlpMark tlp={row.tlp} />,
      text: (row) => row.tlp,
      sort: (row) => row.tlp,
    },
    {
      key: 'released',
      label: t('list.released'),
      extra: true,
      cell: (row) => <Moment at={row.releasedAt} form="stack" />,
      time: (row) => ({ at: row.releasedAt }),
      sort: (row) => row.releasedAt,
    },
    {
      key: 'imported',
      label: t('list.imported'),
      cell: (row) => <Moment at={row.importedAt} form="stack" />,
      time: (row) => ({ at: row.importedAt }),
      sort: (row) => row.importedAt,
    },
  ];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <InventoryTabs />
      {imports && <CsafImport />}
      <Card flush>
        <Loaded from={list}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={t('list.empty')}>
                <p>{imports ? t('list.emptyText') : t('list.none')}</p>
              </EmptyState>
            ) : (
              <DataTable
                name="csaf"
                label={t('list.table')}
                columns={columns}
                rows={items}
                total={total}
                keyOf={(row) => row.id}
                nameOf={(row) => row.trackingId}
                keyboard
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                card={(row) => (
                  <>
                    <DocumentLink row={row} />
                    <span>{row.title}</span>
                    <span>{row.publisher}</span>
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

function DocumentLink({ row }: { row: CsafSummary }) {
  return (
    <Link to={`/inventory/csaf/${row.id}`} className={classes.link}>
      {row.trackingId}
    </Link>
  );
}
