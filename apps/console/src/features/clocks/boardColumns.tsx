import { Link } from 'react-router';
import type { IncidentClock, Locale } from '#libs/contracts';
import type { KnownFacility } from '../../shared/directory/useFacilities.js';
import type { Column } from '../../shared/table/column.js';
import { Moment } from '../../shared/time/Moment.js';
import { ExerciseMark } from '../../shared/ui/marks.js';
import classes from './clocks.module.css';
import { standingOf } from './standing.js';
import { StandingMark } from './StandingMark.js';
import { TimeLeft } from './TimeLeft.js';
import type { useClocksTexts } from './useClocksTexts.js';

interface Sources {
  t: ReturnType<typeof useClocksTexts>;
  locale: Locale;
  now: Date;
  facilities: ReadonlyMap<string, KnownFacility>;
}

/** The columns of the regional board. */
export function boardColumns({ t, locale, now, facilities }: Sources): Column<IncidentClock>[] {
  const nameOf = ({ facilityId }: IncidentClock) => facilities.get(facilityId)?.name ?? '';
  return [
    {
      key: 'reference',
      label: t('board.column.reference'),
      fixed: true,
      width: '9.5rem',
      cell: (row) => <ClockLink row={row} />,
      text: (row) => row.reference,
      sort: (row) => row.reference,
    },
    {
      key: 'facility',
      label: t('board.column.facility'),
      width: '12rem',
      cell: nameOf,
      text: nameOf,
      sort: (row) => nameOf(row) || null,
    },
    {
      key: 'regime',
      label: t('board.column.regime'),
      cell: (row) => row.regimeName[locale],
      text: (row) => row.regimeName[locale],
      sort: (row) => row.regimeName[locale],
    },
    {
      key: 'stage',
      label: t('board.column.stage'),
      cell: (row) => row.stageName[locale],
      text: (row) => row.stageName[locale],
      sort: (row) => row.stageName[locale],
    },
    {
      key: 'standing',
      label: t('board.column.standing'),
      cell: (row) => <StandingMark standing={standingOf(row, now)} />,
      text: (row) => t(`standing.${standingOf(row, now)}`),
      sort: (row) => standingOf(row, now),
    },
    {
      key: 'left',
      label: t('board.column.left'),
      width: '9rem',
      cell: (row) => <TimeLeft dueAt={row.dueAt} standing={standingOf(row, now)} />,
    },
    {
      key: 'due',
      label: t('board.column.due'),
      width: '9rem',
      cell: (row) => row.dueAt && <Moment at={row.dueAt} territory={row.territory} form="clocks" />,
      time: (row) => ({ at: row.dueAt, territory: row.territory }),
      sort: (row) => row.dueAt,
    },
    {
      key: 'applies',
      label: t('board.column.applies'),
      cell: (row) => t(`board.applies.${row.applies}`),
      text: (row) => t(`board.applies.${row.applies}`),
      sort: (row) => row.applies,
    },
    {
      key: 'met',
      label: t('board.column.met'),
      extra: true,
      cell: (row) => row.metAt && <Moment at={row.metAt} territory={row.territory} form="clocks" />,
      time: (row) => ({ at: row.metAt, territory: row.territory }),
      sort: (row) => row.metAt,
    },
  ];
}

export function ClockLink({ row }: { row: IncidentClock }) {
  return (
    <span>
      <Link to={`/incidents/${row.incidentId}`} className={classes.link}>
        {row.reference}
      </Link>{' '}
      <ExerciseMark kind={row.kind} />
    </span>
  );
}
