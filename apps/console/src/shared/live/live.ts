import { createContext, use, useEffect, useEffectEvent } from 'react';
import type { FeedItem, Present, RoomEntries } from '#libs/contracts';

export interface Live {
  state: 'connecting' | 'live' | 'offline';
  /** When the line was last known to be up. */
  lastAt: Date | null;
  subscribe: (reader: (items: readonly FeedItem[]) => void) => () => void;
  subscribeRoom: (reader: (entries: RoomEntries) => void) => () => void;
  /** Says that the person is in this crisis room; the answer leaves it. */
  enter: (incidentId: string) => () => void;
  /** Who is in the room that was entered; null while nobody has said. */
  present: Present | null;
}

export const LiveContext = createContext<Live>({
  state: 'offline',
  lastAt: null,
  subscribe: () => () => undefined,
  subscribeRoom: () => () => undefined,
  enter: () => () => undefined,
  present: null,
});

export const useLive = () => use(LiveContext);

/** Calls `reader` with what happens, as it happens. */
export function useFeed(reader: (items: readonly FeedItem[]) => void) {
  const { subscribe } = useLive();
  const latest = useEffectEvent(reader);
  useEffect(() => subscribe((items) => latest(items)), [subscribe]);
}

/** Calls `reader` with what is written in the room where the person is. */
export function useRoomEntries(reader: (entries: RoomEntries) => void) {
  const { subscribeRoom } = useLive();
  const latest = useEffectEvent(reader);
  useEffect(() => subscribeRoom((entries) => latest(entries)), [subscribeRoom]);
}

/** Who is in a crisis room while this component is shown, this person among them; null while the line is down. */
export function usePresence(incidentId: string): Present['people'] | null {
  const { enter, present, state } = useLive();
  useEffect(() => enter(incidentId), [enter, incidentId]);
  return state === 'live' && present?.incidentId === incidentId ? present.people : null;
}
