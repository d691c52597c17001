import type { MachineKey } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

/** Ends a key, which cannot be undone. */
export function RevokeKeyDialog({ of: { id, facilityId, name }, onClose }: { of: MachineKey; onClose: () => void }) {
  const t = useMachineKeysTexts();
  const revoke = useWrite('revokeMachineKey', ['machineKeys']);
  return (
    <ConfirmDialog
      opened
      danger
      title={t('revoke.title', { name })}
      act={t('revoke.act')}
      busy={revoke.isPending}
      error={revoke.error}
      onAct={() => revoke.mutate({ facilityId, keyId: id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('revoke.text')}</p>
    </ConfirmDialog>
  );
}
