import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident, IncidentClock } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { useClocksTexts } from './useClocksTexts.js';

interface AskedFormProps {
  incident: Pick<Incident, 'id' | 'territory'>;
  clock: Pick<IncidentClock, 'regime' | 'stage'>;
  onClose: () => void;
}

/** Records that an authority asked for the report of a stage, and by when. */
export function AskedForm({ incident, clock: { regime, stage }, onClose }: AskedFormProps) {
  const t = useClocksTexts();
  const { zone } = useZone(incident.territory);
  const [first] = useState(() => ({ id: newId(), askedAt: toLocalInput(new Date(), zone), dueAt: '', askedBy: '' }));
  const draft = useDraft(`asked:${incident.id}:${regime}/${stage}`, first);
  const form = draft.value;
  const change = (part: Partial<typeof form>) => draft.set((old) => ({ ...old, ...part }));
  const [checked, setChecked] = useState(false);
  const write = useWrite('recordReportRequest', ['clocks', 'journal', 'incident']);
  const askedAt = fromLocalInput(form.askedAt, zone);
  const dueAt = fromLocalInput(form.dueAt, zone);
  const isTooEarly = askedAt !== null && dueAt !== null && dueAt <= askedAt;
  const askedBy = form.askedBy.trim();

  const send = () => {
    setChecked(true);
    if (!askedAt || !dueAt || isTooEarly || askedBy === '') return;
    const wanted = dueAt.toISOString();
    write.mutate(
      { id: form.id, incidentId: incident.id, regime, stage, askedAt: askedAt.toISOString(), dueAt: wanted, askedBy },
      {
        onSuccess: (recorded) => {
          notifications.show({ message: t(recorded.dueAt === wanted ? 'asked.done' : 'asked.later'), color: 'teal' });
          draft.clear();
          onClose();
        },
      },
    );
  };
  const dueFault = !dueAt ? t('asked.wrongDueAt') : isTooEarly && t('asked.dueTooEarly');
  return (
    <DialogForm
      act={t('asked.act')}
      kept={draft.state}
      busy={write.isPending}
      error={write.error}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('asked.help')}</p>
      <LocalTimeInput
        name="askedAt"
        label={t('asked.askedAt')}
        zone={zone}
        value={form.askedAt}
        error={checked && !askedAt && t('asked.wrongAskedAt')}
        onChange={(value) => change({ askedAt: value })}
      />
      <LocalTimeInput
        name="dueAt"
        label={t('asked.dueAt')}
        zone={zone}
        value={form.dueAt}
        error={checked && dueFault}
        onChange={(value) => change({ dueAt: value })}
      />
      <TextInput
        label={t('asked.askedBy')}
        description={t('asked.askedByHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.askedBy}
        maxLength={120}
        error={checked && askedBy === '' && t('asked.wrongName')}
        onChange={(event) => change({ askedBy: event.currentTarget.value })}
      />
    </DialogForm>
  );
}
