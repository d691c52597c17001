import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { IncidentSummary } from '#libs/contracts';
import { refresh } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';

/** So many at once: the agency's other screens go on being answered. */
const AT_ONCE = 4;
const touches = ['incidents', 'incident', 'journal', 'board'] as const;

/**
 * A few at a time; what fails is named and can be sent again, under the key that it had.
 *
 * @param intent what is sent besides: another one goes under another key
 */
export function useMany(send: (incidentId: string, key: string) => Promise<unknown>, intent = '') {
  const client = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const settled = useRef(new Set<string>());
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const [failed, setFailed] = useState<readonly IncidentSummary[]>([]);
  const [error, setError] = useState<unknown>(null);

  const one = async ({ id }: IncidentSummary) => {
    const name = `${id} ${intent}`;
    const key = keys.current.get(name) ?? newId();
    keys.current.set(name, key);
    await send(id, key);
    settled.current.add(id);
    setDone(settled.current.size);
  };
  const run = async (rows: readonly IncidentSummary[]): Promise<boolean> => {
    setBusy(true);
    setError(null);
    const waiting = rows.filter(({ id }) => !settled.current.has(id));
    const refused: IncidentSummary[] = [];
    const work = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift())
        try {
          await one(row);
        } catch (reason) {
          refused.push(row);
          setError(reason);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    setFailed(refused);
    setBusy(false);
    await refresh(client, touches);
    return refused.length === 0;
  };
  return { run, busy, done, failed, error };
}
