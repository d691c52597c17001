import type { RegimeVersion } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { amountOf, delayOf, formOf, read } from './form.js';

const regime: RegimeVersion = {
  code: 'nis2',
  version: 1,
  validFrom: '2000-01-01T00:00:00.000Z',
  validTo: null,
  savedAt: '2000-01-01T00:00:00.000Z',
  definition: {
    name: { fr: 'NIS 2', en: 'NIS 2' },
    basis: { fr: 'Article 23', en: 'Article 23' },
    toConfirm: false,
    zone: 'paris',
    applies: [[{ fact: 'nis2', yes: ['essential'], perhaps: [] }]],
    stages: [
      {
        code: 'early-warning',
        name: { fr: 'Alerte précoce', en: 'Early warning' },
        authorities: ['anssi'],
        due: { from: 'aware', stage: null, delay: 'PT24H', ongoing: 'any', afterEnd: null },
        coveredBy: [],
        reminders: ['-PT6H', 'PT0S'],
      },
    ],
  },
};
const tomorrow = new Date('2026-11-26T10:00:00Z');
const form = () => formOf(regime, tomorrow);

describe('a new version of a regime', () => {
  it('begins as the one that it follows, from tomorrow in Paris', () => {
    const written = read(form(), regime);
    expect(written).toEqual({
      body: { code: 'nis2', validFrom: '2026-11-25T23:00:00.000Z', validTo: null, definition: regime.definition },
    });
  });

  it('takes over what is written', () => {
    const changed = form();
    changed.stages[0] = {
      delay: { count: '2', unit: 'days' },
      afterEnd: null,
      reminders: '-P1D,PT0S , P1D',
      authorities: ['anssi', 'ars'],
    };
    const written = read({ ...changed, validTo: '2027-06-01T00:00' }, regime);
    expect(written).toMatchObject({
      body: {
        validTo: '2027-05-31T22:00:00.000Z',
        definition: {
          stages: [{ due: { delay: 'P2D' }, reminders: ['-P1D', 'PT0S', 'P1D'], authorities: ['anssi', 'ars'] }],
        },
      },
    });
  });

  it.each([
    ['no date', { validFrom: '' }, ['validFrom']],
    ['conditions that are no JSON', { applies: '{' }, ['definition.applies']],
    [
      'conditions that nobody knows',
      { applies: '[[{"fact":"weather","yes":["rain"]}]]' },
      ['definition.applies.0.0.fact'],
    ],
  ])('is refused with %s, and says where', (_, part, places) => {
    expect(read({ ...form(), ...part }, regime)).toEqual({ places });
  });
});

describe('a delay', () => {
  it.each(['PT0S', 'PT72H', 'P3D', 'P1M'])('%s can be written by hand and back', (delay) => {
    const amount = amountOf(delay);
    expect(amount && delayOf(amount)).toBe(delay);
  });

  it('of another form is left as it is', () => {
    expect(amountOf('P1Y2M')).toBeNull();
  });
});
