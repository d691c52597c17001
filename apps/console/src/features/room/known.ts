import type { JournalEntry } from '#libs/contracts';

/** What this console has of a journal. */
export interface Known {
  /** By position; nothing that the person may see is missing between the first and `upTo`. */
  entries: readonly JournalEntry[];
  /** Where to go on backwards; null once the first entry is there. */
  before: number | null;
  /** How far it is complete. */
  upTo: number;
}

/** Whether something up to that position may be missing. */
export const lacks = ({ upTo }: Known, position: number): boolean => upTo < position;

/** With what came after, complete up to a position. What is there already changes nothing. */
export const grown = (known: Known, fresh: readonly JournalEntry[], to: number): Known => ({
  ...known,
  entries: merged(known.entries, fresh),
  upTo: Math.max(known.upTo, to),
});

/** With the page before. */
export const withEarlier = (known: Known, page: readonly JournalEntry[], before: number | null): Known => ({
  ...known,
  entries: merged(page, known.entries),
  before,
});

function merged(older: readonly JournalEntry[], newer: readonly JournalEntry[]): JournalEntry[] {
  const bySeq = new Map([...older, ...newer].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].toSorted((one, other) => one.seq - other.seq);
}
