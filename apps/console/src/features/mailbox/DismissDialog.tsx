import { notifications } from '@mantine/notifications';
import { useWrite } from '../../shared/api/queries.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './Mailbox.module.css';
import { useMailboxTexts } from './useMailboxTexts.js';

/** A mail of which no declaration is made, and why. */
export function DismissDialog({ mailDraftId, onClose }: { mailDraftId: string; onClose: () => void }) {
  const t = useMailboxTexts();
  const write = useWrite('dismissMailDraft', ['mailDrafts', 'mailDraft']);
  return (
    <ReasonDialog
      draft={`mail-dismiss:${mailDraftId}`}
      title={t('act.dismissTitle')}
      act={t('act.dismissAct')}
      most={2000}
      busy={write.isPending}
      error={write.error}
      onClose={onClose}
      onSend={(reason, sent) =>
        write.mutate(
          { mailDraftId, reason },
          {
            onSuccess: () => {
              notifications.show({ message: t('act.dismissedNow'), color: 'teal' });
              sent();
            },
          },
        )
      }
    >
      <p className={classes.plain}>{t('act.dismissText')}</p>
    </ReasonDialog>
  );
}
