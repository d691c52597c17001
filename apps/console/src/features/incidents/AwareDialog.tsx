import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { useUi } from '../../shared/ui/useUi.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface DialogProps {
  incident: Incident;
  opened: boolean;
  onClose: () => void;
}

/** Corrects the instant that every due time hangs on, with its reason. */
export function AwareDialog({ incident, opened, onClose }: DialogProps) {
  const t = useIncidentsTexts();
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={t('aware.title', { reference: incident.reference })}>
      <AwareForm incident={incident} onClose={onClose} />
    </Modal>
  );
}

function AwareForm({ incident, onClose }: Omit<DialogProps, 'opened'>) {
  const t = useIncidentsTexts();
  const ui = useUi();
  const { zone } = useZone(incident.territory);
  const before = toLocalInput(new Date(incident.awareAt), zone);
  const [at, setAt] = useState(before);
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const write = useWrite('correctAware', ['incident', 'incidents', 'journal']);
  const instant = fromLocalInput(at, zone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!instant || reason.trim() === '') return;
    write.mutate(
      { incidentId: incident.id, awareAt: instant.toISOString(), reason: reason.trim() },
      { onSuccess: onClose },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p>{t('aware.help')}</p>
        <LocalTimeInput
          name="awareAt"
          label={t('aware.at')}
          zone={zone}
          value={at}
          error={checked && !instant && t('aware.atNeeded')}
          onChange={setAt}
        />
        <Textarea
          label={t('aware.reason')}
          autosize
          minRows={2}
          maxRows={8}
          value={reason}
          error={checked && reason.trim() === '' && t('aware.reasonNeeded')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {write.error && <ErrorNotice error={write.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('confirm.cancel')}
          </Button>
          <Button type="submit" loading={write.isPending} disabled={at === before}>
            {t('aware.act')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
