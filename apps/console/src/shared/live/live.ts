import { createContext, use, useEffect, useEffectEvent } from 'react';
import type { FeedItem } from '#libs/contracts';

export interface Live {
  state: 'connecting' | 'live' | 'offline';
  /** When the line was last known to be up. */
  lastAt: Date | null;
  subscribe: (reader: (items: readonly FeedItem[]) => void) => () => void;
}

export const LiveContext = createContext<Live>({ state: 'offline', lastAt: null, subscribe: () => () => undefined });

export const useLive = () => use(LiveContext);

/** Calls `reader` with what happens, as it happens. */
export function useFeed(reader: (items: readonly FeedItem[]) => void) {
  const { subscribe } = useLive();
  const latest = useEffectEvent(reader);
  useEffect(() => subscribe((items) => latest(items)), [subscribe]);
}
