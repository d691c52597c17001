import { describe, expect, it } from '@jest/globals';
import { Instant } from './common.js';

describe('an instant', () => {
  it.each([
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['2026-11-24T02:00:00-04:00', '2026-11-24T06:00:00.000Z'],
    ['9998-12-31T23:59:59.999Z', '9998-12-31T23:59:59.999Z'],
  ])('%s is taken', (text, at) => {
    expect(Instant.parse(text)).toBe(at);
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '9998-12-31T23:59:59-14:00',
    '9999-12-31T23:59:59-14:00',
    '2026-02-30T00:00:00Z',
    'yesterday',
  ])('%s is refused in one place', (text) => {
    expect(Instant.safeParse(text).error?.issues).toHaveLength(1);
  });
});
