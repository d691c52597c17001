import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RegionalIncident } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { RegionalStartDialog } from './RegionalStartDialog.js';
import { Runs } from './Runs.js';
import { TaskForm } from './TaskForm.js';
import { Progress, TaskList } from './TaskList.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

/** What the agency has to do about all incidents of a regional incident together, and the playbooks that give each facility its own. */
export function RegionalTasksCard({ regional }: { regional: RegionalIncident }) {
  const { id: regionalId, state, territory } = regional;
  const t = useTasksTexts();
  const identity = useIdentity();
  const tasks = useRead('regionalTasks', { regionalId });
  const works = state === 'open' && agencyMay(identity, 'task.work');
  const leads = state === 'open' && agencyMay(identity, 'incident.triage');
  const [opened, setOpened] = useState<'add' | 'start' | null>(null);
  const close = () => setOpened(null);
  return (
    <Card title={t('title')} aside={tasks.data && <Progress tasks={tasks.data.items} />}>
      <Loaded from={tasks} rows={3}>
        {({ items, ...standing }) => (
          <div className={classes.stack}>
            <TaskList tasks={items} works={works} none={t('noneRegional')} />
            <Runs runs={standing.runs} isRegional leads={leads} />
            {works && (
              <div className={classes.buttons}>
                {leads && (
                  <Button variant="default" onClick={() => setOpened('start')}>
                    {t('start')}
                  </Button>
                )}
                <Button variant="default" onClick={() => setOpened('add')}>
                  {t('add')}
                </Button>
              </div>
            )}
            {opened === 'add' && <TaskForm territory={territory} place={{ regionalId }} all={items} onClose={close} />}
            {opened === 'start' && <RegionalStartDialog regional={regional} standing={standing} onClose={close} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
