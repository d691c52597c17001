import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Incident } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { newId } from '../../shared/ids/newId.js';
import { linkTouches } from './linkTouches.js';
import { useSimilarTexts } from './useSimilarTexts.js';

/**
 * Links incidents under a regional incident that there is, or under a new one that is named first.
 *
 * @param draftName where the name is kept while it is typed
 * @param done what is said when it is done, and what comes after
 */
export function useLinking(incident: Incident, draftName: string, done: { message: string; onClose: () => void }) {
  const t = useSimilarTexts();
  const [start] = useState(() => ({ id: newId(), title: '' }));
  const draft = useDraft(draftName, start);
  const [checked, setChecked] = useState(false);
  const create = useWrite('createRegional', linkTouches);
  const link = useWrite('linkRegional', linkTouches);
  const { id, title } = draft.value;
  const isNamed = title.trim() !== '';
  const onSuccess = () => {
    draft.clear();
    notifications.show({ message: done.message, color: 'teal' });
    done.onClose();
  };
  return {
    /** Whether somebody has tried. */
    checked,
    check: () => setChecked(true),
    under: (regionalId: string, incidentIds: string[]) => link.mutate({ regionalId, incidentIds }, { onSuccess }),
    underNew: (incidentIds: string[]) => {
      const { supplier, kind } = incident;
      if (isNamed) create.mutate({ id, title, supplier, kind, incidentIds }, { onSuccess });
    },
    name: (
      <TextInput
        label={t('linkName')}
        description={t('linkNameHelp')}
        data-autofocus
        maxLength={200}
        value={title}
        error={checked && !isNamed && t('linkNeeded')}
        onChange={(event) => draft.set({ id, title: event.currentTarget.value })}
      />
    ),
    form: { kept: draft.state, busy: create.isPending || link.isPending, error: create.error ?? link.error },
  };
}
