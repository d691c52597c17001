import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLocale } from '../../shared/i18n/texts.js';
import { Notice } from '../../shared/ui/Notice.js';
import { type Faults, type TaskForm, emptyTask, shifted, without } from './form.js';
import classes from './playbooks.module.css';
import { TaskFields } from './TaskFields.js';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

interface TaskListProps {
  tasks: TaskForm[];
  faults: Faults;
  faultAt: (place: string) => string | undefined;
  onChange: (tasks: TaskForm[]) => void;
}

/** The tasks of a playbook, one below the other, each to be unfolded, moved and taken out. */
export function TaskList({ tasks, faults, faultAt, onChange }: TaskListProps) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const titleOf = ({ titleFr, titleEn }: TaskForm) => (locale === 'fr' ? titleFr : titleEn) || t('form.unnamed');
  const isWrong = ({ code }: TaskForm) => Object.keys(faults).some((place) => place.startsWith(`${code}.`));
  return (
    <div>
      {tasks.map((task, index) => {
        const number = index + 1;
        return (
          <Fold
            key={task.code}
            title={t('form.task', { number, title: titleOf(task) })}
            begun={task.titleFr === ''}
            wrong={isWrong(task)}
          >
            <TaskFields
              task={task}
              others={tasks
                .filter(({ code }) => code !== task.code)
                .map((other) => ({ value: other.code, label: titleOf(other) }))}
              faultAt={(field) => faultAt(`${task.code}.${field}`)}
              onChange={(part) => onChange(tasks.with(index, { ...task, ...part }))}
            />
            <Group gap="xs" pb="md">
              <Button variant="default" disabled={index === 0} onClick={() => onChange(shifted(tasks, index, -1))}>
                {t('form.up', { number })}
              </Button>
              <Button
                variant="default"
                disabled={number === tasks.length}
                onClick={() => onChange(shifted(tasks, index, 1))}
              >
                {t('form.down', { number })}
              </Button>
              <Button variant="default" onClick={() => onChange(without(tasks, task.code))}>
                {t('form.remove', { number })}
              </Button>
            </Group>
          </Fold>
        );
      })}
      {faultAt('tasks') && <Notice tone="error">{faultAt('tasks')}</Notice>}
      <Button variant="default" disabled={tasks.length >= 60} onClick={() => onChange([...tasks, emptyTask()])}>
        {t('form.add')}
      </Button>
    </div>
  );
}

interface FoldProps {
  title: string;
  /** Open from the start. */
  begun: boolean;
  wrong: boolean;
  children: ReactNode;
}

/** Opens at what is wrong, and closes only when its reader closes it. */
function Fold({ title, begun, wrong, children }: FoldProps) {
  const [open, setOpen] = useState(begun);
  return (
    <details
      className={classes.fold}
      open={open || wrong}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{title}</summary>
      {children}
    </details>
  );
}
