import { useEffect, useState } from 'react';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useIdentity } from '../../shared/session/session.js';

const READERS_EVERY_MS = 20_000;
/** Shorter is no reading. */
const READ_AFTER_MS = 2_000;

/**
 * Who has read the room, and that this person has: as long as the page is before their eyes.
 *
 * @param last position of the newest entry, 0 while it is not known
 * @returns where the person's last visit ended, fixed while the room is open; null when this is the first
 */
export function useReading(incidentId: string, last: number) {
  const { personId } = useIdentity();
  const { data } = useRead('roomReaders', { incidentId }, { everyMs: READERS_EVERY_MS });
  const { mutate } = useWrite('readRoom', ['roomReaders']);
  const own = data?.readers.find((reader) => reader.personId === personId);
  const [visit, setVisit] = useState<{ since: number | null } | null>(null);
  if (visit === null && data) setVisit({ since: own?.seq ?? null });
  const read = own?.seq ?? 0;

  useEffect(() => {
    if (!data || last <= read) return undefined;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') mutate({ incidentId, seq: last });
    }, READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [data, incidentId, last, mutate, read]);

  return { readers: data?.readers ?? [], since: visit?.since ?? null };
}
