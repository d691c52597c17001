import { Button } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { CommandInput, CommandResult, DeclarationVersion, Incident } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { useRead } from '../../shared/api/queries.js';
import { useDraft, type Draft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { announce } from '../../shared/ui/announce.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import classes from './DeclareForm.module.css';
import { AnswersForm } from './AnswersForm.js';
import { formOf, toAmendment, upToDate, type DeclareForm } from './form.js';
import { CareSection } from './sections/CareSection.js';
import { CriteriaSection } from './sections/CriteriaSection.js';
import { EssentialSection } from './sections/EssentialSection.js';
import { HelpSection } from './sections/HelpSection.js';
import { OriginSection } from './sections/OriginSection.js';
import { ReportSection } from './sections/ReportSection.js';
import { SendBar } from './SendBar.js';
import { useDeclareTexts } from './useDeclareTexts.js';
import { useAnswering } from './useAnswering.js';
import { useSending, type Outbound } from './useSending.js';

type Amendment = CommandInput<'incident.declaration.amend'>;
type Amended = CommandResult<'incident.declaration.amend'>;

/** The next version while it is typed. `base` is the version that it was begun from. */
interface AmendDraft extends Outbound<Amendment> {
  base: number;
  form: DeclareForm;
}

const TOUCHES = ['incident', 'incidents', 'journal', 'declarationVersions'] as const;
const deliver = (amendment: Amendment, key: string): Promise<Amended> => call('amendDeclaration', amendment, { key });

/** Completes a declaration, or brings it up to date: what was answered before is there. */
export function AmendPage() {
  const t = useDeclareTexts();
  const { incidentId = '' } = useParams();
  const incident = useRead('incident', { incidentId });
  const versions = useRead('declarationVersions', { incidentId });
  // What an earlier visit has left may lack a version since, the person's own too: begun from it, the next would be refused.
  const [asked, setAsked] = useState(false);
  if (!asked && !versions.isFetching) setAsked(true);
  const both = useMemo(
    () =>
      asked && incident.data && versions.data?.items[0]
        ? { incident: incident.data, latest: versions.data.items[0] }
        : undefined,
    [asked, incident.data, versions.data],
  );
  const from = { ...(incident.error ? incident : versions), data: both };
  return (
    <LoadedPage from={from} title={t('amend.back')} back={{ to: `/incidents/${incidentId}`, label: t('amend.back') }}>
      {({ incident: known, latest }) => <Amending key={known.id} incident={known} latest={latest} />}
    </LoadedPage>
  );
}

function Amending({ incident, latest }: { incident: Incident; latest: DeclarationVersion }) {
  const t = useDeclareTexts();
  const { zone } = useZone(incident.territory);
  const { id, reference, stage, state } = incident;
  const [start] = useState(() => draftOf(latest, zone));
  const draft = useDraft(`amend:${id}`, start);
  const names = { reference };
  return (
    <Page
      title={stage === 'sos' ? t('amend.titleFull', names) : t('amend.titleUpdate', names)}
      lead={
        <>
          {t('amend.lead')} <Link to={`/incidents/${id}`}>{t('amend.back')}</Link>
        </>
      }
      width="narrow"
    >
      <ExerciseFrame kind={incident.kind} />
      {state === 'closed' && <Notice>{t('amend.closed')}</Notice>}
      {state !== 'closed' && !draft.ready && <Waiting rows={5} height={72} />}
      {state !== 'closed' && draft.ready && <AmendForm incident={incident} latest={latest} draft={draft} zone={zone} />}
    </Page>
  );
}

interface AmendFormProps {
  incident: Incident;
  latest: DeclarationVersion;
  draft: Draft<AmendDraft>;
  zone: string;
}

function AmendForm({ incident, latest, draft, zone }: AmendFormProps) {
  const t = useDeclareTexts();
  const navigate = useNavigate();
  const { id, reference, facilityId, awareAt } = incident;
  const { base, outgoing } = draft.value;
  const form = upToDate(draft.value.form);
  const clear = draft.clear;

  const onReceived = useCallback(
    ({ number }: Amended) => {
      clear();
      const path = `/incidents/${id}`;
      announce({
        id: `${id}:${number}`,
        title: t('amend.received', { number }),
        label: reference,
        mark: null,
        path,
        navigate: (to) => void navigate(to),
      });
      void navigate(path);
    },
    [clear, id, navigate, reference, t],
  );
  const { sending, send, now, stop } = useSending(draft, { deliver, onReceived, touches: TOUCHES });
  const busy = outgoing !== null;
  const { element, errors, wrong, goTo, change, check } = useAnswering(draft, { sending, busy });
  // From the list of what an authority still misses.
  const wanted = useSearchParams()[0].get('field');
  useEffect(() => {
    if (wanted) element.current?.querySelector<HTMLElement>(`[name="${CSS.escape(wanted)}"]`)?.focus();
  }, [element, wanted]);
  const overtaken =
    base < latest.number || (sending.step === 'refused' && asApiError(sending.error)?.code === 'answers-changed');
  const stage = latest.stage === 'sos' ? 'full' : 'update';

  const submit = () => {
    const result = toAmendment(form, { incidentId: id, facilityId, stage, base, awareAt }, zone);
    if ('errors' in result) check(result.errors);
    else if (check({})) send(result.amendment);
  };
  const section = { form, errors, change, zone };
  return (
    <AnswersForm element={element} busy={busy} onSend={submit}>
      {draft.restored && (
        <Notice
          actions={
            <Button variant="default" disabled={busy} onClick={() => clear(draftOf(latest, zone))}>
              {t('startOver')}
            </Button>
          }
        >
          <p>{t('restored')}</p>
        </Notice>
      )}
      <fieldset disabled={busy} className={classes.fields}>
        <EssentialSection {...section} fixed />
        <CareSection {...section} />
        <OriginSection {...section} />
        <CriteriaSection {...section} />
        <ReportSection {...section} />
        <HelpSection {...section} />
      </fieldset>
      {overtaken && !busy && (
        <Notice
          tone="warning"
          spoken
          actions={
            <>
              <Button variant="default" component={Link} to={`/incidents/${id}/versions`}>
                {t('amend.compare')}
              </Button>
              {/* Another text under the same key would be refused. */}
              <Button
                variant="default"
                onClick={() => draft.put((old) => ({ ...old, base: latest.number, key: newId() }))}
              >
                {t('amend.keepMine')}
              </Button>
            </>
          }
        >
          <p>{t('amend.changed', { number: latest.number })}</p>
        </Notice>
      )}
      <SendBar
        sending={sending}
        kept={draft.state}
        busy={busy}
        act={stage === 'full' ? t('amend.sendFull') : t('amend.send')}
        wrong={wrong}
        onGoTo={goTo}
        onNow={now}
        onEdit={stop}
      />
    </AnswersForm>
  );
}

const draftOf = (latest: DeclarationVersion, zone: string): AmendDraft => ({
  key: newId(),
  base: latest.number,
  form: formOf(latest, zone),
  outgoing: null,
  unconfirmed: false,
});
