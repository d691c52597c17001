import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import { nextIncidentState, type IncidentState, type IncidentSummary } from '#libs/contracts';
import { useWords } from '../../shared/vocabulary/useWords.js';
import type { PlainAction } from './useIncidentActions.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

/**
 * Steps by key on one row. They may follow one another faster than the list is read again: a row counts as being where its
 * last step leads. A key that does nothing says why.
 */
export function useSteps(current: IncidentSummary | undefined, act: (action: PlainAction, id: string) => void) {
  const t = useIncidentsTexts();
  const w = useWords();
  const ahead = useRef(new Map<string, { version: number; state: IncidentState }>());
  return (action: PlainAction) => {
    if (!current) return;
    const { id, reference, version } = current;
    const known = ahead.current.get(id);
    const from = known?.version === version ? known.state : current.state;
    const state = nextIncidentState(from, action);
    if (state) {
      ahead.current.set(id, { version, state });
      act(action, id);
      return;
    }
    notifications.show({
      message: t('action.notNow', { reference, action: t(`action.${action}`), state: w(`incidentState.${from}`) }),
      color: 'yellow',
    });
  };
}
