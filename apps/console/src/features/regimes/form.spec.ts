import { Authority, Fact, RegimeDefinition, type RegimeVersion } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, delayOf, offsetOf, reminderOf } from './amount.js';
import { type RegimeForm, formOf, keyed, newStage, newTest, read } from './form.js';

const definition: RegimeDefinition = {
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
};
const versionOf = (of: RegimeDefinition): RegimeVersion => ({
  code: 'nis2',
  version: 1,
  validFrom: '2000-01-01T00:00:00.000Z',
  validTo: null,
  savedAt: '2000-01-01T00:00:00.000Z',
  definition: of,
});
const tomorrow = new Date('2026-11-26T10:00:00Z');
const form = () => formOf(versionOf(definition), tomorrow);
const withStage = (part: Partial<RegimeForm['stages'][number]>): RegimeForm => ({
  ...form(),
  stages: form().stages.map((stage) => ({ ...stage, ...part })),
});

const part = (most: number) => fc.integer({ min: 0, max: most });
const delay = fc.oneof(
  fc.constantFrom('PT0S', 'P0D', 'PT007H', 'PT90S', 'P1Y2M', 'P1M3D', 'PT1H30M'),
  part(9999).map((hours) => `PT${hours}H`),
  part(9999).map((minutes) => `PT${minutes}M`),
  part(999).map((days) => `P${days}D`),
  part(999).map((months) => `P${months}M`),
);
const offset = fc
  .tuple(fc.constantFrom('', '-'), delay)
  .filter(([, written]) => !written.includes('Y'))
  .map((parts) => parts.join(''));
const words = fc.record({ fr: fc.constantFrom('Étape', 'Œuvre'), en: fc.constantFrom('Stage', 'A') });
const answers = fc.uniqueArray(fc.constantFrom('yes', 'no', 'unknown', 'essential', 'weather'), { maxLength: 4 });
const test = fc.record({
  fact: fc.constantFrom(...Fact.options),
  yes: answers.filter((chosen) => chosen.length > 0),
  perhaps: answers,
});
const codes = ['declaration', 'notification', 'progress', 'final'];
const stage = (index: number, all: readonly string[]) =>
  fc
    .record({
      name: words,
      authorities: fc.uniqueArray(fc.constantFrom(...Authority.options)),
      from: fc.constantFrom('aware', 'request', ...(index > 0 ? (['stage'] as const) : [])),
      earlier: part(Math.max(index - 1, 0)),
      delay,
      ongoing: fc.constantFrom('any', 'only', 'after-end'),
      afterEnd: delay,
      coveredBy: fc.subarray(all.filter((code) => code !== all[index])),
      reminders: fc.array(offset, { maxLength: 8 }),
    })
    .map(({ from, earlier, delay: length, ongoing, afterEnd, ...same }) => ({
      ...same,
      code: all[index] ?? '',
      due: {
        from,
        stage: from === 'stage' ? (all[earlier] ?? null) : null,
        delay: length,
        ongoing,
        afterEnd: ongoing === 'after-end' ? afterEnd : null,
      },
    }));
