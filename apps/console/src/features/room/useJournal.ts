import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { roomOf, type JournalEntry } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';

const PAGE = 100;
const CATCH_UP = 500;

interface Known {
  /** By position, without a gap from the first of them to the last. */
  entries: readonly JournalEntry[];
  /** Where to go on backwards; null once the first entry is there. */
  before: number | null;
}

/**
 * The journal of an incident, from the newest entry backwards. What happens meanwhile is caught up from the last position that is known: of
 * two thousand entries nobody reads all again because of one.
 */
export function useJournal(incidentId: string) {
  const client = useQueryClient();
  const [isLoading, setLoading] = useState(false);
  const query = useQuery<Known, ApiError>({
    queryKey: keyOf(incidentId),
    queryFn: ({ signal }) => catchUp(client, incidentId, signal),
  });
  const { data } = query;
  const room = useMemo(() => (data ? roomOf(data.entries) : undefined), [data]);

  const showEarlier = async () => {
    if (data?.before === null || data === undefined) return;
    setLoading(true);
    try {
      const page = await call('earlierJournal', { incidentId, before: data.before, limit: PAGE });
      client.setQueryData<Known>(keyOf(incidentId), (now) => ({
        entries: merged(page.items, now?.entries ?? []),
        before: page.before,
      }));
    } finally {
      setLoading(false);
    }
  };
  return {
    /** Entries in their last wording, the oldest first. */
    room,
    /** The newest as it was written, an entry about another too. */
    last: data?.entries.at(-1) ?? null,
    hasEarlier: data !== undefined && data.before !== null,
    isLoading,
    showEarlier,
    /** For `Loaded`. */
    from: { data: room, error: query.error, refetch: query.refetch },
  };
}

/** Under the name of the route: what makes a journal out of date finds it. */
const keyOf = (incidentId: string) => ['journal', { room: incidentId }] as const;

async function catchUp(client: QueryClient, incidentId: string, signal: AbortSignal): Promise<Known> {
  const known = client.getQueryData<Known>(keyOf(incidentId));
  if (!known) {
    const { items, before } = await call('earlierJournal', { incidentId, limit: PAGE }, { signal });
    return { entries: items, before };
  }
  const fresh: JournalEntry[] = [];
  let after: number | null = known.entries.at(-1)?.seq ?? 0;
  while (after !== null) {
    const page: { items: JournalEntry[]; next: number | null } = await call(
      'journal',
      { incidentId, after, limit: CATCH_UP },
      { signal },
    );
    fresh.push(...page.items);
    after = page.next;
  }
  // Earlier ones may have come meanwhile.
  const now = client.getQueryData<Known>(keyOf(incidentId)) ?? known;
  return fresh.length === 0 ? now : { ...now, entries: merged(now.entries, fresh) };
}

function merged(older: readonly JournalEntry[], newer: readonly JournalEntry[]): JournalEntry[] {
  const bySeq = new Map([...older, ...newer].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq);
}
