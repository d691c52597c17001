import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { roomOf, type JournalEntry } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { call } from '../../shared/api/call.js';
import { useFeed, useLive, useRoomEntries } from '../../shared/live/live.js';
import { grown, lacks, withEarlier, type Known } from './known.js';

const PAGE = 100;
const CATCH_UP = 500;
/** In a room an entry comes by itself, soon after its bell; only what does not come is asked for. */
const PUSHED_WITHIN_MS = 1_500;

/**
 * The journal of an incident, from the newest entry backwards. What happens meanwhile is caught up from the last position that is known: of
 * two thousand entries nobody reads all again because of one.
 */
export function useJournal(incidentId: string) {
  const client = useQueryClient();
  const { present } = useLive();
  const [isLoading, setLoading] = useState(false);
  const query = useQuery<Known, ApiError>({
    queryKey: keyOf(incidentId),
    queryFn: ({ signal }) => catchUp(client, incidentId, signal),
  });
  const { data, refetch } = query;
  const room = useMemo(() => (data ? roomOf(data.entries) : undefined), [data]);

  useRoomEntries((piece) => {
    if (piece.incidentId !== incidentId || !data) return;
    if (lacks(data, piece.after)) void refetch();
    else client.setQueryData<Known>(keyOf(incidentId), (now) => now && grown(now, piece.items, piece.to));
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useFeed((items) => {
    const seq = items.reduce((most, item) => Math.max(most, seqOf(item, incidentId)), 0);
    if (seq === 0) return;
    const ask = () => {
      const now = client.getQueryData<Known>(keyOf(incidentId));
      if (!now || lacks(now, seq)) void refetch();
    };
    clearTimeout(timer.current);
    if (present?.incidentId === incidentId) timer.current = setTimeout(ask, PUSHED_WITHIN_MS);
    else ask();
  });

  const showEarlier = async () => {
    if (data?.before === null || data === undefined) return;
    setLoading(true);
    try {
      const page = await call('earlierJournal', { incidentId, before: data.before, limit: PAGE });
      client.setQueryData<Known>(keyOf(incidentId), (now) => now && withEarlier(now, page.items, page.before));
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
    from: { data: room, error: query.error, refetch },
  };
}

/** Under the name of the route: what makes a journal out of date finds it. */
const keyOf = (incidentId: string) => ['journal', { room: incidentId }] as const;

function seqOf(
  { type, recordId, summary }: { type: string; recordId: string; summary: Record<string, unknown> },
  incidentId: string,
) {
  return type === 'incident.journal-written' && recordId === incidentId ? Number(summary.seq) : 0;
}

async function catchUp(client: QueryClient, incidentId: string, signal: AbortSignal): Promise<Known> {
  const known = client.getQueryData<Known>(keyOf(incidentId));
  if (!known) {
    const { items, before } = await call('earlierJournal', { incidentId, limit: PAGE }, { signal });
    return { entries: items, before, upTo: items.at(-1)?.seq ?? 0 };
  }
  const fresh: JournalEntry[] = [];
  let after: number | null = known.upTo;
  while (after !== null) {
    const page: { items: JournalEntry[]; next: number | null } = await call(
      'journal',
      { incidentId, after, limit: CATCH_UP },
      { signal },
    );
    fresh.push(...page.items);
    after = page.next;
  }
  // Earlier ones, and pushed ones, may have come meanwhile.
  const now = client.getQueryData<Known>(keyOf(incidentId)) ?? known;
  return fresh.length === 0 ? now : grown(now, fresh, fresh.at(-1)!.seq);
}
