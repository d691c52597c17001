import { NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Authority, AuthorityStatus, type Incident } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { useIdentity } from '../../shared/session/session.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { Choice, Choices } from '../../shared/ui/Choice.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './clocks.module.css';
import { useClocksTexts } from './useClocksTexts.js';

interface TellDialogProps {
  incident: Pick<Incident, 'id' | 'reference' | 'territory'>;
  onClose: () => void;
}

/** Records that somebody has told an authority. What is typed is kept until it is recorded or thrown away. */
export function TellDialog({ incident, onClose }: TellDialogProps) {
  const t = useClocksTexts();
  const w = useWords();
  const { displayName } = useIdentity();
  const { zone } = useZone(incident.territory);
  const [first] = useState(() => ({
    id: newId(),
    authority: 'ars' as Authority,
    status: 'told' as AuthorityStatus,
    toldAt: toLocalInput(new Date(), zone),
    reference: '',
    toldBy: displayName,
    stages: [] as string[],
  }));
  const draft = useDraft(`tell:${incident.id}`, first);
  const form = draft.value;
  const change = (part: Partial<typeof form>) => draft.set((old) => ({ ...old, ...part }));
  const [checked, setChecked] = useState(false);
  const tell = useWrite('tellAuthority', ['authorities', 'clocks', 'journal', 'incident']);
  const at = fromLocalInput(form.toldAt, zone);
  const stages = useStages(incident.id, form.authority);

  const discard = () => {
    draft.clear();
    onClose();
  };
  const send = () => {
    setChecked(true);
    if (!at || form.toldBy.trim() === '') return;
    const body = {
      ...form,
      incidentId: incident.id,
      toldAt: at.toISOString(),
      reference: form.reference.trim() || null,
      stages: form.stages.filter((stage) => stages.some(({ value }) => value === stage)),
    };
    tell.mutate(body, {
      onSuccess: () => {
        notifications.show({ message: t('tell.done'), color: 'teal' });
        discard();
      },
    });
  };

  return (
    <ConfirmDialog
      opened
      title={t('tell.title', { reference: incident.reference })}
      act={t('tell.act')}
      busy={tell.isPending}
      error={tell.error}
      onAct={send}
      onClose={onClose}
      onCancel={discard}
    >
      <Notice>{t('card.disclaimer')}</Notice>
      <fieldset disabled={tell.isPending} className={classes.fields}>
        <NativeSelect
          label={t('tell.authority')}
          data-autofocus
          value={form.authority}
          data={Authority.options.map((value) => ({ value, label: w(`authority.${value}`) }))}
          onChange={(event) => change({ authority: Authority.parse(event.currentTarget.value), stages: [] })}
        />
        <Choice
          label={t('tell.status')}
          options={AuthorityStatus.options.map((value) => ({ value, label: t(`authorities.${value}`) }))}
          value={form.status}
          onChange={(status) => change({ status })}
        />
        {stages.length > 0 ? (
          <Choices
            label={t('tell.stages')}
            description={t('tell.stagesHelp')}
            options={stages}
            value={form.stages}
            onChange={(chosen) => change({ stages: chosen })}
          />
        ) : (
          <p className={classes.soft}>{t('tell.noStages')}</p>
        )}
        <LocalTimeInput
          name="toldAt"
          label={t('tell.toldAt')}
          zone={zone}
          value={form.toldAt}
          error={checked && !at && t('tell.wrongTime')}
          onChange={(toldAt) => change({ toldAt })}
        />
        <TextInput
          label={t('tell.toldBy')}
          value={form.toldBy}
          maxLength={120}
          error={checked && form.toldBy.trim() === '' && t('tell.wrongName')}
          onChange={(event) => change({ toldBy: event.currentTarget.value })}
        />
        <TextInput
          label={t('tell.reference')}
          description={t('tell.referenceHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.reference}
          maxLength={120}
          onChange={(event) => change({ reference: event.currentTarget.value })}
        />
      </fieldset>
      <KeptMark state={tell.isPending ? 'sending' : draft.state} />
    </ConfirmDialog>
  );
}

/** The stages of the incident that are for this authority, those that are not needed left out. */
function useStages(incidentId: string, authority: Authority): { value: string; label: string }[] {
  const locale = useLocale();
  const clocks = useRead('clocks', { incidentId, limit: 100 });
  return (clocks.data?.items ?? [])
    .filter(({ authorities, state }) => authorities.includes(authority) && state !== 'not-applicable')
    .map(({ regime, stage, regimeName, stageName }) => ({
      value: `${regime}/${stage}`,
      label: `${regimeName[locale]}, ${stageName[locale]}`,
    }));
}
