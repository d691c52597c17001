import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { Notice } from '../../shared/ui/Notice.js';
import { QualifyFields, type Qualification } from './QualifyFields.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const startOf = (incident: Incident): Qualification => ({
  rsitClass: incident.rsitClass ?? '',
  rsitType: incident.rsitType ?? '',
  severity: incident.severity,
  tlp: incident.tlp,
  malicious: incident.malicious ?? incident.suspectedMalicious,
});

const isSame = (one: Qualification, other: Qualification) =>
  (Object.keys(one) as (keyof Qualification)[]).every((field) => one[field] === other[field]);

interface QualifyProps {
  incident: Incident;
  opened: boolean;
  onClose: () => void;
}

/** What kind of incident it is, how grave, who may know. */
export function QualifyDialog({ incident, opened, onClose }: QualifyProps) {
  const t = useIncidentsTexts();
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('qualify.title', { reference: incident.reference })}>
      <QualifyForm incident={incident} onDone={onClose} />
    </Modal>
  );
}

function QualifyForm({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const t = useIncidentsTexts();
  const saved = startOf(incident);
  const draft = useDraft(`qualify:${incident.id}`, { ...saved, begunFrom: saved });
  const [checked, setChecked] = useState(false);
  const write = useWrite('qualifyIncident', ['incidents', 'incident', 'journal', 'board']);
  const { begunFrom, ...value } = draft.value;
  const changedMeanwhile = !isSame(begunFrom, saved);
  const change = (part: Partial<Qualification>) => draft.set((old) => ({ ...old, ...part }));
  const submit = () => {
    setChecked(true);
    if (!value.rsitClass || !value.rsitType || !value.severity) return;
    write.mutate(
      { ...value, severity: value.severity, incidentId: incident.id },
      {
        onSuccess: () => {
          draft.clear();
          notifications.show({ message: t('done.qualify'), color: 'teal' });
          onDone();
        },
      },
    );
  };

  return (
    <DialogForm
      act={t('qualify.submit')}
      kept={draft.state}
      busy={write.isPending}
      error={write.error}
      onSend={submit}
      onClose={onDone}
    >
      {changedMeanwhile && (
        <Notice
          tone="warning"
          actions={
            <Button variant="default" onClick={() => draft.clear({ ...saved, begunFrom: saved })}>
              {t('qualify.takeSaved')}
            </Button>
          }
        >
          {t('qualify.changed')}
        </Notice>
      )}
      <QualifyFields value={value} checked={checked} onChange={change} />
    </DialogForm>
  );
}
