import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PARIS, fromLocalInput, sameWall, toLocalInput } from './zones.js';

describe('zones', () => {
  it('writes and reads the clock of a territory', () => {
    const instant = new Date('2026-11-23T23:30:00.000Z');
    expect(toLocalInput(instant, 'America/Martinique')).toBe('2026-11-23T19:30');
    expect(toLocalInput(instant, PARIS)).toBe('2026-11-24T00:30');
    expect(fromLocalInput('2026-11-23T19:30', 'America/Martinique')).toEqual(instant);
  });

  it('comes back to the same minute at any time where no hour is repeated', () => {
    const minute = fc.integer({ min: 0, max: 40_000_000 }).map((count) => new Date(count * 60_000));
    fc.assert(
      fc.property(minute, (instant) => {
        const text = toLocalInput(instant, 'America/Martinique');
        expect(toLocalInput(fromLocalInput(text, 'America/Martinique')!, 'America/Martinique')).toBe(text);
      }),
    );
  });

  it('refuses what is not a date', () => {
    expect(fromLocalInput('', PARIS)).toBeNull();
    expect(fromLocalInput('hier', PARIS)).toBeNull();
  });

  it('knows when two clocks agree', () => {
    expect(sameWall(new Date('2026-11-23T10:00:00Z'), PARIS, 'Europe/Madrid')).toBe(true);
    expect(sameWall(new Date('2026-11-23T10:00:00Z'), PARIS, 'America/Martinique')).toBe(false);
  });
});
