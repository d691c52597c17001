import { describe, expect, it } from '@jest/globals';
import { LimitedMap } from './limited-map.js';

describe('LimitedMap', () => {
  it('forgets what was used longest ago', () => {
    const map = new LimitedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
  });
});
