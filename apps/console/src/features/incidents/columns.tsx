import { Link } from 'react-router';
import type { IncidentSummary } from '#libs/contracts';
import type { KnownFacility } from '../../shared/directory/useFacilities.js';
import type { Column } from '../../shared/table/column.js';
import { Moment } from '../../shared/time/Moment.js';
import { ExerciseMark, IncidentStateMark, SeverityMark, SignalMarks, TlpMark } from '../../shared/ui/marks.js';
import type { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './columns.module.css';
import { severityRank } from './severityRank.js';
import type { useIncidentsTexts } from './useIncidentsTexts.js';

interface Sources {
  t: ReturnType<typeof useIncidentsTexts>;
  w: ReturnType<typeof useWords>;
  facilities: ReadonlyMap<string, KnownFacility>;
  nameOf: (personId: string | null) => string;
  /** Whether those under a regional incident say so; needless where all are. */
  marksLinked?: boolean;
}

/** The columns of a list of incidents, for those who see the region. */
export function incidentColumns({ t, w, facilities, nameOf, marksLinked = true }: Sources): Column<IncidentSummary>[] {
  const facilityOf = (row: IncidentSummary) => facilities.get(row.facilityId);
  return [
    {
      key: 'reference',
      label: t('column.reference'),
      fixed: true,
      width: '8.5rem',
      cell: (row) => <IncidentLink row={row} linked={marksLinked ? t('linkedMark') : undefined} />,
      text: (row) => row.reference,
      sort: (row) => row.reference,
    },
    {
      key: 'severity',
      label: t('column.severity'),
      cell: (row) => <SeverityMark severity={row.severity} />,
      text: (row) => w(`severity.${row.severity ?? 'none'}`),
      sort: (row) => -severityRank(row.severity),
    },
    {
      key: 'score',
      label: t('column.score'),
      cell: (row) => row.score,
      text: (row) => (row.score === null ? '' : String(row.score)),
      sort: (row) => row.score,
    },
    {
      key: 'state',
      label: t('column.state'),
      cell: (row) => <IncidentStateMark state={row.state} />,
      text: (row) => w(`incidentState.${row.state}`),
      sort: (row) => row.state,
    },
    {
      key: 'facility',
      label: t('column.facility'),
      width: '9.5rem',
      cell: (row) => facilityOf(row)?.name ?? w('unknownFacility'),
      text: (row) => facilityOf(row)?.name ?? '',
      sort: (row) => facilityOf(row)?.name ?? null,
    },
    {
      key: 'commune',
      label: t('column.commune'),
      extra: true,
      cell: (row) => facilityOf(row)?.commune,
      text: (row) => facilityOf(row)?.commune ?? '',
      sort: (row) => facilityOf(row)?.commune ?? null,
    },
    {
      key: 'what',
      label: t('column.what'),
      width: '13rem',
      cell: (row) => (
        <>
          <span className={classes.excerpt}>{row.excerpt}</span>
          <SignalMarks of={row} />
        </>
      ),
      text: (row) => row.excerpt,
    },
    {
      key: 'danger',
      label: t('column.danger'),
      extra: true,
      cell: (row) => w(`dangerTold.${row.patientDanger}`),
      text: (row) => w(`dangerTold.${row.patientDanger}`),
      sort: (row) => row.patientDanger,
    },
    {
      key: 'degraded',
      label: t('column.degraded'),
      extra: true,
      cell: (row) => w(`told.${row.degradedMode}`),
      text: (row) => w(`told.${row.degradedMode}`),
      sort: (row) => row.degradedMode,
    },
    {
      key: 'services',
      label: t('column.services'),
      extra: true,
      cell: (row) => row.careServices.map((service) => w(`careService.${service}`)).join(', '),
      text: (row) => row.careServices.map((service) => w(`careService.${service}`)).join(', '),
    },
    {
      key: 'supplier',
      label: t('column.supplier'),
      extra: true,
      cell: (row) => row.supplier,
      text: (row) => row.supplier ?? '',
      sort: (row) => row.supplier,
    },
    {
      key: 'recorded',
      label: t('column.recorded'),
      width: '8rem',
      cell: (row) => <Moment at={row.recordedAt} territory={row.territory} form="stack" />,
      time: (row) => ({ at: row.recordedAt, territory: row.territory }),
      sort: (row) => row.recordedAt,
    },
    {
      key: 'aware',
      label: t('column.aware'),
      extra: true,
      cell: (row) => <Moment at={row.awareAt} territory={row.territory} form="stack" />,
      time: (row) => ({ at: row.awareAt, territory: row.territory }),
      sort: (row) => row.awareAt,
    },
    {
      key: 'assignee',
      label: t('column.assignee'),
      extra: true,
      cell: (row) => nameOf(row.assigneeId),
      text: (row) => nameOf(row.assigneeId),
      sort: (row) => nameOf(row.assigneeId) || null,
    },
    {
      key: 'tlp',
      label: t('column.tlp'),
      extra: true,
      cell: (row) => <TlpMark tlp={row.tlp} />,
      text: (row) => row.tlp,
      sort: (row) => row.tlp,
    },
  ];
}

export function IncidentLink({ row, linked }: { row: IncidentSummary; linked?: string }) {
  return (
    <span className={classes.name}>
      <Link to={`/incidents/${row.id}`} className={classes.link}>
        {row.reference}
      </Link>
      <ExerciseMark kind={row.kind} />
      {linked && row.regionalId && <span className={classes.linked}>{linked}</span>}
    </span>
  );
}
