import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { PlaybookRun } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

/** The playbooks under way on an incident, each of which can be undone. */
export function Runs({ runs, mayUndo }: { runs: readonly PlaybookRun[]; mayUndo: boolean }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const [undoing, setUndoing] = useState<PlaybookRun | null>(null);
  const underWay = runs.filter(({ reversedAt }) => reversedAt === null);
  return (
    <>
      {underWay.length > 0 && (
        <ul className={classes.runs} aria-label={t('run.label')}>
          {underWay.map((run) => (
            <li key={run.id}>
              <span>
                <strong>{run.name[locale]}</strong>, {t('run.version', { version: run.version })}{' '}
                <Moment at={run.startedAt} />
              </span>
              {mayUndo && (
                <Button
                  variant="default"
                  aria-label={t('run.undoOf', { name: run.name[locale] })}
                  onClick={() => setUndoing(run)}
                >
                  {t('run.undo')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {undoing && <UndoDialog run={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

function UndoDialog({ run, onClose }: { run: PlaybookRun; onClose: () => void }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const undo = useWrite('reversePlaybook', touchedByTask);
  return (
    <ReasonDialog
      draft={`playbook-undo:${run.id}`}
      title={t('run.title', { name: run.name[locale] })}
      act={t('run.act')}
      busy={undo.isPending}
      error={undo.error}
      onClose={onClose}
      onSend={(reason, sent) =>
        undo.mutate(
          { incidentId: run.incidentId, runId: run.id, reason },
          {
            onSuccess: ({ dropped, kept }) => {
              notifications.show({ message: t('run.done', { dropped, kept }), color: 'teal' });
              sent();
            },
          },
        )
      }
    >
      <p className={classes.soft}>{t('run.text')}</p>
    </ReasonDialog>
  );
}
