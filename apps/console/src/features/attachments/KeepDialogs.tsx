import { Modal, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Attachment } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';
import { type FilePlace, useFetching } from './useFetching.js';

/** What the agency does with a file, always with a reason. */
export type Keeping = 'handOver' | 'seal' | 'destroy';
const ROUTES = { handOver: 'handOverAttachment', seal: 'sealAttachment', destroy: 'destroyAttachment' } as const;
const WITH_RECIPIENT: Keeping = 'handOver';
const TOUCHED = ['attachment', 'attachments', 'journal'] as const;

interface DialogProps {
  attachment: Attachment;
  onClose: () => void;
}

interface FetchProps {
  place: FilePlace;
  file: Pick<Attachment, 'id' | 'name' | 'verdict'>;
  onClose: () => void;
}

export function KeepDialog({ attachment, doing, onClose }: DialogProps & { doing: Keeping }) {
  const t = useAttachmentsTexts();
  const { id: attachmentId, incidentId, name } = attachment;
  const draft = useDraft(`${doing}:${attachmentId}`, { recipient: '', reason: '' });
  const [checked, setChecked] = useState(false);
  const write = useWrite(ROUTES[doing], TOUCHED);
  const isOut = doing === WITH_RECIPIENT;
  const [recipient, reason] = [draft.value.recipient.trim(), draft.value.reason.trim()];
  const send = () => {
    setChecked(true);
    if (reason === '' || (isOut && recipient === '')) return;
    const body = { incidentId, attachmentId, reason, ...(isOut && { recipient }) };
    const done = () => {
      draft.clear();
      notifications.show({ message: t('dialog.done'), color: 'teal' });
      onClose();
    };
    write.mutate(body as Parameters<typeof write.mutate>[0], { onSuccess: done });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t(`dialog.title.${doing}`, { name })}>
      <DialogForm
        act={t(`page.${doing}`)}
        kept={draft.state}
        busy={write.isPending}
        error={write.error}
        onSend={send}
        onClose={onClose}
      >
        {isOut ? (
          <p className={classes.soft}>{t('dialog.help.handOver')}</p>
        ) : (
          <Notice tone="warning">{t(`dialog.help.${doing}`)}</Notice>
        )}
        {isOut && (
          <TextInput
            label={t('dialog.recipient')}
            description={t('dialog.recipientHelp')}
            maxLength={200}
            value={draft.value.recipient}
            error={checked && recipient === '' && t('dialog.recipientNeeded')}
            onChange={(event) => draft.set({ ...draft.value, recipient: event.currentTarget.value })}
          />
        )}
        <Reason
          value={draft.value.reason}
          missing={checked && reason === ''}
          onChange={(text) => draft.set({ ...draft.value, reason: text })}
        />
      </DialogForm>
    </Modal>
  );
}

/** Of what is not clean, only after a warning and with a reason. */
export function FetchDialog({ place, file, onClose }: FetchProps) {
  const t = useAttachmentsTexts();
  const { id: attachmentId, name, verdict } = file;
  const draft = useDraft(`fetch:${attachmentId}`, '');
  const [checked, setChecked] = useState(false);
  const { fetchIt, isPending, error } = useFetching(place, attachmentId);
  const reason = draft.value.trim();
  const send = () => {
    setChecked(true);
    if (reason === '') return;
    fetchIt(reason, () => {
      draft.clear();
      onClose();
    });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('dialog.fetchTitle', { name })}>
      <DialogForm
        act={t('page.fetch')}
        kept={draft.state}
        busy={isPending}
        error={error}
        onSend={send}
        onClose={onClose}
      >
        {verdict !== 'clean' && <Notice tone="warning">{t(`dialog.fetchWarning.${verdict}`)}</Notice>}
        <Reason value={draft.value} missing={checked && reason === ''} onChange={draft.set} />
      </DialogForm>
    </Modal>
  );
}

function Reason({ value, missing, onChange }: { value: string; missing: boolean; onChange: (text: string) => void }) {
  const t = useAttachmentsTexts();
  return (
    <Textarea
      label={t('dialog.reason')}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      value={value}
      error={missing && t('dialog.reasonNeeded')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
