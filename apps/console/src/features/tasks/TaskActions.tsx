import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Task } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

interface TaskActionsProps {
  task: Task;
  onChange: () => void;
  onDrop: () => void;
}

/** The step that is expected next as a button, the others in a menu. */
export function TaskActions({ task, onChange, onDrop }: TaskActionsProps) {
  const t = useTasksTexts();
  const locale = useLocale();
  const move = useWrite('setTaskState', touchedByTask);
  const assign = useWrite('assignTask', touchedByTask);
  const title = task.title[locale];
  const { id: taskId, version, state } = task;
  const become = (next: 'todo' | 'doing' | 'done') => move.mutate({ taskId, version, state: next, reason: null });
  const isOpen = state === 'todo' || state === 'doing';
  return (
    <div className={classes.actions}>
      {isOpen && (
        <Button
          variant="default"
          loading={move.isPending}
          aria-label={t('act.finishOf', { title })}
          onClick={() => become('done')}
        >
          {t('act.finish')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={44} aria-label={t('act.more', { title })}>
            <IconDots size={20} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'todo' && <Menu.Item onClick={() => become('doing')}>{t('act.begin')}</Menu.Item>}
          {state === 'doing' && <Menu.Item onClick={() => become('todo')}>{t('act.back')}</Menu.Item>}
          {!isOpen && (
            <Menu.Item onClick={() => become(state === 'done' ? 'doing' : 'todo')}>{t('act.reopen')}</Menu.Item>
          )}
          {isOpen && <Owners task={task} onGive={(ownerId) => assign.mutate({ taskId, version, ownerId })} />}
          {isOpen && <Menu.Item onClick={onChange}>{t('act.change')}</Menu.Item>}
          {isOpen && <Menu.Item onClick={onDrop}>{t('act.drop')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {(move.error ?? assign.error) && <ErrorNotice error={move.error ?? assign.error} />}
    </div>
  );
}

/** Colleagues that a task of the agency can be given to. */
const SHOWN = 12;

/** Who takes it: oneself, at the agency a colleague too. The agency has no say in who does it at a facility. */
function Owners({ task, onGive: give }: { task: Task; onGive: (ownerId: string | null) => void }) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const nameOf = usePersonName();
  const atAgency = agencyMay(identity, 'task.work');
  const people = useRead('people', { limit: 500 }, { enabled: atAgency, staleMs: 600_000 });
  if ((task.side === 'agency') !== atAgency) return null;
  const { personId } = identity;
  const colleagues = (people.data?.items ?? []).filter(
    ({ id, agencyRoles }) => id !== personId && id !== task.ownerId && agencyRoles.includes('analyst'),
  );
  return (
    <>
      {task.ownerId === personId ? (
        <Menu.Item onClick={() => give(null)}>{t('act.release')}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => give(personId)}>{t('act.take')}</Menu.Item>
      )}
      {atAgency && task.ownerId !== null && task.ownerId !== personId && (
        <Menu.Item onClick={() => give(null)}>{t('act.free', { name: nameOf(task.ownerId) })}</Menu.Item>
      )}
      {atAgency &&
        colleagues.slice(0, SHOWN).map(({ id, displayName }) => (
          <Menu.Item key={id} onClick={() => give(id)}>
            {t('act.give', { name: displayName })}
          </Menu.Item>
        ))}
    </>
  );
}
