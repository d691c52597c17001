import { NativeSelect } from '@mantine/core';
import { Link } from 'react-router';
import { MailDraftState, type MailDraftSummary } from '#libs/contracts';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { usePages } from '../../shared/table/usePages.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { FilterBar } from '../../shared/ui/FilterBar.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { IncidentTabs } from '../incidents/IncidentTabs.js';
import classes from './Mailbox.module.css';
import { mailInput } from './mailFilter.js';
import { MailMarks, MailStateMark } from './MailMarks.js';
import { useMailboxTexts } from './useMailboxTexts.js';

/** The mails to the declarations box: live, without ever moving what is about to be pressed. */
export function MailboxPage() {
  const t = useMailboxTexts();
  const filters = useFilters(['state']);
  const input = mailInput(filters.values.state);
  const list = usePages('mailDrafts', input);
  const columns = useColumns();
  const held = useHeldRows({
    scope: JSON.stringify(input),
    latest: list.isPlaceholderData ? undefined : list.data?.items,
    keyOf: ({ id }: MailDraftSummary) => id,
    whole: !list.hasNextPage,
  });
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <IncidentTabs />
      <FilterBar label={t('list.show')}>
        <NativeSelect
          label={t('list.show')}
          value={filters.values.state}
          data={[
            { value: '', label: t('list.waiting') },
            ...MailDraftState.options
              .filter((state) => state !== 'new')
              .map((state) => ({ value: state, label: t(`state.${state}`) })),
            { value: 'all', label: t('list.all') },
          ]}
          onChange={(event) => filters.set({ state: event.currentTarget.value })}
        />
      </FilterBar>
      <HeldLine
        waiting={held.waiting}
        label={t('list.new', { count: held.waiting })}
        gone={held.gone}
        onShow={held.show}
      />
      <Card flush>
        <Loaded from={list}>
          {({ total }) =>
            held.rows.length === 0 ? (
              <EmptyState title={t('list.empty')}>
                <p>{t('list.emptyText')}</p>
              </EmptyState>
            ) : (
              <DataTable
                name="mail-drafts"
                label={t('list.table')}
                columns={columns}
                rows={held.rows}
                gone={held.gone}
                asked={held.asked}
                total={total}
                keyOf={(row) => row.id}
                nameOf={(row) => row.subject ?? t('noSubject')}
                keyboard
                more={
                  list.hasNextPage ? { load: () => void list.fetchNextPage(), loading: list.isFetchingNextPage } : null
                }
                card={(row) => <MailCard row={row} />}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

function useColumns(): Column<MailDraftSummary>[] {
  const t = useMailboxTexts();
  const guessed = useGuessed();
  return [
    {
      key: 'subject',
      label: t('column.subject'),
      fixed: true,
      width: '18rem',
      cell: (row) => <MailLink row={row} />,
      text: (row) => row.subject ?? '',
    },
    {
      key: 'sender',
      label: t('column.sender'),
      cell: (row) => <Sender row={row} />,
      text: (row) => [row.senderName, row.senderAddress].filter(Boolean).join(' '),
    },
    { key: 'facility', label: t('column.facility'), cell: guessed, text: guessed },
    {
      key: 'received',
      label: t('column.received'),
      cell: (row) => <Moment at={row.receivedAt} form="stack" />,
      time: (row) => ({ at: row.receivedAt }),
      sort: (row) => row.receivedAt,
    },
    {
      key: 'attachments',
      label: t('column.attachments'),
      align: 'end',
      cell: (row) => row.attachmentCount || null,
      text: (row) => String(row.attachmentCount),
      sort: (row) => row.attachmentCount,
    },
    {
      key: 'marks',
      label: t('column.marks'),
      cell: (row) => <MailMarks marks={row.marks} />,
      text: (row) => row.marks.map((mark) => t(`mark.${mark}`)).join(', '),
    },
    {
      key: 'state',
      label: t('column.state'),
      cell: (row) => <MailStateMark state={row.state} />,
      text: (row) => t(`state.${row.state}`),
      sort: (row) => row.state,
    },
  ];
}

/** Whose it probably is, in words that do not claim more. */
function useGuessed(): (row: MailDraftSummary) => string {
  const t = useMailboxTexts();
  const w = useWords();
  const facilities = useFacilities();
  return ({ guess }) =>
    guess
      ? t('guess.probably', { name: facilities.get(guess.facilityId)?.name ?? w('unknownFacility') })
      : t('guess.none');
}

function MailLink({ row }: { row: MailDraftSummary }) {
  const t = useMailboxTexts();
  return (
    <Link to={`/incidents/mails/${row.id}`} className={classes.titled}>
      <bdi>{row.subject ?? t('noSubject')}</bdi>
    </Link>
  );
}

function Sender({ row: { senderName, senderAddress } }: { row: MailDraftSummary }) {
  const t = useMailboxTexts();
  return (
    <span className={classes.titled}>
      {senderName && <bdi>{senderName}</bdi>}
      <bdi className={classes.soft}>{senderAddress ?? t('noSender')}</bdi>
    </span>
  );
}

function MailCard({ row }: { row: MailDraftSummary }) {
  const guessed = useGuessed();
  return (
    <>
      <MailLink row={row} />
      <Sender row={row} />
      <span>{guessed(row)}</span>
      <Moment at={row.receivedAt} />
      <MailStateMark state={row.state} />
      <MailMarks marks={row.marks} />
    </>
  );
}
