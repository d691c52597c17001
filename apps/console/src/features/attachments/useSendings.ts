import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { refresh } from '../../shared/api/queries.js';
import { sendings } from './sending.js';
import type { Sending } from './sendingQueue.js';

/** The files of this incident that are on their way from here. */
export function useSendings(incidentId: string): Sending[] {
  const client = useQueryClient();
  useEffect(() => {
    sendings.whenStored(() => void refresh(client, ['attachments', 'attachment', 'journal']));
  }, [client]);
  const all = useSyncExternalStore(sendings.watch, sendings.all);
  return all.filter((sending) => sending.incidentId === incidentId);
}
