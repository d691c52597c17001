import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import type { TaskSide } from '#libs/contracts';
import { Choice } from '../../shared/ui/Choice.js';
import type { TaskForm } from './form.js';
import classes from './playbooks.module.css';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

interface TaskFieldsProps {
  task: TaskForm;
  /** The other tasks of the playbook, by code. */
  others: readonly { value: string; label: string }[];
  faultAt: (field: string) => string | undefined;
  onChange: (part: Partial<TaskForm>) => void;
}

const lines = { titleFr: 160, titleEn: 160, roleFr: 80, roleEn: 80 } as const;

/** One task of a playbook, to be written in both languages. */
export function TaskFields({ task, others, faultAt, onChange }: TaskFieldsProps) {
  const t = usePlaybooksTexts();
  return (
    <div className={classes.field}>
      <div className={classes.pair}>
        {(['titleFr', 'titleEn', 'roleFr', 'roleEn'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`form.${field}`)}
            maxLength={lines[field]}
            value={task[field]}
            error={faultAt(field)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        ))}
        {(['textFr', 'textEn', 'checklistFr', 'checklistEn'] as const).map((field) => (
          <Textarea
            key={field}
            label={t(`form.${field}`)}
            autosize
            minRows={2}
            maxRows={12}
            maxLength={field.startsWith('text') ? 2_000 : 4_100}
            value={task[field]}
            error={faultAt(field)}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Choice<TaskSide>
        label={t('form.side')}
        options={(['agency', 'facility'] as const).map((value) => ({ value, label: t(`side.${value}`) }))}
        value={task.side}
        onChange={(side) => onChange({ side })}
      />
      <TextInput
        label={t('form.due')}
        description={t('form.dueHelp')}
        inputMode="numeric"
        maxLength={5}
        value={task.due}
        error={faultAt('due')}
        onChange={(event) => onChange({ due: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('form.after')}
        data={others}
        value={task.after}
        maxValues={20}
        searchable
        error={faultAt('after')}
        onChange={(after) => onChange({ after })}
      />
    </div>
  );
}
