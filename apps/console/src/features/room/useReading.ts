import { useEffect, useRef, useState } from 'react';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useIdentity } from '../../shared/session/session.js';

const READERS_EVERY_MS = 20_000;
/** Shorter is no reading. */
const READ_AFTER_MS = 2_000;
/** In a lively room two hundred people read at once: nobody says so more often. */
const SAID_EVERY_MS = 15_000;

/**
 * Who has read the room, and that this person has: as long as the page is before their eyes.
 *
 * @param last position of the newest entry, 0 while it is not known
 * @returns where the person's last visit ended, fixed while the room is open; null when this is the first
 */
export function useReading(incidentId: string, last: number) {
  const { personId } = useIdentity();
  const { data } = useRead('roomReaders', { incidentId }, { everyMs: READERS_EVERY_MS });
  const { mutate } = useWrite('readRoom');
  const saidAt = useRef(-Infinity);
  const own = data?.readers.find((reader) => reader.personId === personId);
  const [visit, setVisit] = useState<{ since: number | null } | null>(null);
  if (visit === null && data) setVisit({ since: own?.seq ?? null });
  const read = own?.seq ?? 0;

  useEffect(() => {
    if (!data || last <= read) return undefined;
    const wait = Math.max(READ_AFTER_MS, saidAt.current + SAID_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      saidAt.current = performance.now();
      mutate({ incidentId, seq: last });
    }, wait);
    return () => clearTimeout(timer);
  }, [data, incidentId, last, mutate, read]);

  const others = data?.readers.filter((reader) => reader.personId !== personId) ?? [];
  return { others, since: visit?.since ?? null };
}
