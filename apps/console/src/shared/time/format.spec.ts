import { describe, expect, it } from '@jest/globals';
import { clockText, relativeText, showsParisToo } from './format.js';

const now = new Date('2026-11-23T18:00:00Z');
const zone = 'America/Martinique';

describe('times as people read them', () => {
  it('says how long ago, in both languages', () => {
    expect(relativeText(new Date('2026-11-23T17:55:00Z'), 'fr', now)).toBe('il y a 5 minutes');
    expect(relativeText(new Date('2026-11-25T18:00:00Z'), 'en', now)).toBe('in 2 days');
    expect(relativeText(new Date('2026-11-23T17:59:30Z'), 'fr', now)).toBe('maintenant');
  });

  it('leaves out the day only when it is today in that zone', () => {
    expect(clockText(new Date('2026-11-23T17:55:00Z'), zone, 'fr', now)).toBe('13:55');
    expect(clockText(new Date('2026-11-23T02:00:00Z'), zone, 'fr', now)).toBe('22 nov., 22:00');
  });

  it('shows Paris where it differs', () => {
    expect(showsParisToo(now, zone)).toBe(true);
    expect(showsParisToo(now, 'Europe/Paris')).toBe(false);
  });
});
