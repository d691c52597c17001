import { Button, Checkbox } from '@mantine/core';
import { useRef, useState } from 'react';
import { asApiError } from '../../shared/api/ApiError.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { later } from '../../shared/ui/later.js';
import { Notice } from '../../shared/ui/Notice.js';
import type { Declaring } from './declaring.js';
import classes from './DeclareForm.module.css';
import { fields, note, toDeclaration, type DeclareForm, type Field, type FieldErrors } from './form.js';
import { CareSection } from './sections/CareSection.js';
import { EssentialSection } from './sections/EssentialSection.js';
import { HelpSection } from './sections/HelpSection.js';
import { OriginSection } from './sections/OriginSection.js';
import { SendBar } from './SendBar.js';
import { useDeclareTexts } from './useDeclareTexts.js';

const ConfirmDialog = later(async () => (await import('../../shared/ui/ConfirmDialog.js')).ConfirmDialog);

export function DeclareFormView({ draft, facilities, sending, send, now, stop, startOver }: Declaring) {
  const t = useDeclareTexts();
  const { agencyName, productName } = useConfiguration();
  const { id, form, outgoing, unconfirmed } = draft.value;
  const facility = facilities.find((one) => one.id === form.facilityId);
  const { zone } = useZone(facility?.territory ?? facilities[0]?.territory);
  const element = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<FieldErrors>({});
  const [clearing, setClearing] = useState(false);
  const busy = outgoing !== null;
  const errors: FieldErrors = busy ? {} : { ...found, ...refusedFields(sending) };

  const change = (part: Partial<DeclareForm>) => {
    draft.set((old) => ({ ...old, form: { ...old.form, ...part } }));
    setFound((known) => (Object.keys(known).length > 0 ? {} : known));
  };
  // The field is found once it is painted as wrong.
  const goTo = (field: Field | undefined) =>
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus());
  const submit = () => {
    const result = toDeclaration(form, id, zone, new Date());
    if ('errors' in result) {
      setFound(result.errors);
      goTo(fields.find((field) => result.errors[field]));
      return;
    }
    setFound({});
    send(result.declaration);
  };

  const section = { form, errors, change, zone };
  return (
    <form
      ref={element}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) submit();
      }}
    >
      {draft.restored && (
        <Notice
          tone={unconfirmed ? 'warning' : 'info'}
          actions={
            <Button variant="default" disabled={busy} onClick={() => setClearing(true)}>
              {t('startOver')}
            </Button>
          }
        >
          <p>{unconfirmed ? t('restoredSent') : t('restored')}</p>
        </Notice>
      )}
      <fieldset disabled={busy} className={classes.fields}>
        <EssentialSection {...section} facilities={facilities} />
        <CareSection {...section} />
        <OriginSection {...section} />
        <HelpSection {...section} />
        <Notice title={t('audience.title')}>
          <p>{t('audience.text', { agency: agencyName || productName })}</p>
          <p>{t('audience.duties')}</p>
        </Notice>
        <Checkbox
          label={t('exercise')}
          description={t('exerciseHelp')}
          checked={form.exercise}
          onChange={(event) => change({ exercise: event.currentTarget.checked })}
        />
      </fieldset>
      <SendBar
        sending={sending}
        kept={draft.state}
        outgoing={outgoing}
        exercise={form.exercise}
        wrong={fields.filter((field) => errors[field])}
        onGoTo={goTo}
        onNow={now}
        onEdit={stop}
      />
      {clearing && (
        <ConfirmDialog
          opened
          title={t('startOverTitle')}
          act={t('startOverAct')}
          danger
          onClose={() => setClearing(false)}
          onAct={() => {
            setClearing(false);
            startOver();
          }}
        >
          <p className={classes.plain}>{t(unconfirmed ? 'startOverSent' : 'startOverText')}</p>
        </ConfirmDialog>
      )}
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
