import type { Webhook } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { useWebhooksTexts } from './useWebhooksTexts.js';

/** Ends a webhook, which cannot be undone. */
export function RemoveDialog({ of: { id: endpointId, name }, onClose }: { of: Webhook; onClose: () => void }) {
  const t = useWebhooksTexts();
  const remove = useWrite('removeWebhook', ['webhooks']);
  return (
    <ConfirmDialog
      opened
      danger
      title={t('remove.title', { name })}
      act={t('remove.act')}
      busy={remove.isPending}
      error={remove.error}
      onAct={() => remove.mutate({ endpointId }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('remove.text')}</p>
    </ConfirmDialog>
  );
}
