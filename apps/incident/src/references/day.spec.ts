import { describe, expect, it } from '@jest/globals';
import { lastMinuteOf } from './day.js';

describe('the last minute of a day', () => {
  it.each([
    ['America/Martinique', '2026-12-15', '2026-12-16T03:59:00.000Z'],
    ['Europe/Paris', '2026-12-15', '2026-12-15T22:59:00.000Z'],
    ['Europe/Paris', '2026-07-15', '2026-07-15T21:59:00.000Z'],
    // Clocks change in the night before and in the night after.
    ['Europe/Paris', '2026-03-29', '2026-03-29T21:59:00.000Z'],
    ['Europe/Paris', '2026-03-28', '2026-03-28T22:59:00.000Z'],
    ['Europe/Paris', '2026-10-25', '2026-10-25T22:59:00.000Z'],
    ['Indian/Reunion', '2026-12-31', '2026-12-31T19:59:00.000Z'],
    ['UTC', '2028-02-29', '2028-02-29T23:59:00.000Z'],
  ])('in %s on %s', (zone, day, instant) => {
    expect(lastMinuteOf(day, zone)).toBe(instant);
  });
});
