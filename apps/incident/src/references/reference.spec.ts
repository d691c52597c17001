import { Reference } from '#libs/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, type DatabaseScope, execute, one, rows } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import fc from 'fast-check';
import { migrations } from '../migrations/index.js';
import { type Series, seriesName } from './reference.js';
import { DRAW_REFERENCE } from './references.js';
import { yearIn } from './year.js';

const anySeries: fc.Arbitrary<Series> = fc.record({
  territory: fc.stringMatching(/^[0-9A-Z]{2,4}$/),
  record: fc.constantFrom('incident', 'regional'),
  kind: fc.constantFrom('real', 'exercise'),
  year: fc.integer({ min: 2000, max: 2999 }),
});

describe('a series of references', () => {
  it('tells territory, mark and year', () => {
    const series: Series = { territory: '972', record: 'incident', kind: 'real', year: 2026 };
    expect(seriesName(series)).toBe('972-2026');
    expect(seriesName({ ...series, kind: 'exercise' })).toBe('972-X-2026');
    expect(seriesName({ ...series, record: 'regional' })).toBe('972-R-2026');
    expect(seriesName({ ...series, record: 'regional', kind: 'exercise' })).toBe('972-R-X-2026');
  });

  it('gives what the contract publishes, and nothing that another gives', () => {
    fc.assert(
      fc.property(anySeries, anySeries, (one, other) => {
        expect(Reference.safeParse(`${seriesName(one)}-0001`).success).toBe(true);
        expect(seriesName(one) === seriesName(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe('the numbers of a series', () => {
  const FACILITY: DatabaseScope = { kind: 'facility', actorId: newId(), facilities: [newId()] };
  const AGENCY: DatabaseScope = { kind: 'agency', actorId: newId() };
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
    database = await server.connect('incident');
  });
  afterAll(() => server.close());

  const begin = (name: string) =>
    database.transaction({ kind: 'system' }, (tx) => execute(tx, 'SELECT ensure_reference_series($1)', [name]));
  const draw = async (name: string, count: number): Promise<string[]> => {
    const drawn = await database.transaction(FACILITY, (tx) =>
      rows<{ reference: string }>(tx, `${DRAW_REFERENCE} FROM generate_series(1, $2::int)`, [name, count]),
    );
    return drawn.map(({ reference }) => reference);
  };
  const numbersOf = (references: readonly string[]): number[] =>
    references.map((reference) => Number(reference.split('-').at(-1)));

  let first: number[];
  it('are four digits, each once, then five', async () => {
    await begin('972-2026');
    const references = await draw('972-2026', 9_999);
    first = numbersOf(references);
    expect(references.every((reference) => /^972-2026-\d{4}$/.test(reference))).toBe(true);
    expect(first.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 9_999 }, (_, n) => n + 1));
    const further = numbersOf(await draw('972-2026', 2_000));
    expect(further.every((number) => number > 9_999 && number < 100_000)).toBe(true);
    expect(new Set(further).size).toBe(2_000);
  });

  /** Of numbers that chance puts into tenths, how far these are from even: chi-square with 9 degrees of freedom passes 40 once in 130,000 times. */
  const unevenness = (numbers: readonly number[]): number => {
    const tenths = Map.groupBy(numbers, (number) => Math.min(9, Math.floor(number / 1_000)));
    const even = numbers.length / 10;
    return Array.from({ length: 10 }, (_, n) => tenths.get(n)?.length ?? 0).reduce(
      (sum, count) => sum + (count - even) ** 2 / even,
      0,
    );
  };

  it('do not tell how many were given between two of them', () => {
    for (const apart of [1, 2, 3, 10, 100]) {
      const steps = first.slice(apart).map((number, at) => (number - (first[at] ?? 0) + 9_999) % 9_999);
      expect(unevenness(steps)).toBeLessThan(40);
    }
    // Nor how many were given before.
    for (let from = 0; from < 9_000; from += 1_000)
      expect(unevenness(first.slice(from, from + 1_000))).toBeLessThan(40);
  });

  it('come in another order in another series', async () => {
    await begin('972-2027');
    const other = numbersOf(await draw('972-2027', 1_000));
    expect(other.filter((number, at) => number === first[at]).length).toBeLessThan(10);
  });

  it('are not given where they were given before: by counting, or where the records come from', async () => {
    await begin('971-2026');
    const count = Array.from({ length: 500 }, (_, n) => `971-2026-${String(n + 1).padStart(4, '0')}`);
    await server.asAdmin(
      `INSERT INTO incident.regional_incident (id, reference, territory, kind, title, tlp, incident_count, opened_at, opened_by)
       SELECT gen_random_uuid(), reference, '971', 'real', 'Panne', 'AMBER', 1, now(), gen_random_uuid() FROM unnest($1::text[]) reference`,
      [count],
    );
    const drawn = await draw('971-2026', 9_499);
    expect(new Set([...drawn, ...count]).size).toBe(9_999);
  });

  it.each([
    ['an order', 'SELECT numbers FROM reference_order'],
    ['a place in a series', `SELECT last_value FROM "series_972-2026"`],
    ['a place of its own in it', `SELECT nextval('"series_972-2026"')`],
    ['a way to begin one', `SELECT mix_numbers('972-2026', 6)`],
  ])('have %s that no scope can use', async (_, sql) => {
    for (const scope of [FACILITY, AGENCY, { kind: 'system' } as const])
      await expect(database.transaction(scope, (tx) => one(tx, sql, []))).rejects.toThrow('permission denied');
  });
});

describe('the year of a reference', () => {
  it('is the one where the territory is', () => {
    const justAfterMidnightUtc = new Date('2027-01-01T02:00:00.000Z');
    expect(yearIn('America/Martinique', justAfterMidnightUtc)).toBe(2026);
    expect(yearIn('UTC', justAfterMidnightUtc)).toBe(2027);
    expect(yearIn('Indian/Reunion', new Date('2026-12-31T21:00:00.000Z'))).toBe(2027);
  });
});
