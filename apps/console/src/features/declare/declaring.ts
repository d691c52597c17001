import { createContext, use } from 'react';
import type { DeclarationInput, Identity } from '#libs/contracts';
import type { Draft } from '../../shared/draft/useDraft.js';
import type { Declared, DeclareDraft } from './draft.js';
import type { Sending } from './useSending.js';

/** The one declaration at hand: it lives with the frame of the pages, so that it is sent wherever the person goes meanwhile. */
export interface Declaring {
  facilities: Identity['facilities'];
  draft: Draft<DeclareDraft>;
  sending: Sending;
  send: (declaration: DeclarationInput) => void;
  now: () => void;
  stop: () => void;
  startOver: () => void;
  /** The last receipt, and the visit to the page (its location's key) in which it came. */
  last: Draft<Declared | null>;
  arrivedIn: string | null;
}

export const DeclaringContext = createContext<Declaring | null>(null);

/** Null for who may not declare. */
export const useDeclaring = () => use(DeclaringContext);

/** Whether a declaration was sent that nobody has confirmed. */
export function useUnsent(): boolean {
  const declaring = useDeclaring();
  return declaring !== null && declaring.draft.ready && declaring.draft.value.unconfirmed;
}
