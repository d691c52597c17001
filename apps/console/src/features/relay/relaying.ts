import { createContext, use } from 'react';
import type { RefusalBody, RelayReceipt } from '#libs/contracts';
import type { Draft } from '../../shared/draft/useDraft.js';

/** What was scanned from another's telephone: kept here until the agency has answered. */
export interface KeptRelay {
  /** By which its codes know each other. */
  group: string;
  key: string;
  parts: string[];
  scannedAt: string;
  receipt: RelayReceipt | null;
  refusal: { status: number; body: RefusalBody } | null;
}

/** It lives with the frame of the pages, so that what was scanned leaves wherever the person goes meanwhile. */
export interface Relaying {
  kept: Draft<KeptRelay[]>;
  /** False when the same declaration is kept already. */
  add: (group: string, parts: string[]) => boolean;
  remove: (group: string) => void;
  /** Nobody answered the last attempt. */
  unanswered: boolean;
  /** Sends at once what waits. */
  now: () => void;
}

export const RelayingContext = createContext<Relaying | null>(null);

export function useRelaying(): Relaying {
  const relaying = use(RelayingContext);
  if (!relaying) throw new Error('no relaying provider');
  return relaying;
}

export const isWaiting = ({ receipt, refusal }: KeptRelay) => receipt === null && refusal === null;
