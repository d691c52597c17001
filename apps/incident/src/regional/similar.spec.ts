import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { similarCounts } from './similar.js';

const linked = (...facilities: string[]) => facilities.map((facilityId, index) => ({ id: `i${index}`, facilityId }));

describe('similarCounts', () => {
  it('tells nothing to three facilities, and three to each of four', () => {
    expect([...similarCounts(linked('a', 'b', 'c')).values()]).toEqual([null, null, null]);
    expect([...similarCounts(linked('a', 'b', 'c', 'd')).values()]).toEqual([3, 3, 3, 3]);
  });

  it('does not count a facility’s own declarations', () => {
    expect([...similarCounts(linked('a', 'a', 'b', 'c', 'd')).values()]).toEqual([3, 3, 4, 4, 4]);
  });

  it('tells nothing of one neighbour who declares three times', () => {
    expect([...similarCounts(linked('a', 'b', 'b', 'b')).values()]).toEqual([null, null, null, null]);
  });

  it('is the true count of others when three other facilities are among them, else null', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e')), (facilities) => {
        const all = linked(...facilities);
        for (const [id, count] of similarCounts(all)) {
          const own = all.find((one) => one.id === id)?.facilityId;
          const others = all.filter(({ facilityId }) => facilityId !== own);
          const neighbours = new Set(others.map(({ facilityId }) => facilityId)).size;
          expect(count).toBe(neighbours >= 3 ? others.length : null);
        }
      }),
    );
  });
});
