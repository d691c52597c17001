import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { DeclarationInput } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { later } from '../../shared/ui/later.js';
import { Notice } from '../../shared/ui/Notice.js';
import type { Declaring } from './declaring.js';
import classes from './DeclareForm.module.css';
import { AnswersForm } from './AnswersForm.js';
import { toDeclaration, upToDate } from './form.js';
import { useAnswering } from './useAnswering.js';
import { CriteriaSection } from './sections/CriteriaSection.js';
import { CareSection } from './sections/CareSection.js';
import { EssentialSection } from './sections/EssentialSection.js';
import { HelpSection } from './sections/HelpSection.js';
import { OriginSection } from './sections/OriginSection.js';
import { SendBar } from './SendBar.js';
import { useDeclareTexts } from './useDeclareTexts.js';

const DuplicateDialog = later(async () => (await import('./DuplicateDialog.js')).DuplicateDialog);
const ConfirmDialog = later(async () => (await import('../../shared/ui/ConfirmDialog.js')).ConfirmDialog);

export function DeclareFormView({ draft, facilities, sending, send, now, stop, startOver }: Declaring) {
  const t = useDeclareTexts();
  const { agencyName, productName } = useConfiguration();
  const { id, key, outgoing, unconfirmed } = draft.value;
  const form = upToDate(draft.value.form);
  const facility = facilities.find((one) => one.id === form.facilityId);
  const { zone } = useZone(facility?.territory ?? facilities[0]?.territory);
  const [clearing, setClearing] = useState(false);
  const [comparing, setComparing] = useState<DeclarationInput | null>(null);
  const { facilityId, exercise } = form;
  const recent = useRead(
    'recentDeclarations',
    { facilityId, kind: exercise ? 'exercise' : 'real' },
    { enabled: facilityId !== '' },
  );
  const others = recent.data?.items.filter(({ incidentId }) => incidentId !== id) ?? [];
  const busy = outgoing !== null;
  const { element, errors, wrong, goTo, change, check } = useAnswering(draft, { sending, busy });

  const submit = () => {
    const result = toDeclaration(form, id, zone, new Date());
    if ('errors' in result) {
      check(result.errors);
      return;
    }
    check({});
    // Without a network the comparison may not be there, and must not hold the declaration back.
    if (others.length > 0 && navigator.onLine) setComparing(result.declaration);
    else send(result.declaration);
  };

  const section = { form, errors, change, zone };
  return (
    <AnswersForm element={element} busy={busy} onSend={submit}>
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
        {form.full ? (
          <>
            <CareSection {...section} />
            <OriginSection {...section} />
            <CriteriaSection {...section} />
            <HelpSection {...section} />
          </>
        ) : (
          <Notice
            actions={
              <Button variant="default" onClick={() => change({ full: true })}>
                {t('sos.more')}
              </Button>
            }
          >
            <p>{t('sos.enough')}</p>
          </Notice>
        )}
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
        busy={busy}
        relayed={outgoing && { declaration: outgoing, draftKey: key }}
        act={form.exercise ? t('sendExercise') : t('send')}
        wrong={wrong}
        onGoTo={goTo}
        onNow={now}
        onEdit={stop}
      />
      {comparing && (
        <DuplicateDialog
          found={others}
          form={form}
          opened
          onClose={() => setComparing(null)}
          onSend={() => {
            send(comparing);
            setComparing(null);
          }}
          onJoined={startOver}
        />
      )}
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
    </AnswersForm>
  );
}
