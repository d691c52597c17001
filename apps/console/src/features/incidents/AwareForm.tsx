import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** Corrects the instant that every due time hangs on, with its reason. */
export function AwareForm({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIncidentsTexts();
  const { zone } = useZone(incident.territory);
  const before = toLocalInput(new Date(incident.awareAt), zone);
  const draft = useDraft(`aware:${incident.id}`, { at: before, reason: '' });
  const { at, reason } = draft.value;
  const [checked, setChecked] = useState(false);
  const write = useWrite('correctAware', ['incident', 'incidents', 'journal']);
  const instant = fromLocalInput(at, zone);
  const send = () => {
    setChecked(true);
    if (!instant || reason.trim() === '') return;
    write.mutate(
      { incidentId: incident.id, awareAt: instant.toISOString(), reason: reason.trim() },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
        },
      },
    );
  };
  return (
    <DialogForm
      act={t('aware.act')}
      kept={draft.state}
      busy={write.isPending}
      disabled={at === before}
      error={write.error}
      onSend={send}
      onClose={onClose}
    >
      <p>{t('aware.help')}</p>
      <LocalTimeInput
        name="awareAt"
        label={t('aware.at')}
        zone={zone}
        value={at}
        error={checked && !instant && t('aware.atNeeded')}
        onChange={(value) => draft.set((old) => ({ ...old, at: value }))}
      />
      <Textarea
        label={t('aware.reason')}
        autosize
        minRows={2}
        maxRows={8}
        value={reason}
        error={checked && reason.trim() === '' && t('aware.reasonNeeded')}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          draft.set((old) => ({ ...old, reason: typed }));
        }}
      />
    </DialogForm>
  );
}
