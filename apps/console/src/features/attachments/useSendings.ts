import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { refresh } from '../../shared/api/queries.js';
import { type Sending, sendings, watchSendings, whenStored } from './sending.js';

/** The files of this incident that are on their way from here. */
export function useSendings(incidentId: string): Sending[] {
  const client = useQueryClient();
  useEffect(() => {
    whenStored(() => void refresh(client, ['attachments', 'attachment', 'journal']));
  }, [client]);
  const all = useSyncExternalStore(watchSendings, sendings);
  return all.filter((sending) => sending.incidentId === incidentId);
}

/** Asks before the page is left while files are on their way. */
export function useLeaveWarning(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isSending]);
}
