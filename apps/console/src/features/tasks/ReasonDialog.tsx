import { Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { useTasksTexts } from './useTasksTexts.js';

interface ReasonDialogProps {
  /** Where what is typed is kept. */
  draft: string;
  title: string;
  act: string;
  busy: boolean;
  error: unknown;
  children?: ReactNode;
  onSend: (reason: string, sent: () => void) => void;
  onClose: () => void;
}

/** Asks why, before something is given up. */
export function ReasonDialog({ draft: name, title, act, busy, error, children, onSend, onClose }: ReasonDialogProps) {
  const t = useTasksTexts();
  const draft = useDraft(name, '');
  const [checked, setChecked] = useState(false);
  const reason = draft.value.trim();
  const send = () => {
    setChecked(true);
    if (reason === '') return;
    onSend(reason, () => {
      draft.clear();
      onClose();
    });
  };
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <DialogForm act={act} kept={draft.state} busy={busy} error={error} onSend={send} onClose={onClose}>
        {children}
        <Textarea
          label={t('drop.label')}
          description={t('drop.help')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={draft.value}
          error={checked && reason === '' && t('drop.needed')}
          onChange={(event) => draft.set(event.currentTarget.value)}
        />
      </DialogForm>
    </Modal>
  );
}
