import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfDelay, shifted } from './delay.js';

const PARIS = 'Europe/Paris';
const MARTINIQUE = 'America/Martinique';

describe('a legal delay', () => {
  it.each([
    // Hours are elapsed time, also over the nights on which the clocks in Paris change.
    ['hours', '2026-06-10T10:20:00.000Z', 'PT24H', PARIS, '2026-06-11T10:20:00.000Z'],
    ['hours into summer time', '2026-03-28T10:00:00.000Z', 'PT24H', PARIS, '2026-03-29T10:00:00.000Z'],
    ['hours into winter time', '2026-10-24T10:00:00.000Z', 'PT72H', PARIS, '2026-10-27T10:00:00.000Z'],
    ['hours in Martinique', '2026-03-28T10:00:00.000Z', 'PT72H', MARTINIQUE, '2026-03-31T10:00:00.000Z'],
    // Months end with the day of the same number: 23:59:59.999 in the zone.
    ['a month', '2026-06-10T10:20:00.000Z', 'P1M', PARIS, '2026-07-10T21:59:59.999Z'],
    ['a month into summer time', '2026-03-10T10:20:00.000Z', 'P1M', PARIS, '2026-04-10T21:59:59.999Z'],
    ['a month into winter time', '2026-10-10T10:20:00.000Z', 'P1M', PARIS, '2026-11-10T22:59:59.999Z'],
    ['a month in Martinique', '2026-03-10T10:20:00.000Z', 'P1M', MARTINIQUE, '2026-04-11T03:59:59.999Z'],
    // The evening in Martinique is the next day in Paris: the zone decides which day it is.
    ['the evening, in Martinique', '2026-03-11T02:00:00.000Z', 'P1M', MARTINIQUE, '2026-04-11T03:59:59.999Z'],
    ['the same evening, in Paris', '2026-03-11T02:00:00.000Z', 'P1M', PARIS, '2026-04-11T21:59:59.999Z'],
    // Where the month has no such day, its last one.
    ['from 31 January', '2026-01-31T12:00:00.000Z', 'P1M', PARIS, '2026-02-28T22:59:59.999Z'],
    ['from 31 January of a leap year', '2028-01-31T12:00:00.000Z', 'P1M', PARIS, '2028-02-29T22:59:59.999Z'],
    ['from 29 February, three months', '2028-02-29T12:00:00.000Z', 'P3M', PARIS, '2028-05-29T21:59:59.999Z'],
    ['from 30 November, three months', '2027-11-30T12:00:00.000Z', 'P3M', PARIS, '2028-02-29T22:59:59.999Z'],
    ['over the turn of the year', '2026-12-31T12:00:00.000Z', 'P1M', PARIS, '2027-01-31T22:59:59.999Z'],
    ['a year from 29 February', '2028-02-29T12:00:00.000Z', 'P1Y', PARIS, '2029-02-28T22:59:59.999Z'],
    ['days over a short one', '2026-03-28T12:00:00.000Z', 'P1D', PARIS, '2026-03-29T21:59:59.999Z'],
  ])('%s', (_, from, delay, zone, end) => {
    expect(endOfDelay(from, delay, zone)).toBe(end);
  });

  const instant = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const delay = fc.constantFrom('PT0S', 'PT24H', 'PT72H', 'P1D', 'P7D', 'P1M', 'P3M', 'P1Y');
  const zone = fc.constantFrom(PARIS, MARTINIQUE, 'Indian/Reunion', 'America/Miquelon', 'Pacific/Noumea');

  it('never ends earlier for what began later, nor before it began', () => {
    fc.assert(
      fc.property(instant, instant, delay, zone, (one, other, length, where) => {
        const [earlier, later] = [one, other].sort() as [string, string];
        expect(endOfDelay(earlier, length, where) <= endOfDelay(later, length, where)).toBe(true);
        expect(endOfDelay(earlier, length, where) >= earlier).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of months ends on the same day of the month, or on the last', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 14 }), zone, (from, months, where) => {
        const dayIn = (at: string) =>
          Number(new Intl.DateTimeFormat('en', { timeZone: where, day: 'numeric' }).format(new Date(at)));
        const end = endOfDelay(from, `P${months}M`, where);
        const dayAfter = dayIn(new Date(Date.parse(end) + 1).toISOString());
        if (dayIn(end) !== dayIn(from)) {
          expect(dayIn(end)).toBeLessThan(dayIn(from));
          expect(dayAfter).toBe(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('of hours is the same number of milliseconds everywhere', () => {
    fc.assert(
      fc.property(instant, zone, (from, where) => {
        expect(Date.parse(endOfDelay(from, 'PT72H', where)) - Date.parse(from)).toBe(72 * 3_600_000);
      }),
    );
  });
});

describe('a reminder', () => {
  it.each([
    ['2026-03-29T10:00:00.000Z', '-P1D', PARIS, '2026-03-28T11:00:00.000Z'],
    ['2026-03-29T10:00:00.000Z', '-PT24H', PARIS, '2026-03-28T10:00:00.000Z'],
    ['2026-03-29T10:00:00.000Z', 'PT0S', PARIS, '2026-03-29T10:00:00.000Z'],
    ['2026-03-29T10:00:00.000Z', 'PT4H', PARIS, '2026-03-29T14:00:00.000Z'],
  ])('of %s, %s in %s, comes at %s', (due, offset, zone, at) => {
    expect(shifted(due, offset, zone)).toBe(at);
  });
});
