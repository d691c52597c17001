import { Button, Switch } from '@mantine/core';
import { Link } from 'react-router';
import { IncidentState, type IncidentSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { may } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { usePages } from '../../shared/table/usePages.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { incidentColumns } from './columns.js';
import { IncidentCard } from './IncidentCard.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const shownFirst = ['reference', 'state', 'facility', 'what', 'severity', 'recorded'];
const open = IncidentState.options.filter((state) => state !== 'closed');

/** What a facility has declared. */
export function MyIncidentsPage() {
  const t = useIncidentsTexts();
  const w = useWords();
  const identity = useIdentity();
  const facilities = useFacilities();
  const { values, set } = useFilters(['open']);
  const list = usePages('incidents', { state: values.open === 'yes' ? open : undefined, limit: 50 });
  const inCharge = (row: IncidentSummary) => (row.assigned ? t('mine.inCharge') : t('mine.waiting'));

  const columns: Column<IncidentSummary>[] = [
    ...incidentColumns({ t, w, facilities, nameOf: () => '' }).filter(
      ({ key }) => shownFirst.includes(key) && (key !== 'facility' || identity.facilities.length > 1),
    ),
    { key: 'assignee', label: t('column.assignee'), cell: inCharge, text: inCharge },
  ];
  const declare = may(identity, 'incident.declare') && (
    <Button component={Link} to="/declare">
      {t('mine.declare')}
    </Button>
  );
  return (
    <Page title={t('mine.title')} lead={t('mine.lead')}>
      <Card flush>
        <Loaded from={list}>
          {({ items, total }) =>
            items.length === 0 && values.open !== 'yes' ? (
              <EmptyState title={t('mine.empty')} action={declare}>
                <p>{t('mine.emptyText')}</p>
              </EmptyState>
            ) : (
              <DataTable
                name="my-incidents"
                label={t('mine.table')}
                columns={columns}
                rows={items}
                keyOf={(row) => row.id}
                nameOf={(row) => row.reference}
                card={(row) => (
                  <IncidentCard
                    row={row}
                    note={inCharge(row)}
                    facility={identity.facilities.length > 1 ? facilities.get(row.facilityId)?.name : undefined}
                  />
                )}
                keyboard
                total={total}
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                tools={
                  <Switch
                    label={t('mine.openOnly')}
                    checked={values.open === 'yes'}
                    onChange={(event) => set({ open: event.currentTarget.checked ? 'yes' : '' })}
                  />
                }
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
