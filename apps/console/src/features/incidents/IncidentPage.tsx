import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Incident, IncidentAction } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useShortcuts } from '../../shared/keyboard/Shortcuts.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { ExerciseMark, IncidentStateMark, SeverityMark, TlpMark } from '../../shared/ui/marks.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useUi } from '../../shared/ui/useUi.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { DeclarationCard } from './DeclarationCard.js';
import { AuthoritiesCard } from '../clocks/AuthoritiesCard.js';
import { ClocksCard } from '../clocks/ClocksCard.js';
import { useJournal } from '../room/useJournal.js';
import { AttachmentsCard } from '../attachments/AttachmentsCard.js';
import { IndicatorsCard } from '../indicators/IndicatorsCard.js';
import { TasksCard } from '../tasks/TasksCard.js';
import { SimilarCard } from '../similar/SimilarCard.js';
import { SeverityCard } from '../severity/SeverityCard.js';
import { IncidentFacts } from './IncidentFacts.js';
import classes from './IncidentPage.module.css';
import { Journal } from './Journal.js';
import { JournalComposer } from './JournalComposer.js';
import { QualifyDialog } from './QualifyDialog.js';
import { LiveChange } from './LiveChange.js';
import { useIncidentActions } from './useIncidentActions.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

export function IncidentPage() {
  const t = useIncidentsTexts();
  const { incidentId = '' } = useParams();
  const incident = useRead('incident', { incidentId });
  return (
    <LoadedPage from={incident} title={t('incident.title')} back={{ to: '/incidents', label: t('incident.back') }}>
      {(data) => <IncidentRecord key={data.id} incident={data} />}
    </LoadedPage>
  );
}

function IncidentRecord({ incident }: { incident: Incident }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const identity = useIdentity();
  const side = agencyMay(identity, 'incident.read') ? 'agency' : 'facility';
  const facility = useFacilities().get(incident.facilityId);
  const field = useRef<HTMLTextAreaElement>(null);
  const mayWrite =
    agencyMay(identity, 'journal.write') ||
    facilitiesWhere(identity, 'journal.write').some(({ id }) => id === incident.facilityId);
  const mayAmend =
    agencyMay(identity, 'incident.amend') ||
    facilitiesWhere(identity, 'incident.amend').some(({ id }) => id === incident.facilityId);
  const incomplete = mayAmend && incident.stage === 'sos' && incident.state !== 'closed';
  const write = () => field.current?.focus();

  return (
    <Page
      title={incident.reference}
      marks={
        <span className={classes.marks}>
          <ExerciseMark kind={incident.kind} />
          <IncidentStateMark state={incident.state} />
          <SeverityMark severity={incident.severity} />
          <TlpMark tlp={incident.tlp} />
        </span>
      }
      lead={
        <span className={classes.lead}>
          <Link to="/incidents">{side === 'agency' ? t('incident.back') : t('mine.title')}</Link>
          <strong>{facility?.name ?? w('unknownFacility')}</strong>
          <Moment at={incident.recordedAt} territory={incident.territory} />
        </span>
      }
      actions={
        side === 'agency' ? (
          <AgencyActions incident={incident} onWrite={write} />
        ) : (
          <>
            {incomplete && (
              <Button component={Link} to={`/incidents/${incident.id}/declaration`}>
                {t('declaration.complete')}
              </Button>
            )}
            {mayWrite && (
              <Button variant={incomplete ? 'default' : 'filled'} onClick={write}>
                {t('action.write')}
              </Button>
            )}
          </>
        )
      }
    >
      <ExerciseFrame kind={incident.kind} />
      <LiveChange incidentId={incident.id} territory={incident.territory} />
      {incident.similarCount !== null && <Notice>{w('similar', { count: incident.similarCount })}</Notice>}
      <div className={classes.layout}>
        <div className={classes.middle}>
          <Card title={t('incident.what')}>
            <p className={classes.what}>{incident.what}</p>
          </Card>
          <TasksCard incident={incident} />
          <JournalCard incident={incident} side={side}>
            {mayWrite && <JournalComposer incidentId={incident.id} side={side} field={field} />}
          </JournalCard>
          <AttachmentsCard incident={incident} />
          <IndicatorsCard incident={incident} />
          {side === 'agency' && <SimilarCard incident={incident} />}
        </div>
        <aside className={classes.side}>
          {incident.regionalId && (
            <Button component={Link} to={`/regional/${incident.regionalId}`} variant="default" fullWidth>
              {t('incident.openRegional')}
            </Button>
          )}
          <SeverityCard incident={incident} />
          <DeclarationCard incident={incident} mayAmend={mayAmend} />
          <ClocksCard incident={incident} />
          <AuthoritiesCard incident={incident} />
          <IncidentFacts incident={incident} facility={facility} side={side} />
          <Button component={Link} to={`/incidents/${incident.id}/timeline`} variant="default" fullWidth>
            {t('incident.timeline')}
          </Button>
          <Button component={Link} to={`/reports?incidentId=${incident.id}`} variant="default" fullWidth>
            {t('incident.reports')}
          </Button>
          <Button component={Link} to={`/incidents/${incident.id}/authorities`} variant="default" fullWidth>
            {t('incident.authorities')}
          </Button>
          {side === 'facility' && <Notice title={t('incident.dutiesTitle')}>{t('incident.duties')}</Notice>}
        </aside>
      </div>
    </Page>
  );
}

