import { describe, expect, it } from '@jest/globals';
import { Id } from '#libs/contracts';
import { newId } from './newId.js';

describe('newId', () => {
  it('is a UUIDv7 that the contracts accept, in the order of time', () => {
    const earlier = newId(1_700_000_000_000);
    const later = newId(1_700_000_000_001);
    expect(Id.safeParse(earlier).success).toBe(true);
    expect(earlier[14]).toBe('7');
    expect(earlier < later).toBe(true);
    expect(parseInt(earlier.replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
  });
});
