import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { EntryForm, idFor, isRecorded } from '../../shared/ui/EntryForm.js';
import { useRegionalTexts } from './useRegionalTexts.js';

const start = () => ({ id: newId(), text: '', isDecision: false, sent: '' });

/** Writes a note or a decision. */
export function RegionalComposer({ regionalId }: { regionalId: string }) {
  const t = useRegionalTexts();
  const [first] = useState(start);
  const draft = useDraft(`regional-journal:${regionalId}`, first);
  const write = useWrite('writeRegionalJournal', ['regionalJournal', 'regionalIncident']);
  const { text, isDecision } = draft.value;

  const send = (done: () => void) => {
    const type = isDecision ? 'decision' : 'note';
    const sent = JSON.stringify({ type, text });
    const id = idFor(draft.value, sent);
    draft.set((old) => ({ ...old, id, sent }));
    const onSuccess = () => {
      draft.clear(start());
      done();
    };
    write.mutate({ id, regionalId, type, text }, { onSuccess, onError: (error) => isRecorded(error) && onSuccess() });
  };

  return (
    <EntryForm
      label={t('journal.write')}
      description={t('journal.help')}
      needed={t('journal.needed')}
      act={t('journal.add')}
      longest={20_000}
      text={text}
      kept={draft.state}
      write={write}
      onText={(typed) => draft.set((old) => ({ ...old, text: typed }))}
      onSend={send}
    >
      <Checkbox
        label={t('journal.decision')}
        disabled={write.isPending}
        checked={isDecision}
        onChange={(event) => {
          const ticked = event.currentTarget.checked;
          draft.set((old) => ({ ...old, isDecision: ticked }));
        }}
      />
    </EntryForm>
  );
}
