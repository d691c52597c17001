import { NativeSelect } from '@mantine/core';
import { Link } from 'react-router';
import { AcknowledgementState, type BoardRow } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { AnswerMark } from '../../shared/ui/marks.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Board.module.css';
import { ProgressPicture } from './ProgressPicture.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

const CHASE = 'chase';

/** Who has answered what, live, and who has to be called: the late ones first. */
export function AcknowledgementBoard({ advisoryId }: { advisoryId: string }) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const filters = useFilters(['answer']);
  const board = useRead('acknowledgements', { advisoryId });
  const shown = filters.values.answer;
  const failed = ({ mailsFailed }: BoardRow) => mailsFailed > 0 && t('board.mailsFailed', { count: mailsFailed });

  const columns: Column<BoardRow>[] = [
    {
      key: 'facility',
      label: t('board.facility'),
      cell: (row) => <Facility of={row} />,
      text: ({ name }) => name,
      sort: ({ name }) => name,
      fixed: true,
      width: '16rem',
    },
    {
      key: 'answer',
      label: t('board.answer'),
      cell: (row) => <State of={row} />,
      text: (row) => w(`answerState.${row.state}`),
      sort: (row) => AcknowledgementState.options.indexOf(row.state),
    },
    { key: 'note', label: t('board.note'), cell: ({ note }) => note, text: ({ note }) => note ?? '' },
    {
      key: 'at',
      label: t('board.at'),
      cell: ({ answeredAt }) => answeredAt && <Moment at={answeredAt} form="stack" />,
      text: ({ answeredAt }) => answeredAt ?? '',
      sort: ({ answeredAt }) => answeredAt,
    },
    {
      key: 'mails',
      label: t('board.mails'),
      cell: (row) => <Mails of={row} />,
      text: (row) => [`${row.mailsSent}/${row.mails}`, failed(row)].filter(Boolean).join(', '),
      sort: (row) => row.mailsSent,
      align: 'end',
    },
  ];

  return (
    <Loaded from={board} rows={5}>
      {({ counts, rows }) => {
        const silent = rows.filter(({ state }) => state === 'sent');
        const visible = rowsFor(shown, rows).toSorted((a, b) => Number(b.overdue) - Number(a.overdue));
        return (
          <Card title={t('board.title')} flush>
            <ProgressPicture counts={counts} total={rows.length} />
            {shown === CHASE && silent.length === 0 && <p className={classes.none}>{t('board.chaseNone')}</p>}
            <DataTable
              name="acknowledgements"
              label={t('board.title')}
              columns={columns}
              rows={visible}
              keyOf={({ facilityId }) => facilityId}
              nameOf={({ name }) => name}
              keyboard
              tools={
                <NativeSelect
                  aria-label={t('board.filter')}
                  value={shown}
                  data={[
                    { value: '', label: `${t('board.all')} (${rows.length})` },
                    { value: CHASE, label: `${t('board.chase')} (${silent.length})` },
                    ...AcknowledgementState.options
                      .filter((state) => state !== 'sent')
                      .map((state) => ({
                        value: state,
                        label: `${w(`answerState.${state}`)} (${counts[state] ?? 0})`,
                      })),
                  ]}
                  onChange={(event) => filters.set({ answer: event.currentTarget.value })}
                />
              }
              card={(row) => (
                <>
                  <Facility of={row} />
                  <State of={row} />
                  {row.note && <span>{row.note}</span>}
                  {row.answeredAt && <Moment at={row.answeredAt} />}
                </>
              )}
            />
          </Card>
        );
      }}
    </Loaded>
  );
}

function rowsFor(shown: string, rows: readonly BoardRow[]): readonly BoardRow[] {
  if (shown === '') return rows;
  return rows.filter(({ state }) => state === (shown === CHASE ? 'sent' : shown));
}

/** Leads to the contacts: this is whom one calls. */
function Facility({ of: { facilityId, name, commune } }: { of: BoardRow }) {
  return (
    <span className={classes.facility}>
      <Link to={`/directory/${facilityId}`}>{name}</Link>
      <span className={classes.soft}>{commune}</span>
    </span>
  );
}

function Mails({ of: { mailsSent, mails, mailsFailed } }: { of: BoardRow }) {
  const t = useAdvisoriesTexts();
  return (
    <span className={classes.state}>
      {t('board.mailsOf', { sent: mailsSent, count: mails })}
      {mailsFailed > 0 && <strong className={classes.late}>{t('board.mailsFailed', { count: mailsFailed })}</strong>}
    </span>
  );
}

function State({ of: { state, overdue } }: { of: BoardRow }) {
  const t = useAdvisoriesTexts();
  return (
    <span className={classes.state}>
      <AnswerMark state={state} />
      {overdue && <strong className={classes.late}>{t('board.late')}</strong>}
    </span>
  );
}
