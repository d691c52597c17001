import { Button, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Receipt } from '#libs/contracts';
import { call } from '../../shared/api/call.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useDraft, type Draft } from '../../shared/draft/useDraft.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useZones } from '../../shared/time/TerritoryZones.js';
import { announce } from '../../shared/ui/announce.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Page } from '../../shared/ui/Page.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import classes from '../declare/DeclareForm.module.css';
import { AnswersForm } from '../declare/AnswersForm.js';
import { hoursIn, orNull, toDeclaration, upToDate } from '../declare/form.js';
import { CareSection } from '../declare/sections/CareSection.js';
import { CriteriaSection } from '../declare/sections/CriteriaSection.js';
import { EssentialSection } from '../declare/sections/EssentialSection.js';
import { HelpSection } from '../declare/sections/HelpSection.js';
import { OriginSection } from '../declare/sections/OriginSection.js';
import { SendBar } from '../declare/SendBar.js';
import { useAnswering } from '../declare/useAnswering.js';
import { useSending } from '../declare/useSending.js';
import { useMailDraft } from '../mailbox/useMailDraft.js';
import { CallCopy } from './CallCopy.js';
import { CallLost } from './CallLost.js';
import { FacilityContacts } from './FacilityContacts.js';
import { FacilitySelect } from './FacilitySelect.js';
import { newDraft, startedAnew, type OnBehalfDraft, type Recorded } from './onBehalfDraft.js';
import { OpenCalls } from './OpenCalls.js';
import { useAgencyCopy } from './useAgencyCopy.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

const TOUCHES = ['incidents', 'board'] as const;
const deliver = (recorded: Recorded, key: string): Promise<Receipt> => call('recordDeclaration', recorded, { key });

/** The agency types while the caller speaks: one screen, by keyboard alone. */
export function OnBehalfPage() {
  const t = useOnBehalfTexts();
  const { territories } = useConfiguration();
  const zone = territories[0]?.zone ?? 'UTC';
  const [params] = useSearchParams();
  const mailDraftId = params.get('mail');
  const mail = useMailDraft(mailDraftId);
  return (
    <Page title={t('title')} lead={mailDraftId === null ? t('lead') : t('leadMail')}>
      {mail.error && <ErrorNotice error={mail.error} />}
      {mail.isPending && <Waiting rows={6} height={72} />}
      {(mailDraftId === null || mail.data) && (
        <Typing key={mailDraftId} mailDraftId={mailDraftId} start={newDraft(zone, mail.data)} />
      )}
    </Page>
  );
}

/** One draft for the telephone, and one for each mail. */
function Typing({ mailDraftId, start }: { mailDraftId: string | null; start: OnBehalfDraft }) {
  const [first] = useState(start);
  const draft = useDraft(mailDraftId === null ? 'on-behalf' : `on-behalf:${mailDraftId}`, first);
  return (
    <>
      <ExerciseFrame kind={draft.value.form.exercise ? 'exercise' : 'real'} />
      {draft.ready ? (
        <OnBehalfForm key={draft.value.id} draft={draft} mailDraftId={mailDraftId} />
      ) : (
        <Waiting rows={6} height={72} />
      )}
    </>
  );
}

function OnBehalfForm({ draft, mailDraftId }: { draft: Draft<OnBehalfDraft>; mailDraftId: string | null }) {
  const t = useOnBehalfTexts();
  const navigate = useNavigate();
  const [checked, setChecked] = useState(false);
  const { id, caller, callBack, outgoing } = draft.value;
  const form = upToDate(draft.value.form);
  const facilities = useFacilities();
  const zoneOf = useZones();
  const territory = facilities.get(form.facilityId)?.territory;
  const { zone } = zoneOf(territory);
  const clear = draft.clear;

  const onReceived = useCallback(
    ({ incidentId, reference }: Receipt) => {
      clear(newDraft(zone));
      const path = `/incidents/${incidentId}`;
      announce({
        id: incidentId,
        title: t('received', { reference }),
        label: reference,
        mark: null,
        path,
        navigate: (to) => void navigate(to),
      });
      void navigate(path);
    },
    [clear, navigate, t, zone],
  );
  const { sending, send, now, stop } = useSending(draft, { deliver, onReceived, touches: TOUCHES });
  const busy = outgoing !== null;
  const leave = () => clear(newDraft(zone));
  const { copy, goOn, overwrite, free } = useAgencyCopy(draft, zone, mailDraftId === null && !busy);
  const { element, errors, wrong, goTo, change, check } = useAnswering(draft, { sending, busy });

  const put = (part: Partial<Pick<OnBehalfDraft, 'caller' | 'callBack'>>) => draft.set((old) => ({ ...old, ...part }));
  const choose = (facilityId: string) => {
    const { zone: there } = zoneOf(facilities.get(facilityId)?.territory);
    change({ facilityId, ...hoursIn(form, zone, there) });
  };
  const submit = () => {
    setChecked(true);
    const result = toDeclaration(form, id, zone, new Date());
    if ('errors' in result) check(result.errors);
    else if (check({}) && caller.trim() === '') element.current?.querySelector<HTMLElement>('[name="caller"]')?.focus();
    else send({ ...result.declaration, caller, callBack: orNull(callBack), ...sourceOf(mailDraftId) });
  };
  const section = { form, errors, change, zone };
  return (
    <AnswersForm element={element} busy={busy} onSend={submit}>
      <fieldset disabled={busy} className={classes.fields}>
        <Card title={t('who')} aside={mailDraftId === null && <OpenCalls own={id} free={free} onGoOn={goOn} />}>
          <div className={classes.stack}>
            <FacilitySelect
              value={form.facilityId}
              error={errors.facilityId && t('facilityNeeded')}
              onChange={choose}
            />
            <div className={classes.pair}>
              <TextInput
                name="caller"
                label={t('caller')}
                value={caller}
                error={checked && caller.trim() === '' && t('callerNeeded')}
                onChange={(event) => put({ caller: event.currentTarget.value })}
                onBlur={() => form.contactName === '' && change({ contactName: caller })}
              />
              <TextInput
                name="callBack"
                label={t('callBack')}
                type="tel"
                inputMode="tel"
                value={callBack}
                onChange={(event) => put({ callBack: event.currentTarget.value })}
                onBlur={() => form.contactPhone === '' && change({ contactPhone: callBack })}
              />
            </div>
            {form.facilityId !== '' && <FacilityContacts facilityId={form.facilityId} />}
            <CallCopy callDraftId={id} copy={copy} territory={territory} onDiscarded={leave} />
          </div>
        </Card>
        <EssentialSection {...section} />
        {form.full ? (
          <>
            <CareSection {...section} />
            <OriginSection {...section} />
            <CriteriaSection {...section} />
            <HelpSection {...section} />
          </>
        ) : (
          <Button variant="default" className={classes.more} onClick={() => change({ full: true })}>
            {t('more')}
          </Button>
        )}
      </fieldset>
      <SendBar
        sending={sending}
        notice={
          copy.step === 'refused' && (
            <CallLost
              callDraftId={id}
              error={copy.error}
              onMine={overwrite}
              onTheirs={goOn}
              onAnew={() => draft.put(startedAnew)}
              onLeave={leave}
            />
          )
        }
        kept={draft.state}
        busy={busy}
        act={t('send')}
        wrong={wrong}
        onGoTo={goTo}
        onNow={now}
        onEdit={stop}
      />
    </AnswersForm>
  );
}

const sourceOf = (mailDraftId: string | null) =>
  mailDraftId === null ? { source: 'phone' as const } : { source: 'mail' as const, mailDraftId };
