import { describe, expect, it } from '@jest/globals';
import { Batcher } from './batcher.js';

function recording(answers: Record<string, number>, most = 100) {
  const asked: string[][] = [];
  const batcher = new Batcher<string, number>(async (keys) => {
    asked.push(keys);
    return new Map(Object.entries(answers).filter(([key]) => keys.includes(key)));
  }, most);
  return { asked, batcher };
}

describe('questions asked at about the same time', () => {
  it('are one, and each gets its own answer', async () => {
    const { asked, batcher } = recording({ a: 1, b: 2 });
    expect(await Promise.all(['a', 'b', 'a', 'c'].map((key) => batcher.get(key)))).toEqual([1, 2, 1, undefined]);
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect(await batcher.get('a')).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('are no more than the most', async () => {
    const { asked, batcher } = recording({}, 2);
    await Promise.all(['a', 'b', 'c'].map((key) => batcher.get(key)));
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('fail together, and the next ones do not', async () => {
    let broken = true;
    const batcher = new Batcher<string, number>(async () => {
      if (broken) throw new Error('away');
      return new Map([['a', 1]]);
    }, 10);
    await expect(Promise.all([batcher.get('a'), batcher.get('b')])).rejects.toThrow('away');
    broken = false;
    expect(await batcher.get('a')).toBe(1);
  });
});
