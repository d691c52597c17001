import type { JournalEntry } from './journal.js';

/** An entry as it reads now. */
export interface RoomEntry extends JournalEntry {
  /** How many wordings it has had. */
  wordings: number;
  /** When it was last worded; null while nobody has changed it. */
  editedAt: string | null;
  pinned: boolean;
}

/**
 * A journal as a room shows it: each entry in its last wording and with its pin, in the order of its first. Entries about one that is not
 * among them are left out: they belong to an earlier page, which brings it.
 *
 * @param entries in any order
 */
export function roomOf(entries: readonly JournalEntry[]): RoomEntry[] {
  const room = new Map<string, RoomEntry>();
  for (const entry of entries.toSorted((one, other) => one.seq - other.seq)) {
    const about = aboutOf(entry);
    if (about === null) {
      room.set(entry.id, { ...entry, wordings: 1, editedAt: null, pinned: false });
      continue;
    }
    const known = room.get(about);
    if (known) room.set(about, after(known, entry));
  }
  return [...room.values()];
}

/** The entry that this one is about; null for one that stands for itself. */
export function aboutOf({ type, details }: Pick<JournalEntry, 'type' | 'details'>): string | null {
  return type === 'edited' || type === 'pinned' || type === 'unpinned' ? String(details['entryId']) : null;
}

function after(known: RoomEntry, { type, text, topic, tlp, at }: JournalEntry): RoomEntry {
  if (type !== 'edited') return { ...known, pinned: type === 'pinned' };
  return { ...known, text, topic, tlp, editedAt: at, wordings: known.wordings + 1 };
}
