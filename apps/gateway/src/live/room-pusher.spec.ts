import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Bell, JournalEntry, RoomEntries } from '#libs/contracts';
import { RoomPusher } from './room-pusher.js';

const incidentId = '0199aaaa-0000-7000-8000-000000000001';

function room(present: { agency: boolean; facility: boolean } = { agency: true, facility: true }) {
  const journal: Pick<JournalEntry, 'seq' | 'visibility'>[] = [];
  const sent: [string, number, number, number[]][] = [];
  const reads: string[] = [];
  const pusher = new RoomPusher(
    async ({ after, limit }, side) => {
      reads.push(side);
      await turn();
      if (!present[side]) return undefined;
      const found = journal.filter(
        ({ seq, visibility }) => seq > after && (side === 'agency' || visibility === 'shared'),
      );
      const items = found.slice(0, limit) as JournalEntry[];
      return { items, next: found.length > limit ? items.at(-1)!.seq : null };
    },
    ({ after, to, items }: RoomEntries, side) => sent.push([side, after, to, items.map(({ seq }) => seq)]),
  );
  const write = (visibility: 'shared' | 'agency' = 'shared') => {
    const seq = journal.length + 1;
    journal.push({ seq, visibility });
    const item = { type: 'incident.journal-written', recordId: incidentId, summary: { seq, visibility } };
    // The agency's feed and the facility's each have their item.
    return () => pusher.hear({ items: [item, item] } as unknown as Bell);
  };
  const settled = async () => {
    for (let count = 0; count < 40; count += 1) await turn();
  };
  return { pusher, write, sent, reads, settled };
}

describe('what is written in a room', () => {
  it('goes to each side once, all of it in order, and an entry of the agency’s own to the agency alone', async () => {
    const { write, sent, settled } = room();
    for (const visibility of ['shared', 'agency', 'shared'] as const) {
      write(visibility)();
      await settled();
    }
    expect(sent.filter(([side]) => side === 'agency')).toEqual([
      ['agency', 0, 1, [1]],
      ['agency', 1, 2, [2]],
      ['agency', 2, 3, [3]],
    ]);
    expect(sent.filter(([side]) => side === 'facility')).toEqual([
      ['facility', 0, 1, [1]],
      ['facility', 1, 3, [3]],
    ]);
  });

  it('is read once however many ring at once, and lacks nothing when bells are lost or come late', async () => {
    const { write, sent, reads, settled } = room({ agency: true, facility: false });
    write()();
    await settled();
    const [lost, late, last] = [write(), write(), write()];
    last();
    late();
    last();
    await settled();
    lost();
    await settled();
    expect(sent.flatMap(([, , , seqs]) => seqs)).toEqual([1, 2, 3, 4]);
    // Each piece begins where the one before it ended.
    expect(sent.map(([, after]) => after)).toEqual([0, ...sent.slice(0, -1).map(([, , to]) => to)]);
    expect(reads.filter((side) => side === 'agency').length).toBeLessThanOrEqual(3);
  });

  it('goes out in several pieces when there is much of it', async () => {
    const { write, sent, settled } = room({ agency: true, facility: false });
    write()();
    await settled();
    const bells = Array.from({ length: 250 }, () => write());
    bells.at(-1)!();
    await settled();
    expect(sent.flatMap(([, , , seqs]) => seqs)).toEqual(Array.from({ length: 251 }, (_, index) => index + 1));
    expect(sent.every(([, , , seqs]) => seqs.length <= 100)).toBe(true);
  });
});
