import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PlaybookRun, RegionalRun } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { Moment } from '../../shared/time/Moment.js';
import { ReasonDialog } from '../../shared/ui/ReasonDialog.js';
import { GiveDialog } from './GiveDialog.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

interface RunsProps {
  runs: readonly (PlaybookRun | RegionalRun)[];
  /** The page of the regional incident that they were started on. */
  isRegional?: boolean;
  leads: boolean;
}

/** The playbooks under way, each of which can be undone where it was started. */
export function Runs({ runs, isRegional = false, leads }: RunsProps) {
  const t = useTasksTexts();
  const locale = useLocale();
  const [undoing, setUndoing] = useState<PlaybookRun | null>(null);
  const [giving, setGiving] = useState<RegionalRun | null>(null);
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
                {'givenTo' in run && run.givenTo > 0 && `, ${t('run.givenTo', { count: run.givenTo })}`}
                {!isRegional && run.regionalId !== null && (
                  <>
                    , <Link to={`/regional/${run.regionalId}`}>{t('run.fromRegional')}</Link>
                  </>
                )}
              </span>
              {leads && isRegional === (run.regionalId !== null) && (
                <span className={classes.buttons}>
                  {'missing' in run && run.missing > 0 && (
                    <Button variant="default" onClick={() => setGiving(run)}>
                      {t('give.act', { count: run.missing })}
                    </Button>
                  )}
                  <Button
                    variant="default"
                    aria-label={t('run.undoOf', { name: run.name[locale] })}
                    onClick={() => setUndoing(run)}
                  >
                    {t('run.undo')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {undoing && <UndoDialog run={undoing} onClose={() => setUndoing(null)} />}
      {giving && <GiveDialog run={giving} onClose={() => setGiving(null)} />}
    </>
  );
}

function UndoDialog({ run, onClose }: { run: PlaybookRun; onClose: () => void }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const ofIncident = useWrite('reversePlaybook', touchedByTask);
  const ofRegional = useWrite('reverseRegionalPlaybook', touchedByTask);
  const { id: runId, incidentId, regionalId } = run;
  return (
    <ReasonDialog
      draft={`playbook-undo:${run.id}`}
      title={t('run.title', { name: run.name[locale] })}
      act={t('run.act')}
      busy={ofIncident.isPending || ofRegional.isPending}
      error={ofIncident.error ?? ofRegional.error}
      onClose={onClose}
      onSend={(reason, sent) => {
        const onSuccess = ({ dropped, kept }: { dropped: number; kept: number }) => {
          notifications.show({ message: t('run.done', { dropped, kept }), color: 'teal' });
          sent();
        };
        if (regionalId === null) ofIncident.mutate({ incidentId, runId, reason }, { onSuccess });
        else ofRegional.mutate({ regionalId, runId, reason }, { onSuccess });
      }}
    >
      <p className={classes.soft}>{t(regionalId === null ? 'run.text' : 'run.textRegional')}</p>
    </ReasonDialog>
  );
}
