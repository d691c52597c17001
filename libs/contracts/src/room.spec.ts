import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JournalEntry } from './journal.js';
import { roomOf } from './room.js';

const uuid = (number: number) => `0199aaaa-0000-7000-8000-${String(number).padStart(12, '0')}`;

function entry(seq: number, part: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: uuid(seq),
    incidentId: uuid(0),
    seq,
    type: 'note',
    visibility: 'shared',
    authorSide: 'agency',
    authorId: null,
    text: `entry ${seq}`,
    details: {},
    topic: null,
    tlp: null,
    mentions: [],
    at: new Date(seq * 1000).toISOString(),
    ...part,
  };
}
const about = (seq: number, type: 'edited' | 'pinned' | 'unpinned', entryId: string, text: string | null = null) =>
  entry(seq, { type, details: { entryId }, text });

/** A journal of any length: notes, and entries about earlier ones. */
const journals = fc
  .array(fc.record({ type: fc.constantFrom('note', 'edited', 'pinned', 'unpinned'), on: fc.nat() }), { maxLength: 40 })
  .map((drawn) => {
    const notes: string[] = [];
    return drawn.map(({ type, on }, index) => {
      const seq = index + 1;
      if (type === 'note' || notes.length === 0) {
        notes.push(uuid(seq));
        return entry(seq);
      }
      return about(seq, type as 'edited', notes[on % notes.length]!, `wording ${seq}`);
    });
  });

describe('a room', () => {
  it('shows each entry once, in its last wording, with its pin', () => {
    const first = uuid(1);
    const shown = roomOf([
      entry(1, { topic: 'Réseau' }),
      entry(2),
      about(3, 'edited', first, 'Le pare-feu est isolé.'),
      about(4, 'pinned', first),
      about(5, 'edited', first, 'Le pare-feu est isolé depuis 03:10.'),
    ]);
    expect(shown.map(({ id, text, wordings, pinned, editedAt }) => [id, text, wordings, pinned, editedAt])).toEqual([
      [first, 'Le pare-feu est isolé depuis 03:10.', 3, true, '1970-01-01T00:00:05.000Z'],
      [uuid(2), 'entry 2', 1, false, null],
    ]);
  });

  it('is the same in whatever order the entries came, and says what the last of them said', () => {
    fc.assert(
      fc.property(journals, fc.integer(), (journal, seed) => {
        const shuffled = journal.toSorted((one, other) => ((one.seq * seed) % 7) - ((other.seq * seed) % 7));
        const shown = roomOf(journal);
        expect(roomOf(shuffled)).toEqual(shown);
        expect(shown.map(({ id }) => id)).toEqual(journal.filter(({ type }) => type === 'note').map(({ id }) => id));
        for (const { id, text, pinned } of shown) {
          const own = journal.filter(({ details }) => details['entryId'] === id);
          const said = own.findLast(({ type }) => type === 'edited');
          expect(text).toBe(said?.text ?? journal.find((note) => note.id === id)?.text);
          expect(pinned).toBe(own.findLast(({ type }) => type !== 'edited')?.type === 'pinned');
        }
      }),
    );
  });

  it('read page by page is what it is read at once', () => {
    fc.assert(
      fc.property(journals, fc.nat(), (journal, cut) => {
        const at = cut % (journal.length + 1);
        const newer = journal.slice(at);
        // The newer page came first; what it says of older entries waits for them.
        expect(roomOf(newer).every(({ seq }) => seq > at)).toBe(true);
        expect(roomOf([...newer, ...journal.slice(0, at)])).toEqual(roomOf(journal));
      }),
    );
  });
});
