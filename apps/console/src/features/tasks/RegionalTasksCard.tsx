import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RegionalIncident } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { TaskForm } from './TaskForm.js';
import { Progress, TaskList } from './TaskList.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

/** What the agency has to do about all incidents of a regional incident together. */
export function RegionalTasksCard({ regional: { id: regionalId, state, territory } }: { regional: RegionalIncident }) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const tasks = useRead('regionalTasks', { regionalId });
  const works = state === 'open' && agencyMay(identity, 'task.work');
  const [adding, setAdding] = useState(false);
  return (
    <Card title={t('title')} aside={tasks.data && <Progress tasks={tasks.data.items} />}>
      <Loaded from={tasks} rows={3}>
        {({ items }) => (
          <div className={classes.stack}>
            <TaskList tasks={items} works={works} none={t('noneRegional')} />
            {works && (
              <div className={classes.buttons}>
                <Button variant="default" onClick={() => setAdding(true)}>
                  {t('add')}
                </Button>
              </div>
            )}
            {adding && (
              <TaskForm territory={territory} place={{ regionalId }} all={items} onClose={() => setAdding(false)} />
            )}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