function JournalCard({
  incident,
  side,
  children,
}: {
  incident: Incident;
  side: 'facility' | 'agency';
  children: React.ReactNode;
}) {
  const t = useIncidentsTexts();
  const journal = useJournal(incident.id);
  return (
    <Card
      title={t('incident.journal')}
      aside={
        <Button component={Link} to={`/incidents/${incident.id}/room`} variant="default">
          {t('incident.openRoom')}
        </Button>
      }
    >
      <div className={classes.journal}>
        {children}
        <Loaded from={journal.from} rows={4}>
          {(room) => <Journal entries={room.toReversed()} territory={incident.territory} side={side} />}
        </Loaded>
        {journal.hasEarlier && (
          <Button variant="default" loading={journal.isLoading} onClick={() => void journal.showEarlier()}>
            {t('journal.more')}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** The step expected next in each state; the others are in the menu. */
const expected: Record<Incident['state'], IncidentAction> = {
  declared: 'take',
  taken: 'acknowledge',
  acknowledged: 'qualify',
  qualified: 'resolve',
  resolved: 'close',
  closed: 'reopen',
};

const keys: Partial<Record<IncidentAction, string>> = { take: 't', acknowledge: 'a', qualify: 'q' };

function AgencyActions({ incident, onWrite }: { incident: Incident; onWrite: () => void }) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const [params, setParams] = useSearchParams();
  const { act, busy, error } = useIncidentActions();
  const [closing, setClosing] = useState(false);
  const { actions, reference } = incident;
  const qualifying = params.get('do') === 'qualify' && actions.includes('qualify');
  const setQualifying = (on: boolean) =>
    setParams(on ? { do: 'qualify' } : {}, { replace: true, preventScrollReset: true });

  const run = (action: IncidentAction) => {
    if (action === 'qualify') setQualifying(true);
    else if (action === 'close') setClosing(true);
    else act(action, incident.id);
  };
  const label = (action: IncidentAction) => {
    if (action === 'take' && incident.state !== 'declared') return t('action.takeOver');
    if (action === 'qualify' && incident.state === 'qualified') return t('action.requalify');
    return t(`action.${action}`);
  };
  useShortcuts([
    ...actions.flatMap((action) => {
      const key = keys[action];
      return key ? [{ key, label: label(action), run: () => run(action) }] : [];
    }),
    { key: 'w', label: ui('shortcuts.write'), run: onWrite },
  ]);

  const first = actions.includes(expected[incident.state]) ? expected[incident.state] : null;
  const rest = actions.filter((action) => action !== first);
  return (
    <>
      {first && (
        <Button onClick={() => run(first)} loading={busy}>
          {label(first)}
        </Button>
      )}
      {rest.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={18} />}>
              {t('incident.otherActions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((action) => (
              <Menu.Item key={action} onClick={() => run(action)}>
                {label(action)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {error && (
        <div className={classes.refused}>
          <ErrorNotice error={error} />
        </div>
      )}
      <QualifyDialog incident={incident} opened={qualifying} onClose={() => setQualifying(false)} />
      <ConfirmDialog
        opened={closing}
        title={t('confirm.closeTitle', { reference })}
        act={t('confirm.closeAct', { reference })}
        onClose={() => setClosing(false)}
        onAct={() => {
          setClosing(false);
          act('close', incident.id);
        }}
      >
        <p className={classes.plain}>{t('confirm.closeText')}</p>
      </ConfirmDialog>
    </>
  );
}
