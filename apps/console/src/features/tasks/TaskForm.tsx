import { Modal, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type Task, type TaskSide } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { newId } from '../../shared/ids/newId.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { Choice } from '../../shared/ui/Choice.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { faultsOf, formOf, written } from './form.js';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

/** Where a new task belongs. */
type Place = { incidentId: string } | { regionalId: string };

interface TaskFormProps {
  territory: string;
  place: Place;
  /** The one to change; a new one where there is none. */
  task?: Task;
  all: readonly Task[];
  onClose: () => void;
}

/** Writes down a task, or changes one: only what was touched is sent. */
export function TaskForm({ territory, place, task, all, onClose }: TaskFormProps) {
  const t = useTasksTexts();
  const locale = useLocale();
  const identity = useIdentity();
  const { zone } = useZone(territory);
  const atAgency = agencyMay(identity, 'task.work');
  const [id] = useState(newId);
  const [first] = useState(() => formOf(task, atAgency ? 'agency' : 'facility', { locale, zone }));
  const draft = useDraft(task ? `task:${task.id}:${task.version}` : `task-new:${Object.values(place).join()}`, first);
  const [checked, setChecked] = useState(false);
  const isRegional = 'regionalId' in place;
  const add = useWrite('addTask', touchedByTask);
  const addRegional = useWrite('addRegionalTask', touchedByTask);
  const change = useWrite('changeTask', touchedByTask);
  const form = draft.value;
  const faults = faultsOf(form, zone);
  const set = (part: Partial<typeof form>) => draft.set((old) => ({ ...old, ...part }));
  const before = all.filter(
    (other) =>
      other.id !== task?.id && other.state !== 'dropped' && (form.side === 'agency' || other.side === 'facility'),
  );

  const send = () => {
    setChecked(true);
    if (Object.keys(faults).length > 0) return;
    const onSuccess = () => {
      notifications.show({ message: t(task ? 'form.saved' : 'form.added'), color: 'teal' });
      draft.clear();
      onClose();
    };
    const body = written(form, zone, task?.checklist ?? [], locale);
    const after = body.after.filter((one) => before.some((other) => other.id === one));
    if (!task) {
      if (isRegional) addRegional.mutate({ id, ...place, ...body, after }, { onSuccess });
      else add.mutate({ id, ...place, side: form.side, ...body, after }, { onSuccess });
      return;
    }
    const { title, text, dueAt, checklist, after: places } = form;
    const touched = {
      ...(title === first.title ? {} : { title: body.title }),
      ...(text === first.text ? {} : { text: body.text }),
      ...(dueAt === first.dueAt ? {} : { dueAt: body.dueAt }),
      ...(checklist === first.checklist ? {} : { checklist: body.checklist }),
      ...(places.join() === first.after.join() ? {} : { after }),
    };
    change.mutate({ taskId: task.id, version: task.version, ...touched }, { onSuccess });
  };

  return (
    <Modal opened onClose={onClose} size="lg" title={t(task ? 'form.changeTitle' : 'form.addTitle')}>
      <DialogForm
        act={t(task ? 'form.save' : 'form.add')}
        kept={draft.state}
        busy={add.isPending || addRegional.isPending || change.isPending}
        error={add.error ?? addRegional.error ?? change.error}
        onSend={send}
        onClose={onClose}
      >
        <TextInput
          label={t('form.title')}
          maxLength={160}
          data-autofocus
          value={form.title}
          error={checked && faults.title && t('form.titleNeeded')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        {!task && atAgency && !isRegional && (
          <Choice<TaskSide>
            label={t('form.side')}
            description={t('form.sideHelp')}
            options={(['agency', 'facility'] as const).map((value) => ({ value, label: t(`side.${value}`) }))}
            value={form.side}
            onChange={(side) => set({ side })}
          />
        )}
        <Textarea
          label={t('form.text')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2_000}
          value={form.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <LocalTimeInput
          name="dueAt"
          label={t('form.due')}
          zone={zone}
          value={form.dueAt}
          error={checked && faults.dueAt && t('form.dueWrong')}
          onChange={(dueAt) => set({ dueAt })}
        />
        <Textarea
          label={t('form.checklist')}
          description={t('form.checklistHelp')}
          autosize
          minRows={2}
          maxRows={12}
          value={form.checklist}
          error={checked && faults.checklist && t('form.checklistWrong')}
          onChange={(event) => set({ checklist: event.currentTarget.value })}
        />
        {before.length > 0 && (
          <MultiSelect
            label={t('form.after')}
            placeholder={form.after.length === 0 ? t('form.afterNone') : undefined}
            data={before.map((other) => ({ value: other.id, label: other.title[locale] }))}
            value={form.after}
            maxValues={20}
            searchable
            onChange={(after) => set({ after })}
          />
        )}
      </DialogForm>
    </Modal>
  );
}
