import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import classes from './Mailbox.module.css';
import { useMailboxTexts } from './useMailboxTexts.js';

interface DismissProps {
  mailDraftId: string;
  opened: boolean;
  onClose: () => void;
}

/** A mail of which no declaration is made, and why. */
export function DismissDialog({ mailDraftId, opened, onClose }: DismissProps) {
  const t = useMailboxTexts();
  const draft = useDraft(`dismiss-mail:${mailDraftId}`, { reason: '' });
  const write = useWrite('dismissMailDraft', ['mailDrafts', 'mailDraft']);
  const reason = draft.value.reason.trim();
  const dismiss = () =>
    write.mutate(
      { mailDraftId, reason },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
          notifications.show({ message: t('act.dismissedNow'), color: 'teal' });
        },
      },
    );
  return (
    <ConfirmDialog
      opened={opened}
      title={t('act.dismissTitle')}
      act={t('act.dismissAct')}
      busy={write.isPending}
      disabled={reason === ''}
      error={write.error}
      onAct={dismiss}
      onClose={onClose}
    >
      <p className={classes.plain}>{t('act.dismissText')}</p>
      <Textarea
        label={t('act.reason')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.value.reason}
        onChange={(event) => draft.set({ reason: event.currentTarget.value })}
      />
      <KeptMark state={draft.state} />
    </ConfirmDialog>
  );
}
