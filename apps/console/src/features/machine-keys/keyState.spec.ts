import { describe, expect, it } from '@jest/globals';
import { keyState } from './keyState.js';

const now = new Date('2026-11-25T12:00:00.000Z');

describe('the state of a key', () => {
  it.each([
    ['2027-11-25T12:00:00.000Z', null, 'active'],
    ['2026-12-25T12:00:00.001Z', null, 'active'],
    ['2026-12-25T12:00:00.000Z', null, 'ending'],
    ['2026-11-25T12:00:00.001Z', null, 'ending'],
    ['2026-11-25T12:00:00.000Z', null, 'expired'],
    ['2027-11-25T12:00:00.000Z', '2026-11-01T00:00:00.000Z', 'revoked'],
    ['2026-01-01T00:00:00.000Z', '2025-11-01T00:00:00.000Z', 'revoked'],
  ] as const)('that ends %s, revoked %s: %s', (expiresAt, revokedAt, state) => {
    expect(keyState({ expiresAt, revokedAt }, now)).toBe(state);
  });
});
