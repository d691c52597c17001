import { Button, NativeSelect } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { AdvisoryState, type AdvisorySummary } from '#libs/contracts';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { oneOf, useFilters } from '../../shared/table/useFilters.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { AdvisoryStateMark, ExerciseMark, TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Advisories.module.css';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** All advisories, those that wait for approval in sight. */
export function AdvisoriesPage() {
  const t = useAdvisoriesTexts();
  const ui = useUi();
  const w = useWords();
  const filters = useFilters(['state']);
  const state = oneOf(AdvisoryState.options, filters.values.state);
  const advisories = usePages('advisories', { ...(state && { state: [state] }), limit: 100 });
  const mayWrite = agencyMay(useIdentity(), 'advisory.write');
  const answered = (row: AdvisorySummary) =>
    row.recipientCount === null ? '' : t('ratio', { answered: row.answered ?? 0, count: row.recipientCount });

  const columns: Column<AdvisorySummary>[] = [
    {
      key: 'title',
      label: t('column.title'),
      cell: (row) => <Title of={row} />,
      text: ({ reference, title }) => `${reference} ${title}`,
      sort: ({ title }) => title,
      fixed: true,
      width: '20rem',
    },
    {
      key: 'state',
      label: t('column.state'),
      cell: ({ state: at }) => <AdvisoryStateMark state={at} />,
      text: (row) => w(`advisoryState.${row.state}`),
      sort: (row) => row.state,
    },
    {
      key: 'tlp',
      label: t('column.tlp'),
      cell: ({ tlp }) => <TlpMark tlp={tlp} />,
      text: ({ tlp }) => tlp,
      sort: ({ tlp }) => tlp,
    },
    {
      key: 'answered',
      label: t('column.answered'),
      cell: answered,
      text: answered,
      sort: (row) => row.answered,
      align: 'end',
    },
    {
      key: 'respondBy',
      label: t('column.respondBy'),
      cell: ({ respondBy }) => respondBy && <Moment at={respondBy} form="stack" />,
      time: ({ respondBy }) => ({ at: respondBy }),
      sort: ({ respondBy }) => respondBy,
    },
    {
      key: 'changed',
      label: t('column.changed'),
      cell: ({ changedAt }) => <Moment at={changedAt} form="stack" />,
      time: ({ changedAt }) => ({ at: changedAt }),
      sort: ({ changedAt }) => changedAt,
    },
  ];

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayWrite && (
          <Button component={Link} to="/advisories/new" leftSection={<IconPencilPlus size={20} aria-hidden="true" />}>
            {t('write')}
          </Button>
        )
      }
    >
      <Card flush>
        <Loaded from={advisories}>
          {({ items, total }) =>
            items.length === 0 && !filters.any ? (
              <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
            ) : (
              <DataTable
                name="advisories"
                label={t('title')}
                columns={columns}
                rows={items}
                total={total}
                keyOf={({ id }) => id}
                nameOf={({ title }) => title}
                keyboard
                asked={advisories.isPlaceholderData ? 'before' : 'now'}
                empty={
                  <EmptyState
                    title={t('none.filtered')}
                    action={
                      <Button variant="default" onClick={filters.clear}>
                        {ui('filter.clear')}
                      </Button>
                    }
                  />
                }
                more={
                  advisories.hasNextPage
                    ? { load: () => void advisories.fetchNextPage(), loading: advisories.isFetchingNextPage }
                    : null
                }
                tools={
                  <NativeSelect
                    aria-label={t('state')}
                    value={state ?? ''}
                    data={[
                      { value: '', label: t('allStates') },
                      ...AdvisoryState.options.map((value) => ({ value, label: w(`advisoryState.${value}`) })),
                    ]}
                    onChange={(event) => filters.set({ state: event.currentTarget.value })}
                  />
                }
                card={(row) => (
                  <>
                    <Title of={row} />
                    <span className={classes.marks}>
                      <AdvisoryStateMark state={row.state} />
                      <TlpMark tlp={row.tlp} />
                      <span>{answered(row)}</span>
                    </span>
                    <span className={classes.soft}>
                      <Moment at={row.changedAt} />
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

function Title({ of: { id, title, reference, kind } }: { of: AdvisorySummary }) {
  return (
    <span className={classes.titled}>
      <Link to={`/advisories/${id}`}>{title}</Link>
      <span className={classes.soft}>
        {reference} <ExerciseMark kind={kind} />
      </span>
    </span>
  );
}
