import { notifications } from '@mantine/notifications';
import { useRef } from 'react';
import type { IncidentAction } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const touches = ['incidents', 'incident', 'journal', 'board'] as const;

/** The steps of an incident that need nothing but a press. */
export type PlainAction = Exclude<IncidentAction, 'qualify'>;

/** Does steps of triage, one after the other; the outcome is said, a refusal is left to the caller's error. */
export function useIncidentActions() {
  const t = useIncidentsTexts();
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const writes = {
    take: useWrite('takeIncident', touches),
    acknowledge: useWrite('acknowledgeIncident', touches),
    resolve: useWrite('resolveIncident', touches),
    close: useWrite('closeIncident', touches),
    reopen: useWrite('reopenIncident', touches),
  };
  const failed = Object.values(writes).find((write) => write.error);
  const step = async (action: PlainAction, incidentId: string) => {
    try {
      await writes[action].mutateAsync({ incidentId });
      notifications.show({ message: t(`done.${action}`), color: 'teal' });
    } catch {
      // Said by `error`.
    }
  };
  return {
    busy: Object.values(writes).some((write) => write.isPending),
    error: failed?.error ?? null,
    act: (action: PlainAction, incidentId: string) => {
      for (const write of Object.values(writes)) write.reset();
      before.current = before.current.then(() => step(action, incidentId));
    },
  };
}
