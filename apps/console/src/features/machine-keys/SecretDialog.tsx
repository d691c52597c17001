import type { CommandResult } from '#libs/contracts';
import { OnceDialog } from '../../shared/ui/OnceDialog.js';
import { useMachineKeysTexts } from './useMachineKeysTexts.js';

interface SecretDialogProps {
  of: CommandResult<'directory.machine-key.create'>;
  onClose: () => void;
}

export function SecretDialog({ of: { name, secret }, onClose }: SecretDialogProps) {
  const t = useMachineKeysTexts();
  return (
    <OnceDialog
      title={t('secret.title')}
      secret={secret}
      label={t('secret.label', { name })}
      warning={t('secret.warning')}
      lost={t('secret.lost')}
      copy={t('secret.copy')}
      done={t('secret.done')}
      onClose={onClose}
    />
  );
}
