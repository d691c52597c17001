import { describe, expect, it } from '@jest/globals';
import { bandsOfScore, bandsOfTime, stepsAfter } from './incident.words.js';

describe('the bands of a search in words', () => {
  it('follow each other without a gap, week after week', () => {
    const bands = bandsOfTime(new Date('2026-11-30T08:00:00Z'));
    expect(bands.next(0, 1)).toEqual({ words: ['week:2969'] });
    expect(bands.next(1, 3)).toEqual({ words: ['week:2968', 'week:2967', 'week:2966'] });
    const left = bands.left(4);
    if (!('left' in left)) throw new Error('no filter');
    expect(left.left({ where: 'true', values: [], isNarrow: false })).toMatchObject({
      where: 'true AND (recorded_at < $1)',
      values: [new Date(2966 * 7 * 24 * 3_600_000)],
    });
  });

  it('follow each other score after score', () => {
    const bands = bandsOfScore(100);
    expect(bands.next(1, 2)).toEqual({ words: ['score:99', 'score:98'] });
    const left = bands.left(3);
    if (!('left' in left)) throw new Error('no filter');
    expect(left.left({ where: 'true', values: [], isNarrow: false }).values).toEqual([98]);
  });

  it('are as wide as what was found makes likely, and never much wider than the last', () => {
    expect(stepsAfter(1, 1, 0, 1_001)).toBe(3);
    expect(stepsAfter(3, 4, 2, 1_001)).toBe(9);
    expect(stepsAfter(9, 13, 500, 1_001)).toBe(15);
    expect(stepsAfter(9, 13, 1_000, 1_001)).toBe(1);
  });
});
