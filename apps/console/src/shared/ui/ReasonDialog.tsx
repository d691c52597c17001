import { Modal, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useDraft } from '../draft/useDraft.js';
import { DialogForm } from './DialogForm.js';
import { useUi } from './useUi.js';

interface ReasonDialogProps {
  /** Where what is typed is kept. */
  draft: string;
  title: string;
  act: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** What will happen, and where the reason goes. */
  children?: ReactNode;
  /** How long the reason may be, in characters. */
  most?: number;
  /** The reason is one line. */
  line?: boolean;
  /** `sent` forgets what was typed, and closes. */
  onSend: (reason: string, sent: () => void) => void;
  onClose: () => void;
}

/** Asks why, before something is given up. */
export function ReasonDialog({ draft: name, most = 500, line = false, ...props }: ReasonDialogProps) {
  const t = useUi();
  const draft = useDraft(name, '');
  const [checked, setChecked] = useState(false);
  const reason = (line ? draft.value.replace(/\s*\n\s*/g, ' ') : draft.value).trim();
  const send = () => {
    setChecked(true);
    if (reason === '') return;
    props.onSend(reason, () => {
      draft.clear();
      props.onClose();
    });
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="lg">
      <DialogForm
        act={props.act}
        danger={props.danger}
        kept={draft.state}
        busy={props.busy}
        error={props.error}
        onSend={send}
        onClose={props.onClose}
      >
        {props.children}
        <Textarea
          label={t('reason.label')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={most}
          value={draft.value}
          error={checked && reason === '' && t('reason.needed')}
          onChange={(event) => draft.set(event.currentTarget.value)}
          data-autofocus
        />
      </DialogForm>
    </Modal>
  );
}
