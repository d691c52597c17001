import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Incident, PlaybookRun } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { Runs } from './Runs.js';
import { StartDialog } from './StartDialog.js';
import { TaskForm } from './TaskForm.js';
import { Progress, TaskList } from './TaskList.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

/** What is to be done about an incident: the agency sees all of it, a facility its own side's. */
export function TasksCard({ incident }: { incident: Incident }) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const tasks = useRead('tasks', { incidentId: incident.id });
  const isOpen = incident.state !== 'closed';
  const reads = agencyMay(identity, 'incident.read');
  const leads = agencyMay(identity, 'incident.triage') && isOpen;
  const works =
    isOpen &&
    (agencyMay(identity, 'task.work') ||
      facilitiesWhere(identity, 'task.work').some(({ id }) => id === incident.facilityId));
  const [opened, setOpened] = useState<'add' | 'start' | null>(null);
  const close = () => setOpened(null);
  return (
    <Card title={t('title')} aside={tasks.data && <Progress tasks={tasks.data.items} />}>
      <Loaded from={tasks} rows={3}>
        {({ items, runs }) => (
          <div className={classes.stack}>
            <TaskList tasks={items} works={works} none={t(reads ? 'none' : 'noneFacility')} />
            {reads && <Runs runs={runs} leads={leads} />}
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
            {opened === 'add' && (
              <TaskForm
                territory={incident.territory}
                place={{ incidentId: incident.id }}
                all={items}
                onClose={close}
              />
            )}
            {opened === 'start' && <StartDialog incident={incident} underWay={underWay(runs)} onClose={close} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

const underWay = (runs: readonly PlaybookRun[]) =>
  runs.filter(({ reversedAt }) => reversedAt === null).map(({ code }) => code);
