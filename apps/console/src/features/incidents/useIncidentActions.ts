import { notifications } from '@mantine/notifications';
import type { IncidentAction } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { useIncidentsTexts } from './useIncidentsTexts.js';

const touches = ['incidents', 'incident', 'journal', 'board'] as const;

/** The steps of an incident that need nothing but a press. */
export type PlainAction = Exclude<IncidentAction, 'qualify'>;

/** Does a step of triage; the outcome is said, a refusal is left to the caller's error. */
export function useIncidentActions() {
  const t = useIncidentsTexts();
  const writes = {
    take: useWrite('takeIncident', touches),
    acknowledge: useWrite('acknowledgeIncident', touches),
    resolve: useWrite('resolveIncident', touches),
    close: useWrite('closeIncident', touches),
    reopen: useWrite('reopenIncident', touches),
  };
  const failed = Object.values(writes).find((write) => write.error);
  return {
    busy: Object.values(writes).some((write) => write.isPending),
    error: failed?.error ?? null,
    act: (action: PlainAction, incidentId: string) => {
      for (const write of Object.values(writes)) write.reset();
      writes[action].mutate(
        { incidentId },
        { onSuccess: () => notifications.show({ message: t(`done.${action}`), color: 'teal' }) },
      );
    },
  };
}
