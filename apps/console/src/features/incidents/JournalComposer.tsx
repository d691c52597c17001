import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent, type RefObject } from 'react';
import type { JournalEntry } from '#libs/contracts';
import { asApiError } from '../../shared/api/ApiError.js';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Choice } from '../../shared/ui/Choice.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { plainOptions } from '../room/options.js';
import { RoomOptions } from '../room/RoomOptions.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

interface ComposerProps {
  incidentId: string;
  side: 'facility' | 'agency';
  field: RefObject<HTMLTextAreaElement | null>;
  /** In a room: its topics so far. There an entry can be more than a text. */
  topics?: readonly string[];
}

/** `sent` is what was last sent under this id: another text is another note. */
const start = () => ({
  id: newId(),
  text: '',
  visibility: 'shared' as JournalEntry['visibility'],
  options: plainOptions,
  sent: '',
});

/** Writes a note; the text is kept on the device until the agency has it. */
export function JournalComposer({ incidentId, side, field, topics }: ComposerProps) {
  const t = useIncidentsTexts();
  const [first] = useState(start);
  const draft = useDraft(`journal:${incidentId}`, first);
  const [checked, setChecked] = useState(false);
  const write = useWrite('writeJournal', ['journal', 'incident', 'incidents']);
  // A draft of an earlier release has no options.
  const { text, options = plainOptions } = draft.value;
  const visibility = side === 'agency' ? draft.value.visibility : 'shared';
  // The answer of an earlier attempt was lost: the id stands for one text, so this very note is in the journal.
  const recorded = asApiError(write.error)?.code === 'already-exists';
  const empty = text.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (empty) {
      field.current?.focus();
      return;
    }
    const { type, topic, tlp, mentions } = options;
    const entry = { text, visibility, type, topic: topic.trim() || null, tlp, mentions: [...mentions] };
    const sent = JSON.stringify(entry);
    const id = draft.value.sent === '' || draft.value.sent === sent ? draft.value.id : newId();
    draft.set((old) => ({ ...old, id, sent }));
    const done = () => {
      draft.clear(start());
      setChecked(false);
    };
    write.mutate(
      { id, incidentId, ...entry },
      { onSuccess: done, onError: (error) => error.code === 'already-exists' && done() },
    );
  };

  return (
    <form onSubmit={submit} noValidate data-no-print>
      <Stack gap="sm">
        <Textarea
          ref={field}
          label={t('journal.write')}
          placeholder={t('journal.placeholder')}
          autosize
          minRows={2}
          maxRows={12}
          value={text}
          readOnly={write.isPending}
          error={checked && empty && t('journal.needed')}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            draft.set((old) => ({ ...old, text: typed }));
          }}
        />
        {side === 'agency' && (
          <Choice
            label={t('journal.visibility')}
            disabled={write.isPending}
            options={(['shared', 'agency'] as const).map((value) => ({ value, label: t(`journal.${value}`) }))}
            value={visibility}
            onChange={(value) => draft.set((old) => ({ ...old, visibility: value }))}
          />
        )}
        {topics && (
          <RoomOptions
            value={options}
            disabled={write.isPending}
            topics={topics}
            onChange={(part) => draft.set((old) => ({ ...old, options: { ...options, ...part } }))}
          />
        )}
        {write.error && !recorded && <ErrorNotice error={write.error} />}
        <Group justify="space-between">
          <KeptMark
            state={write.isPending ? 'sending' : (write.isSuccess || recorded) && empty ? 'agency' : draft.state}
          />
          <Button type="submit" variant="default" loading={write.isPending}>
            {t('journal.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
