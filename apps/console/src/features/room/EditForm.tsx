import { Autocomplete, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RoomEntry } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { DialogForm } from '../../shared/ui/DialogForm.js';
import classes from './Room.module.css';
import { useRoomTexts } from './useRoomTexts.js';

/** Another wording of an entry; what is typed is kept on the device. */
export function EditForm({ entry, onClose }: { entry: RoomEntry; onClose: () => void }) {
  const t = useRoomTexts();
  const { id: entryId, incidentId, tlp } = entry;
  const [first] = useState(() => ({ id: newId(), text: entry.text ?? '', topic: entry.topic ?? '' }));
  const draft = useDraft(`reword:${entryId}`, first);
  const history = useRead('journalHistory', { incidentId, entryId });
  const write = useWrite('editJournal', ['journal', 'journalHistory', 'pinnedJournal']);
  const { id, text, topic } = draft.value;
  const base = history.data?.items.at(-1)?.seq;
  const isEmpty = text.trim() === '';
  const done = () => {
    draft.clear();
    onClose();
  };
  const send = () => {
    if (isEmpty || base === undefined) return;
    const body = { id, incidentId, entryId, base, text, topic: topic.trim() || null, tlp };
    // The answer of an earlier attempt was lost: the id stands for one wording, which is in the journal.
    write.mutate(body, {
      onSuccess: done,
      onError: (error) => asApiError(error)?.code === 'already-exists' && done(),
    });
  };
  return (
    <DialogForm
      act={t('edit.act')}
      kept={draft.state}
      busy={write.isPending}
      disabled={base === undefined}
      error={write.error ?? history.error}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.soft}>{t('edit.kept')}</p>
      <Textarea
        label={t('edit.text')}
        autosize
        minRows={3}
        maxRows={16}
        data-autofocus
        value={text}
        error={isEmpty && t('edit.needed')}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          draft.set((old) => ({ ...old, id: newId(), text: typed }));
        }}
      />
      <Autocomplete
        label={t('options.topic')}
        maxLength={60}
        value={topic}
        onChange={(value) => draft.set((old) => ({ ...old, id: newId(), topic: value }))}
      />
    </DialogForm>
  );
}
