import { describe, expect, it } from '@jest/globals';
import { Reference } from '#libs/contracts';
import { referenceOf, seriesOf } from './reference.js';

const martinique = { code: '972', name: 'Martinique', zone: 'America/Martinique' };
const guadeloupe = { code: '971', name: 'Guadeloupe', zone: 'America/Guadeloupe' };
const noon = new Date('2026-11-24T12:00:00.000Z');

describe('the reference of an advisory', () => {
  it.each([
    ['real', [martinique], '972-A-2026-0007'],
    ['exercise', [martinique], '972-A-X-2026-0007'],
    ['real', [guadeloupe, martinique], 'ARS-A-2026-0007'],
    ['exercise', [], 'ARS-A-X-2026-0007'],
  ] as const)('of kind %s', (kind, territories, reference) => {
    expect(referenceOf(seriesOf(kind, territories, noon), 7)).toBe(reference);
    expect(Reference.safeParse(reference).success).toBe(true);
  });

  it('has the year of the territory', () => {
    const newYearInParis = new Date('2026-12-31T23:30:00.000Z');
    expect(seriesOf('real', [martinique], newYearInParis).year).toBe(2026);
    expect(seriesOf('real', [], newYearInParis).year).toBe(2027);
  });
});
