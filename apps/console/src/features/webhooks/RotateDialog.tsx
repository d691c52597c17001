import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { CommandResult, Webhook } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { SecretDialog } from './SecretDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';

const OVERLAP_HOURS = 24;

/** Makes a new secret, and shows it once. */
export function RotateDialog({ of: { id: endpointId, name }, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useWebhooksTexts();
  const [made, setMade] = useState<CommandResult<'alerting.webhook.rotate'> | null>(null);
  const [leaked, setLeaked] = useState(false);
  const rotate = useWrite('rotateWebhookSecret', ['webhooks']);
  if (made) return <SecretDialog of={made} onClose={onClose} />;
  const overlapHours = leaked ? 0 : OVERLAP_HOURS;
  return (
    <ConfirmDialog
      opened
      title={t('rotate.title', { name })}
      act={t('rotate.act')}
      busy={rotate.isPending}
      error={rotate.error}
      onAct={() => rotate.mutate({ endpointId, overlapHours }, { onSuccess: setMade })}
      onClose={onClose}
    >
      <p>{t('rotate.text')}</p>
      <Checkbox label={t('rotate.now')} checked={leaked} onChange={(event) => setLeaked(event.currentTarget.checked)} />
    </ConfirmDialog>
  );
}
