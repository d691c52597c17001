import { Modal, Stack, Textarea, Button, Group } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Nature, type Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { Choice } from '../../shared/ui/Choice.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface DialogProps {
  incident: Incident;
  opened: boolean;
  onClose: () => void;
}

/** A suspicion becomes what it was: nothing is typed again. */
export function ReclassifyDialog({ incident, opened, onClose }: DialogProps) {
  const t = useIncidentsTexts();
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('reclassify.title', { reference: incident.reference })}>
      <ReclassifyForm incident={incident} onClose={onClose} />
    </Modal>
  );
}

function ReclassifyForm({ incident, onClose }: Omit<DialogProps, 'opened'>) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const w = useWords();
  const [nature, setNature] = useState<Nature>(incident.nature);
  const [reason, setReason] = useState('');
  const write = useWrite('reclassifyIncident', ['incident', 'incidents', 'journal']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({ incidentId: incident.id, nature, reason: reason.trim() || null }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Choice
          label={t('reclassify.nature')}
          description={t('reclassify.help')}
          options={Nature.options.map((value) => ({ value, label: w(`nature.${value}`) }))}
          value={nature}
          onChange={setNature}
        />
        <Textarea
          label={t('reclassify.reason')}
          autosize
          minRows={2}
          maxRows={8}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {write.error && <ErrorNotice error={write.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('confirm.cancel')}
          </Button>
          <Button type="submit" loading={write.isPending} disabled={nature === incident.nature}>
            {t('reclassify.act')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
