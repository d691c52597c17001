import { Button, Modal, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Severity, Tlp, YesNoUnknown, type Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { Choice } from '../../shared/ui/Choice.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { SeverityMark, TlpMark } from '../../shared/ui/marks.js';
import { Notice } from '../../shared/ui/Notice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useRsit } from './rsit/useRsit.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface Qualification {
  rsitClass: string;
  rsitType: string;
  severity: Severity | null;
  tlp: Tlp;
  malicious: YesNoUnknown;
}

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
  const ui = useUi();
  const w = useWords();
  const { classes, typesOf } = useRsit();
  const saved = startOf(incident);
  const draft = useDraft(`qualify:${incident.id}`, { ...saved, begunFrom: saved });
  const [checked, setChecked] = useState(false);
  const write = useWrite('qualifyIncident', ['incidents', 'incident', 'journal', 'board']);
  const { begunFrom, ...value } = draft.value;
  const changedMeanwhile = !isSame(begunFrom, saved);
  const change = (part: Partial<Qualification>) => draft.set((old) => ({ ...old, ...part }));
  const needed = (answer: string | null) => checked && !answer && t('qualify.needed');
  const types = typesOf(value.rsitClass);

  const chooseClass = (rsitClass: string) => {
    const only = typesOf(rsitClass);
    change({ rsitClass, rsitType: only.length === 1 ? only[0]!.value : '' });
  };
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
      <NativeSelect
        label={t('qualify.rsitClass')}
        data-autofocus
        value={value.rsitClass}
        error={needed(value.rsitClass)}
        data={[{ value: '', label: ui('select.none') }, ...classes]}
        onChange={(event) => chooseClass(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('qualify.rsitType')}
        value={value.rsitType}
        disabled={types.length === 0}
        error={value.rsitClass && needed(value.rsitType)}
        data={[{ value: '', label: ui('select.none') }, ...types]}
        onChange={(event) => change({ rsitType: event.currentTarget.value })}
      />
      <Choice
        label={t('qualify.severity')}
        error={needed(value.severity)}
        options={Severity.options.map((severity) => ({
          value: severity,
          label: <SeverityMark severity={severity} />,
        }))}
        value={value.severity}
        onChange={(severity) => change({ severity })}
      />
      <Choice
        label={t('qualify.tlp')}
        description={t('qualify.tlpHelp')}
        options={Tlp.options.map((tlp) => ({ value: tlp, label: <TlpMark tlp={tlp} /> }))}
        value={value.tlp}
        onChange={(tlp) => change({ tlp })}
      />
      <Choice
        label={t('qualify.malicious')}
        options={YesNoUnknown.options.map((answer) => ({ value: answer, label: w(`told.${answer}`) }))}
        value={value.malicious}
        onChange={(malicious) => change({ malicious })}
      />
    </DialogForm>
  );
}
