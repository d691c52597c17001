import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type IncidentSummary, type RegionalIncident, openIncidentStates } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { ExerciseMark, RegionalStateMark, TlpMark } from '../../shared/ui/marks.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { incidentColumns } from '../incidents/columns.js';
import { IncidentCard } from '../incidents/IncidentCard.js';
import { StepsOfMany } from '../incidents/StepsOfMany.js';
import { useIncidentsTexts } from '../incidents/useIncidentsTexts.js';
import { RegionalScoreCard } from '../severity/RegionalScoreCard.js';
import { RegionalTasksCard } from '../tasks/RegionalTasksCard.js';
import { CandidatesDialog } from './CandidatesDialog.js';
import classes from './RegionalPage.module.css';
import { RegionalJournalCard } from './RegionalJournalCard.js';
import { Situation } from './Situation.js';
import { StateDialog } from './StateDialog.js';
import { TakeApartDialog } from './TakeApartDialog.js';
import { named } from './named.js';
import { regionalTouches } from './touches.js';
import { useRegionalTexts } from './useRegionalTexts.js';

export function RegionalPage() {
  const t = useRegionalTexts();
  const { regionalId = '' } = useParams();
  const regional = useRead('regionalIncident', { regionalId });
  return (
    <LoadedPage from={regional} title={t('page.title')} back={{ to: '/regional', label: t('list.title') }}>
      {(data) => <RegionalRecord regional={data} />}
    </LoadedPage>
  );
}

function RegionalRecord({ regional }: { regional: RegionalIncident }) {
  const t = useRegionalTexts();
  const identity = useIdentity();
  const leads = agencyMay(identity, 'regional.lead');
  const writes = agencyMay(identity, 'advisory.write');
  const children = useRead('incidents', { regionalId: regional.id, limit: 500 });
  const [adding, setAdding] = useState(false);
  const [apart, setApart] = useState(false);
  const [moving, setMoving] = useState(false);
  const isOpen = regional.state === 'open';
  return (
    <Page
      title={regional.title}
      marks={
        <span className={classes.marks}>
          <ExerciseMark kind={regional.kind} />
          <RegionalStateMark state={regional.state} />
          <TlpMark tlp={regional.tlp} />
        </span>
      }
      lead={
        <span className={classes.lead}>
          <Link to="/regional">{t('list.title')}</Link>
          <strong>{regional.reference}</strong>
          {regional.supplier && <span>{t('page.supplier', { supplier: regional.supplier })}</span>}
          <span>
            {t('page.opened')} <Moment at={regional.openedAt} />
          </span>
        </span>
      }
      actions={
        <>
          {writes && (
            <Button component={Link} to={`/advisories/new?${advisoryFrom(regional)}`}>
              {t('page.advisory')}
            </Button>
          )}
          {leads && isOpen && (
            <>
              <Button variant="default" onClick={() => setAdding(true)}>
                {t('page.add')}
              </Button>
              <Button variant="default" onClick={() => setApart(true)}>
                {t('page.takeApart')}
              </Button>
            </>
          )}
          {leads && (
            <Button variant="default" onClick={() => setMoving(true)}>
              {t(isOpen ? 'page.close' : 'page.reopen')}
            </Button>
          )}
          <Button component={Link} to={`/regional/${regional.id}/timeline`} variant="default">
            {t('page.timeline')}
          </Button>
          <Button component={Link} to={`/reports?regionalId=${regional.id}`} variant="default">
            {t('page.reports')}
          </Button>
        </>
      }
    >
      <ExerciseFrame kind={regional.kind} />
      <Loaded from={children}>
        {({ items }) => (
          <>
            {!isOpen && <OpenAgain incidents={items} />}
            <RegionalScoreCard regionalId={regional.id} />
            <Situation incidents={items} />
            <RegionalTasksCard regional={regional} />
            <RegionalJournalCard regional={regional} leads={leads} />
            <Card title={t('page.children')} flush>
              <Children regional={regional} incidents={items} leads={leads && isOpen} />
            </Card>
          </>
        )}
      </Loaded>
      {adding && <CandidatesDialog regional={regional} onClose={() => setAdding(false)} />}
      {moving && (
        <StateDialog regional={regional} incidents={children.data?.items ?? []} onClose={() => setMoving(false)} />
      )}
      {apart && (
        <TakeApartDialog regional={regional} incidents={children.data?.items ?? []} onClose={() => setApart(false)} />
      )}
    </Page>
  );
}

/** One of its declarations was taken up again after it was closed. */
function OpenAgain({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const t = useRegionalTexts();
  const open = incidents.filter(({ state }) => openIncidentStates.includes(state));
  if (open.length === 0) return null;
  const references = named(open.map(({ reference }) => reference));
  return <Notice tone="warning">{t('page.openAgain', { count: open.length, references })}</Notice>;
}

/** What an advisory about it begins with. */
const advisoryFrom = ({ id, title, kind }: RegionalIncident) =>
  new URLSearchParams({ regional: id, title, kind }).toString();

interface ChildrenProps {
  regional: RegionalIncident;
  incidents: readonly IncidentSummary[];
  leads: boolean;
}

function Children({ regional, incidents, leads }: ChildrenProps) {
  const t = useRegionalTexts();
  const it = useIncidentsTexts();
  const w = useWords();
  const facilities = useFacilities();
  const nameOf = usePersonName();
  const triages = agencyMay(useIdentity(), 'incident.triage');
  const [leaving, setLeaving] = useState<IncidentSummary | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const unlink = useWrite('unlinkRegional', regionalTouches);

  if (incidents.length === 0) {
    return (
      <EmptyState title={t('page.empty')}>
        <p>{t(regional.state === 'open' ? 'page.emptyText' : 'page.closedText')}</p>
      </EmptyState>
    );
  }
  const unlinkButton = (row: IncidentSummary) => (
    <Button variant="subtle" px="xs" onClick={() => setLeaving(row)}>
      {t('page.unlink')}
    </Button>
  );
  const columns = incidentColumns({ t: it, w, facilities, nameOf, marksLinked: false }).filter(
    ({ key }) => key !== 'supplier',
  );
  return (
    <>
      <DataTable
        name={`${regional.reference}-declarations`}
        label={t('page.children')}
        columns={leads ? [...columns, { key: 'unlink', label: t('page.actions'), cell: unlinkButton }] : columns}
        rows={incidents}
        keyOf={(row) => row.id}
        nameOf={(row) => row.reference}
        keyboard
        selection={
          triages
            ? {
                keys: selected,
                set: setSelected,
                actions: (
                  <StepsOfMany
                    rows={incidents.filter(({ id }) => selected.has(id))}
                    onDone={() => setSelected(new Set())}
                  />
                ),
              }
            : undefined
        }
        card={(row) => (
          <>
            <IncidentCard row={row} facility={facilities.get(row.facilityId)?.name} />
            {leads && unlinkButton(row)}
          </>
        )}
      />
      <ConfirmDialog
        opened={leaving !== null}
        title={t('page.unlinkTitle', { reference: leaving?.reference ?? '' })}
        act={t('page.unlinkAct', { reference: leaving?.reference ?? '' })}
        busy={unlink.isPending}
        error={unlink.error}
        onClose={() => setLeaving(null)}
        onAct={() =>
          leaving &&
          unlink.mutate({ regionalId: regional.id, incidentId: leaving.id }, { onSuccess: () => setLeaving(null) })
        }
      >
        <p className={classes.plain}>{t('page.unlinkText')}</p>
      </ConfirmDialog>
    </>
  );
}
