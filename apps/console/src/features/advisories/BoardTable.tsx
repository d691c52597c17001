import { NativeSelect } from '@mantine/core';
import { Link } from 'react-router';
import { AcknowledgementState, type BoardRow } from '#libs/contracts';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { HeldLine } from '../../shared/table/HeldLine.js';
import { useFilters } from '../../shared/table/useFilters.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';
import { Moment } from '../../shared/time/Moment.js';
import { AnswerMark } from '../../shared/ui/marks.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Board.module.css';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

const CHASE = 'chase';
const keyOf = (row: BoardRow) => row.facilityId;

interface BoardTableProps {
  rows: readonly BoardRow[];
  counts: Partial<Record<AcknowledgementState, number>>;
  /** An answer is expected by a date; without one nobody is late. */
  dated: boolean;
}

/** One line per facility. Answers come in live; nobody who is being called leaves the list meanwhile. */
export function BoardTable({ rows, counts, dated }: BoardTableProps) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const filters = useFilters(['answer']);
  const shown = filters.values.answer;
  const silent = rows.filter(({ state }) => state === 'sent');
  const latest = rowsFor(shown, rows).toSorted((a, b) => Number(b.overdue) - Number(a.overdue));
  const held = useHeldRows({ scope: shown, latest, keyOf });
  const asTheyAre = new Map(rows.map((row) => [row.facilityId, row]));
  const failed = ({ mailsFailed }: BoardRow) => mailsFailed > 0 && t('board.mailsFailed', { count: mailsFailed });
  const mails = (row: BoardRow) => t('board.mailsOf', { sent: row.mailsSent, count: row.mails });
  const written = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(', ');

  const columns: Column<BoardRow>[] = [
    {
      key: 'facility',
      label: t('board.facility'),
      cell: (row) => <Facility of={row} />,
      text: ({ name, commune }) => written(name, commune),
      sort: ({ name }) => name,
      fixed: true,
      width: '16rem',
    },
    {
      key: 'answer',
      label: t('board.answer'),
      cell: (row) => <State of={row} dated={dated} />,
      text: (row) => written(w(`answerState.${row.state}`), dated && row.overdue && t('board.late')),
      sort: (row) => AcknowledgementState.options.indexOf(row.state),
    },
    { key: 'note', label: t('board.note'), cell: ({ note }) => note, text: ({ note }) => note ?? '' },
    {
      key: 'at',
      label: t('board.at'),
      cell: ({ answeredAt }) => answeredAt && <Moment at={answeredAt} form="stack" />,
      time: ({ answeredAt }) => ({ at: answeredAt }),
      sort: ({ answeredAt }) => answeredAt,
    },
    {
      key: 'mails',
      label: t('board.mails'),
      cell: (row) => (
        <span className={classes.state}>
          {mails(row)}
          {row.mailsFailed > 0 && <strong className={classes.late}>{failed(row)}</strong>}
        </span>
      ),
      text: (row) => written(mails(row), failed(row)),
      sort: (row) => row.mailsSent,
      align: 'end',
    },
  ];

  return (
    <>
      <HeldLine
        waiting={held.waiting}
        label={t('board.waiting', { count: held.waiting })}
        gone={held.gone}
        onShow={held.show}
      />
      {shown === CHASE && silent.length === 0 && <p className={classes.none}>{t('board.chaseNone')}</p>}
      <DataTable
        name="acknowledgements"
        label={t('board.title')}
        columns={columns}
        rows={held.rows.map((row) => asTheyAre.get(row.facilityId) ?? row)}
        gone={held.gone}
        asked={held.asked}
        keyOf={keyOf}
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
                .map((state) => ({ value: state, label: `${w(`answerState.${state}`)} (${counts[state] ?? 0})` })),
            ]}
            onChange={(event) => filters.set({ answer: event.currentTarget.value })}
          />
        }
        card={(row) => (
          <>
            <Facility of={row} />
            <State of={row} dated={dated} />
            {row.note && <span>{row.note}</span>}
            {row.answeredAt && <Moment at={row.answeredAt} />}
          </>
        )}
      />
    </>
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

function State({ of: { state, overdue }, dated }: { of: BoardRow; dated: boolean }) {
  const t = useAdvisoriesTexts();
  return (
    <span className={classes.state}>
      <AnswerMark state={state} />
      {dated && overdue && <strong className={classes.late}>{t('board.late')}</strong>}
    </span>
  );
}
