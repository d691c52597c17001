import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { RegionalRun } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

/** Gives the tasks of a playbook under way to the open incidents that have not got them. */
export function GiveDialog({ run, onClose }: { run: RegionalRun; onClose: () => void }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const [id] = useState(newId);
  const give = useWrite('startRegionalPlaybook', touchedByTask);
  const { regionalId, code, version, missing } = run;
  return (
    <ConfirmDialog
      opened
      title={t('give.title', { name: run.name[locale] })}
      act={t('give.act', { count: missing })}
      busy={give.isPending}
      error={give.error}
      onClose={onClose}
      onAct={() =>
        regionalId &&
        give.mutate(
          { id, regionalId, code, version },
          {
            onSuccess: ({ given }) => {
              const message = given > 0 ? t('give.done', { count: given }) : t('give.none');
              notifications.show({ message, color: 'teal' });
              onClose();
            },
          },
        )
      }
    >
      <p className={classes.soft}>{t('give.text', { count: missing })}</p>
    </ConfirmDialog>
  );
}
