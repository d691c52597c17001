import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { PlaybookVersion } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { Notice } from '../../shared/ui/Notice.js';
import { type Faults, type PlaybookForm, type TaskForm, emptyTask, formOf, read, shifted, without } from './form.js';
import classes from './playbooks.module.css';
import { TaskFields } from './TaskFields.js';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

interface PlaybookDialogProps {
  playbook: PlaybookVersion;
  onClose: () => void;
}

/** Writes the next version of a playbook. */
export function PlaybookDialog({ playbook, onClose }: PlaybookDialogProps) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const { code, version, definition } = playbook;
  const [first] = useState(() => formOf(definition));
  const draft = useDraft(`playbook-version:${code}:${version}`, first);
  const [faults, setFaults] = useState<Faults>({});
  const fields = useRef<HTMLDivElement>(null);
  const save = useWrite('savePlaybook', ['playbooks']);
  const form = draft.value;
  const change = (part: Partial<PlaybookForm>) => {
    setFaults({});
    draft.set((old) => ({ ...old, ...part }));
  };
  const faultAt = (place: string) => {
    const fault = faults[place];
    return fault && t(`fault.${fault}`);
  };
  const send = () => {
    const written = read(form);
    if ('faults' in written) {
      setFaults(written.faults);
      // Once it is painted as wrong, and its task is open.
      requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    save.mutate(
      { code, base: version, definition: written.definition, reason: form.reason.trim() },
      {
        onSuccess: (saved) => {
          notifications.show({ message: t('form.saved', { version: saved.version }), color: 'teal' });
          draft.clear();
          onClose();
        },
      },
    );
  };
  const wrong = Object.keys(faults).length;

  return (
    <Modal opened onClose={onClose} size="xl" title={t('form.title', { name: definition.name[locale] })}>
      <DialogForm
        act={t('form.save', { version: version + 1 })}
        kept={draft.state}
        busy={save.isPending}
        error={save.error}
        onSend={send}
        onClose={onClose}
      >
        <Stack ref={fields}>
          <Heads form={form} faultAt={faultAt} onChange={change} />
          <Tasks tasks={form.tasks} faults={faults} faultAt={faultAt} onChange={(tasks) => change({ tasks })} />
          <Textarea
            label={t('form.reason')}
            description={t('form.reasonHelp')}
            autosize
            minRows={2}
            maxLength={500}
            value={form.reason}
            error={faultAt('reason')}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
        </Stack>
        {wrong > 0 && (
          <Notice tone="error" spoken>
            {t('form.wrong', { count: wrong })}
          </Notice>
        )}
      </DialogForm>
    </Modal>
  );
}

interface HeadsProps {
  form: PlaybookForm;
  faultAt: (place: string) => string | undefined;
  onChange: (part: Partial<PlaybookForm>) => void;
}

function Heads({ form, faultAt, onChange }: HeadsProps) {
  const t = usePlaybooksTexts();
  return (
    <div className={classes.pair}>
      {(['nameFr', 'nameEn'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(`form.${field}`)}
          maxLength={120}
          value={form[field]}
          error={faultAt(field)}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
      {(['summaryFr', 'summaryEn'] as const).map((field) => (
        <Textarea
          key={field}
          label={t(`form.${field}`)}
          autosize
          maxLength={600}
          value={form[field]}
          error={faultAt(field)}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}

interface TasksProps {
  tasks: TaskForm[];
  faults: Faults;
  faultAt: (place: string) => string | undefined;
  onChange: (tasks: TaskForm[]) => void;
}

function Tasks({ tasks, faults, faultAt, onChange }: TasksProps) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const titleOf = ({ titleFr, titleEn }: TaskForm) => (locale === 'fr' ? titleFr : titleEn) || t('form.unnamed');
  const isWrong = ({ code }: TaskForm) => Object.keys(faults).some((place) => place.startsWith(`${code}.`));
  return (
    <div>
      {tasks.map((task, index) => {
        const number = index + 1;
        return (
          <details key={task.code} className={classes.fold} open={isWrong(task) || task.titleFr === '' || undefined}>
            <summary>{t('form.task', { number, title: titleOf(task) })}</summary>
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
          </details>
        );
      })}
      {faultAt('tasks') && <Notice tone="error">{faultAt('tasks')}</Notice>}
      <Button variant="default" disabled={tasks.length >= 60} onClick={() => onChange([...tasks, emptyTask()])}>
        {t('form.add')}
      </Button>
    </div>
  );
}
