import { Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { PlaybookVersion } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { Notice } from '../../shared/ui/Notice.js';
import { type Faults, type PlaybookForm, emptyForm, formOf, read } from './form.js';
import classes from './playbooks.module.css';
import { TaskList } from './TaskList.js';
import { usePlaybooksTexts } from './usePlaybooksTexts.js';

interface PlaybookDialogProps {
  /** The latest version, or nothing yet: then a playbook of the agency's own is begun. */
  playbook: PlaybookVersion | null;
  onClose: () => void;
}

/** Writes the next version of a playbook, or the first of a new one. */
export function PlaybookDialog({ playbook, onClose }: PlaybookDialogProps) {
  const t = usePlaybooksTexts();
  const locale = useLocale();
  const version = playbook?.version ?? 0;
  const [first] = useState(() => (playbook ? formOf(playbook) : emptyForm()));
  const draft = useDraft(playbook ? `playbook-version:${playbook.code}:${version}` : 'playbook-new', first);
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
      { code: form.code, base: version, definition: written.definition, reason: form.reason.trim() },
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
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={playbook ? t('form.title', { name: playbook.definition.name[locale] }) : t('form.titleNew')}
    >
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
          <TaskList tasks={form.tasks} faults={faults} faultAt={faultAt} onChange={(tasks) => change({ tasks })} />
          <Textarea
            label={playbook ? t('form.reason') : t('form.reasonNew')}
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
