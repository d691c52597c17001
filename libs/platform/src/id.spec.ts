import { describe, expect, it } from '@jest/globals';
import { derivedId, newId } from './id.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('newId', () => {
  it('makes UUIDs of version 7 that carry the time', () => {
    const before = performance.timeOrigin + performance.now();
    const id = newId();
    expect(id).toMatch(UUID_V7);
    const carried = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(Math.abs(carried - before)).toBeLessThan(1_000);
  });

  it('makes ids that differ and sort in the order they were made, also within a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  });
});

describe('derivedId', () => {
  it('makes the same UUID of version 8 from the same text, and another from another', () => {
    expect(derivedId('vigie')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedId('vigie')).toBe(derivedId('vigie'));
    expect(derivedId('vigie ')).not.toBe(derivedId('vigie'));
  });
});