const anyDefinition = fc.integer({ min: 1, max: codes.length }).chain((count) =>
  fc.record({
    name: words,
    basis: words,
    toConfirm: fc.boolean(),
    zone: fc.constantFrom('territory' as const, 'paris' as const),
    applies: fc.array(fc.array(test, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    stages: fc.tuple(...codes.slice(0, count).map((_, index) => stage(index, codes.slice(0, count)))),
  }),
);

describe('a new version of a regime', () => {
  it('begins as the one that it follows, from tomorrow in Paris', () => {
    expect(read(form(), 'nis2')).toEqual({
      body: { code: 'nis2', validFrom: '2026-11-25T23:00:00.000Z', validTo: null, definition },
    });
  });

  it('loses nothing of any regime, whatever its conditions and delays', () => {
    fc.assert(
      fc.property(anyDefinition, (regime) => {
        const valid = RegimeDefinition.parse(regime);
        const kept = JSON.parse(JSON.stringify(formOf(versionOf(valid), tomorrow))) as RegimeForm;
        expect(read(kept, 'nis2')).toHaveProperty('body.definition', valid);
      }),
    );
  });

  it('takes over what is written', () => {
    const changed = withStage({
      delay: { count: ' 2 ', unit: 'days' },
      reminders: ['-P1D', 'PT0S'].map((one) => keyed(reminderOf(one))),
      authorities: ['anssi', 'ars'],
    });
    const added = { ...newStage(), code: 'final', nameFr: 'Rapport', nameEn: 'Report', from: 'stage' as const };
    const written = {
      ...changed,
      validTo: '2027-06-01T00:00',
      groups: [...changed.groups, keyed({ tests: [newTest()] })],
      stages: [...changed.stages, { ...added, after: 'early-warning', coveredBy: ['early-warning'] }],
    };
    expect(read(written, 'nis2')).toMatchObject({
      body: {
        validTo: '2027-05-31T22:00:00.000Z',
        definition: {
          applies: [[{ fact: 'nis2' }], [{ fact: 'malicious', yes: ['yes'], perhaps: [] }]],
          stages: [
            { due: { delay: 'P2D' }, reminders: ['-P1D', 'PT0S'], authorities: ['anssi', 'ars'] },
            { code: 'final', due: { from: 'stage', stage: 'early-warning', delay: 'PT24H' }, reminders: ['PT0S'] },
          ],
        },
      },
    });
  });

  it.each<[string, RegimeForm, Record<string, string>]>([
    ['no date', { ...form(), validFrom: '' }, { validFrom: 'date' }],
    ['an end before it begins', { ...form(), validTo: '2020-01-01T00:00' }, { validTo: 'ends' }],
    [
      'a line without an answer',
      { ...form(), groups: [keyed({ tests: [{ ...newTest(), yes: [] }] })] },
      { 'definition.applies.0.0.yes': 'answers' },
    ],
    ['no name', withStage({ nameEn: ' ' }), { 'definition.stages.0.name.en': 'words' }],
    ['a code with an accent', withStage({ code: 'étape' }), { 'definition.stages.0.code': 'code' }],
    [
      'a delay in words',
      withStage({ delay: { count: 'deux', unit: 'days' } }),
      { 'definition.stages.0.due.delay': 'amount' },
    ],
    ['no stage to wait for', withStage({ from: 'stage', after: '' }), { 'definition.stages.0.due.stage': 'stage' }],
    [
      'a code twice',
      { ...form(), stages: [...form().stages, ...form().stages] },
      { 'definition.stages.1.code': 'twice' },
    ],
    [
      'a reminder that is no number',
      withStage({ reminders: [keyed({ when: 'after', amount: { count: '-1', unit: 'days' } })] }),
      { 'definition.stages.0.reminders.0': 'amount' },
    ],
  ])('is refused with %s, and says where', (_, written, faults) => {
    expect(read(written, 'nis2')).toEqual({ faults });
  });
});

describe('a delay', () => {
  it.each([
    ['PT0S', '0', 'hours'],
    ['PT72H', '72', 'hours'],
    ['PT30M', '30', 'minutes'],
    ['P3D', '3', 'days'],
    ['P1M', '1', 'months'],
    ['P1Y2M', 'P1Y2M', 'other'],
    ['P0D', 'P0D', 'other'],
  ])('%s is written as %s %s, and back', (written, count, unit) => {
    expect(amountOf(written)).toEqual({ count, unit });
    expect(delayOf(amountOf(written))).toBe(written);
  });

  it('before and after the due time is a reminder', () => {
    expect(reminderOf('-PT6H')).toEqual({ when: 'before', amount: { count: '6', unit: 'hours' } });
    expect(offsetOf(reminderOf('P1D'))).toBe('P1D');
    expect(reminderOf('PT0S').when).toBe('at');
  });
});
