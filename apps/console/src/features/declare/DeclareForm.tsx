import { Button, Checkbox } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import type { Identity, Receipt } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './DeclareForm.module.css';
import type { DeclareDraft } from './draft.js';
import { fields, note, toDeclaration, type DeclareForm, type FieldErrors } from './form.js';
import { CareSection } from './sections/CareSection.js';
import { EssentialSection } from './sections/EssentialSection.js';
import { HelpSection } from './sections/HelpSection.js';
import { OriginSection } from './sections/OriginSection.js';
import { SendingNotice } from './SendingNotice.js';
import { useDeclareTexts } from './useDeclareTexts.js';
import { useSending } from './useSending.js';

interface DeclareFormProps {
  draft: Draft<DeclareDraft>;
  facilities: Identity['facilities'];
  onStartOver: () => void;
}

export function DeclareFormView({ draft, facilities, onStartOver }: DeclareFormProps) {
  const t = useDeclareTexts();
  const { agencyName, productName } = useConfiguration();
  const { id, key, form, unclear } = draft.value;
  const facility = facilities.find((one) => one.id === form.facilityId);
  const { zone } = useZone(facility?.territory);
  const element = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [clearing, setClearing] = useState(false);
  const set = draft.set;
  const onReceipt = useCallback(
    (receipt: Receipt, earlier: boolean) => set((old) => ({ ...old, receipt, earlier, unclear: false })),
    [set],
  );
  const onUnclear = useCallback(() => set((old) => ({ ...old, unclear: true })), [set]);
  const { sending, send, now, stop } = useSending(key, { onReceipt, onUnclear });

  const change = (part: Partial<DeclareForm>) => {
    set((old) => ({ ...old, form: { ...old.form, ...part } }));
    setErrors((known) => (Object.keys(known).length > 0 ? {} : known));
  };
  const show = (found: FieldErrors) => {
    setErrors(found);
    const first = fields.find((field) => found[field]);
    // The field is found once it is painted as wrong.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus());
  };
  const submit = () => {
    const result = toDeclaration(form, id, zone, new Date());
    if ('errors' in result) show(result.errors);
    else send(result.declaration);
  };

  const busy = sending.step === 'sending' || sending.step === 'waiting';
  const section = { form, errors: { ...errors, ...refusedFields(sending) }, change, zone };
  const count = Object.keys(errors).length;
  return (
    <form
      ref={element}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {draft.restored && !busy && (
        <Notice
          tone={unclear ? 'warning' : 'info'}
          actions={
            <Button variant="default" onClick={() => setClearing(true)}>
              {t('startOver')}
            </Button>
          }
        >
          <p>{unclear ? t('restoredSent') : t('restored')}</p>
        </Notice>
      )}
      <fieldset disabled={busy} className={classes.fields}>
        <EssentialSection {...section} facilities={facilities} />
        <CareSection {...section} />
        <OriginSection {...section} />
        <HelpSection {...section} />
        <Checkbox
          label={t('exercise')}
          description={t('exerciseHelp')}
          checked={form.exercise}
          onChange={(event) => change({ exercise: event.currentTarget.checked })}
        />
      </fieldset>
      <Notice title={t('audience.title')}>
        <p>{t('audience.text', { agency: agencyName || productName })}</p>
        <p>{t('audience.duties')}</p>
      </Notice>
      {/* What became of the sending stays in sight, wherever the form was scrolled to. */}
      <div className={classes.bar}>
        {sending.step === 'refused' && (
          <div className={classes.message}>
            <ErrorNotice error={sending.error} />
          </div>
        )}
        {sending.step === 'waiting' && (
          <div className={classes.message}>
            <SendingNotice key={sending.failures} seconds={sending.seconds} onNow={now} onEdit={stop} />
          </div>
        )}
        {count > 0 && (
          <p className={classes.summary} role="alert">
            {t('error.summary', { count })}
          </p>
        )}
        <KeptMark state={sending.step === 'sending' ? 'sending' : draft.state} />
        {sending.step !== 'waiting' && (
          <Button type="submit" size="lg" loading={sending.step === 'sending'}>
            {form.exercise ? t('sendExercise') : t('send')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={clearing}
        title={t('startOverTitle')}
        act={t('startOverAct')}
        danger
        onClose={() => setClearing(false)}
        onAct={() => {
          setClearing(false);
          onStartOver();
        }}
      >
        <p className={classes.plain}>{t('startOverText')}</p>
      </ConfirmDialog>
    </form>
  );
}

/** The fields that the agency's answer points at. */
function refusedFields(sending: { step: string; error?: unknown }): FieldErrors {
  const found: FieldErrors = {};
  const refusal = sending.step === 'refused' ? asApiError(sending.error) : null;
  if (refusal?.code === 'aware-in-future') found.awareAt = 'awareAt-future';
  if (refusal?.code === 'aware-before-start') found.since = 'since-after';
  for (const { path, code } of refusal?.body.places ?? []) if (path) note(found, path, code);
  return found;
}
