import { type RefObject, useState } from 'react';
import type { JournalEntry } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { Choice } from '../../shared/ui/Choice.js';
import { EntryForm, idFor, isRecorded } from '../../shared/ui/EntryForm.js';
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

const start = () => ({
  id: newId(),
  text: '',
  visibility: 'shared' as JournalEntry['visibility'],
  options: plainOptions,
  sent: '',
});

/** Writes a note; in a room a decision, too, with its topic, marking and the people it calls. */
export function JournalComposer({ incidentId, side, field, topics }: ComposerProps) {
  const t = useIncidentsTexts();
  const [first] = useState(start);
  const draft = useDraft(`journal:${incidentId}`, first);
  const write = useWrite('writeJournal', ['journal', 'incident', 'incidents']);
  // A draft of an earlier release has no options.
  const { text, options = plainOptions } = draft.value;
  const visibility = side === 'agency' ? draft.value.visibility : 'shared';

  const send = (done: () => void) => {
    const { type, topic, tlp, mentions } = options;
    const entry = { text, visibility, type, topic: topic.trim() || null, tlp, mentions: [...mentions] };
    const sent = JSON.stringify(entry);
    const id = idFor(draft.value, sent);
    draft.set((old) => ({ ...old, id, sent }));
    const onSuccess = () => {
      draft.clear(start());
      done();
    };
    write.mutate({ id, incidentId, ...entry }, { onSuccess, onError: (error) => isRecorded(error) && onSuccess() });
  };

  return (
    <EntryForm
      label={t('journal.write')}
      placeholder={t('journal.placeholder')}
      needed={t('journal.needed')}
      act={t('journal.add')}
      field={field}
      text={text}
      kept={draft.state}
      write={write}
      onText={(typed) => draft.set((old) => ({ ...old, text: typed }))}
      onSend={send}
    >
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
    </EntryForm>
  );
}
