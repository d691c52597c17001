import { notifications } from '@mantine/notifications';
import type { Task } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

export function DropDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const drop = useWrite('setTaskState', touchedByTask);
  return (
    <ReasonDialog
      draft={`task-drop:${task.id}`}
      title={t('drop.title', { title: task.title[locale] })}
      act={t('drop.act')}
      busy={drop.isPending}
      error={drop.error}
      onClose={onClose}
      onSend={(reason, sent) =>
        drop.mutate(
          { taskId: task.id, version: task.version, state: 'dropped', reason },
          {
            onSuccess: () => {
              notifications.show({ message: t('drop.done'), color: 'teal' });
              sent();
            },
          },
        )
      }
    >
      <p className={classes.soft}>{t('drop.text')}</p>
    </ReasonDialog>
  );
}
