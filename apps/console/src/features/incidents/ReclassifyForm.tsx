import { Textarea } from '@mantine/core';
import { Nature, type Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { Choice } from '../../shared/ui/Choice.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/** A suspicion becomes what it was: nothing is typed again. */
export function ReclassifyForm({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIncidentsTexts();
  const w = useWords();
  const draft = useDraft(`reclassify:${incident.id}`, { nature: incident.nature, reason: '' });
  const { nature, reason } = draft.value;
  const write = useWrite('reclassifyIncident', ['incident', 'incidents', 'journal']);
  const send = () =>
    write.mutate(
      { incidentId: incident.id, nature, reason: reason.trim() || null },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
        },
      },
    );
  return (
    <DialogForm
      act={t('reclassify.act')}
      kept={draft.state}
      busy={write.isPending}
      disabled={nature === incident.nature}
      error={write.error}
      onSend={send}
      onClose={onClose}
    >
      <Choice
        label={t('reclassify.nature')}
        description={t('reclassify.help')}
        options={Nature.options.map((value) => ({ value, label: w(`nature.${value}`) }))}
        value={nature}
        onChange={(value) => draft.set((old) => ({ ...old, nature: value }))}
      />
      <Textarea
        label={t('reclassify.reason')}
        autosize
        minRows={2}
        maxRows={8}
        value={reason}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          draft.set((old) => ({ ...old, reason: typed }));
        }}
      />
    </DialogForm>
  );
}
