import { describe, expect, it } from '@jest/globals';
import {
  FEWEST_CONTRIBUTORS,
  type FigureGroup,
  type FigureTable,
  figureTables,
  monthsBetween,
  nextQuarter,
  quarterOf,
} from '#libs/contracts';
import fc from 'fast-check';
import { newEquations } from './fixtures/equations.js';
import type { FacilityCell } from './count.sql.js';
import { type Contribution, cutBlocks, protectTable } from './protect.js';
import { type NewRelease, releasesOf } from './release.js';

/** An incident with all that the attacker could ask about. */
interface Incident {
  month: string;
  severity: string;
  origin: string;
  facility: string;
}

const MONTHS = monthsBetween('2025-01', '2025-12');
const SEVERITY = ['low', 'high', 'critical'];
const ORIGIN = ['yes', 'no'];
const kinds = new Map(
  Array.from({ length: 14 }, (_, n) => [`f${n}`, { type: 'hospital' as const, entity: `e${Math.floor(n / 1.2)}` }]),
);
const entityOf = ({ facility }: Incident): string => kinds.get(facility)?.entity ?? '';

const incident = fc.record({
  month: fc.constantFrom(...MONTHS),
  severity: fc.constantFrom(...SEVERITY),
  origin: fc.constantFrom(...ORIGIN),
  facility: fc.constantFrom(...kinds.keys()),
});
const history = fc.array(incident, { minLength: 3, maxLength: 45 });

function cellsOf(incidents: readonly Incident[]): FacilityCell[] {
  return incidents.flatMap(({ month, facility, severity, origin }) =>
    Object.entries({ facility, severity, origin, nature: 'failure' }).map(([name, value]) => ({
      territory: '972',
      month,
      facility,
      name,
      value,
      incidents: 1,
    })),
  );
}

const publish = (incidents: readonly Incident[], first = '2025-Q1', closed = '2025-Q4'): NewRelease[] =>
  releasesOf(cellsOf(incidents), { first, closed }, { kinds, territories: ['972'] });

/** Everything that can be asked of an incident: one unknown number each. */
const ATOMS = MONTHS.flatMap((month) =>
  SEVERITY.flatMap((severity) => ORIGIN.map((origin) => ({ month, severity, origin }))),
);
type Atom = (typeof ATOMS)[number];
type Which = (atom: Atom) => boolean;

/** A number that was published, and which incidents it counts. */
interface Published {
  which: Which;
  incidents: number;
}

function numbersOf(releases: readonly NewRelease[]): Published[] {
  return releases.flatMap(({ from, to, incidents, tables }) => {
    const inBlock: Which = ({ month }) => quarterOf(month) >= from && quarterOf(month) <= to;
    const of = (name: string, valueOf: (atom: Atom) => string): Published[] =>
      (tables[name] ?? []).map((group) => ({
        which: (atom) => inBlock(atom) && group.values.includes(valueOf(atom)),
        incidents: group.incidents,
      }));
    return [
      { which: inBlock, incidents },
      ...of('month', ({ month }) => month),
      ...of('severity', ({ severity }) => severity),
      ...of('origin', ({ origin }) => origin),
    ];
  });
}

/** What somebody would like to know: every month, quarter and year by every value and pair of values. */
const TARGETS: Which[] = [
  ...MONTHS.map(
    (month): Which =>
      (atom) =>
        atom.month === month,
  ),
  ...[...new Set(MONTHS.map(quarterOf))].map(
    (quarter): Which =>
      (atom) =>
        quarterOf(atom.month) === quarter,
  ),
  () => true,
].flatMap((when) =>
  [undefined, ...SEVERITY].flatMap((severity) =>
    [undefined, ...ORIGIN].map(
      (origin): Which =>
        (atom) =>
          when(atom) &&
          (severity === undefined || atom.severity === severity) &&
          (origin === undefined || atom.origin === origin),
    ),
  ),
);

/** The numbers that follow from what was published though too few legal entities stand behind them. */
function disclosed(published: readonly Published[], incidents: readonly Incident[]): number[] {
  const row = (which: Which): number[] => ATOMS.map((atom) => (which(atom) ? 1 : 0));
  const equations = newEquations(ATOMS.length);
  for (const { which, incidents: sum } of published) equations.add(row(which), sum);
  return TARGETS.flatMap((which) => {
    const value = equations.solve(row(which));
    if (value === undefined || value === 0) return [];
    const behind = incidents.filter((one) => which(one));
    expect(behind).toHaveLength(value);
    return new Set(behind.map(entityOf)).size < FEWEST_CONTRIBUTORS ? [value] : [];
  });
}

/** Publishes a table as if it needed no protection. */
const plain = (incidents: readonly Incident[], valueOf: (one: Incident) => string): FigureGroup[] =>
  [...Map.groupBy(incidents, valueOf)].map(([value, found]) => ({ values: [value], incidents: found.length }));

describe('whoever adds and subtracts all that was ever published', () => {
  it('finds no number with fewer than four legal entities behind it', () => {
    fc.assert(
      fc.property(history, (incidents) => expect(disclosed(numbersOf(publish(incidents)), incidents)).toEqual([])),
      {
        numRuns: 150,
      },
    );
  });

  it('finds none in releases that follow each other while incidents are corrected', () => {
    const corrections = fc.array(fc.record({ at: fc.nat(44), severity: fc.constantFrom(...SEVERITY) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(history, corrections, (incidents, corrected) => {
        const first = publish(incidents, '2025-Q1', '2025-Q2');
        const last = first.at(-1);
        const later = incidents.map((one) => ({ ...one }));
        for (const { at, severity } of corrected) if (later[at]) later[at].severity = severity;
        const next = last === undefined ? '2025-Q1' : nextQuarter(last.to);
        const isFrozen = ({ month }: Incident): boolean => quarterOf(month) < next;
        const rest = later.filter((one) => !isFrozen(one));
        const second = publish(rest, next);
        // What was published is of the incidents as they were then, and never published anew.
        const asPublished = [...incidents.filter(isFrozen), ...rest];
        expect(disclosed(numbersOf([...first, ...second]), asPublished)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  const twoOfOneMonth: Incident[] = [
    ...Array.from({ length: 12 }, (_, n) => ({ month: '2025-01', severity: 'low', origin: 'no', facility: `f${n}` })),
    { month: '2025-02', severity: 'critical', origin: 'yes', facility: 'f1' },
    { month: '2025-02', severity: 'critical', origin: 'yes', facility: 'f2' },
  ];
  it.each<[string, (releases: NewRelease[]) => Published[]]>([
    [
      'a subtotal that is not protected',
      ([release]) =>
        numbersOf([
          { ...release!, tables: { ...release!.tables, severity: plain(twoOfOneMonth, ({ severity }) => severity) } },
        ]),
    ],
    [
      'the sum of a part of the block',
      (releases) => [
        ...numbersOf(releases),
        { which: ({ month }) => quarterOf(month) === '2025-Q1' && month !== '2025-02', incidents: 12 },
      ],
    ],
    [
      'one value by month, from which another follows',
      (releases) => [
        ...numbersOf(releases),
        { which: ({ severity, month }) => severity !== 'critical' && quarterOf(month) === '2025-Q1', incidents: 12 },
      ],
    ],
  ])('would find them in %s', (_, plant) => {
    const releases = publish(twoOfOneMonth);
    expect(disclosed(numbersOf(releases), twoOfOneMonth)).toEqual([]);
    expect(disclosed(plant(releases), twoOfOneMonth)).not.toEqual([]);
  });
});

/** All ways to spread so many over so many values. */
function* spreads(sum: number, over: number): Generator<number[]> {
  if (over === 1) yield [sum];
  else
    for (let first = 0; first <= sum; first += 1)
      for (const rest of spreads(sum - first, over - 1)) yield [first, ...rest];
}

/** One incident of one legal entity each, but for the reader's own, which are all of one. */
function contributionsOf(values: readonly string[], others: readonly number[], own: readonly number[]): Contribution[] {
  return values.flatMap((value, at) => [
    ...Array.from({ length: others[at] ?? 0 }, (_, n) => ({ value, entity: `${value}-${n}`, incidents: 1 })),
    ...(own[at] ? [{ value, entity: 'own', incidents: own[at] }] : []),
  ]);
}

describe('whoever knows the rule, and the own incidents', () => {
  const tables: [string, FigureTable][] = [
    ['supplier', figureTables.supplier],
    ['origin', figureTables.origin],
    ['care', figureTables.care],
    ['danger', figureTables.danger],
  ];
  // The narrowest case: as many legal entities as incidents. More incidents of one entity leave more possibilities, not fewer.
  it.each(tables)('cannot narrow a hidden value of %s to fewer than three numbers', (_, table) => {
    for (const own of owns(table.values.length)) {
      const fewest = own.some(Boolean) ? FEWEST_CONTRIBUTORS - 1 : FEWEST_CONTRIBUTORS;
      for (let others = fewest; others <= 9; others += 1) {
        const byOutput = new Map<string, number[][]>();
        for (const spread of spreads(others, table.values.length)) {
          const output = JSON.stringify(protectTable(table, contributionsOf(table.values, spread, own)));
          byOutput.set(output, [...(byOutput.get(output) ?? []), spread]);
        }
        for (const [output, possible] of byOutput) {
          const hidden = (JSON.parse(output) as FigureGroup[]).filter(({ values }) => values.length > 1);
          for (const value of hidden.filter(({ incidents }) => incidents > 0).flatMap(({ values }) => values)) {
            const numbers = new Set(possible.map((spread) => spread[table.values.indexOf(value)]));
            expect([own, others, output, value, numbers.size >= 3]).toEqual([own, others, output, value, true]);
          }
        }
      }
    }
  });

  /** None of one's own, or one or two of them. */
  function owns(values: number): number[][] {
    return [0, 1, 2].flatMap((sum) => [...spreads(sum, values)]);
  }
});

describe('whoever knows how quarters are cut', () => {
  const QUARTERS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'];
  const MOST = 13;

  /** What is seen of these numbers of incidents, one of a legal entity each. */
  function seen(numbers: readonly number[]): { output: string; hidden: number[] } {
    const sizes = new Map(QUARTERS.map((quarter, at) => [quarter, numbers[at] ?? 0]));
    const entities = (quarter: string): Set<string> =>
      new Set(Array.from({ length: sizes.get(quarter) ?? 0 }, (_, n) => `${quarter}-${n}`));
    const blocks = cutBlocks('2025-Q1', '2025-Q4', entities);
    const told = blocks.map(({ from, to }) => {
      const inside = QUARTERS.filter((quarter) => quarter >= from && quarter <= to);
      const counts = inside.flatMap((value) => [...entities(value)].map((entity) => ({ value, entity, incidents: 1 })));
      return protectTable({ values: inside, groupings: [] }, counts);
    });
    const shown = told.flat().flatMap(({ values }) => (values.length === 1 ? values : []));
    return {
      output: JSON.stringify(told),
      hidden: QUARTERS.flatMap((quarter, at) => (shown.includes(quarter) ? [] : [at])),
    };
  }

  it('cannot narrow a hidden quarter to fewer than three numbers', () => {
    const byOutput = new Map<string, { hidden: number[]; possible: number[][] }>();
    const upTo = Array.from({ length: MOST + 1 }, (_, n) => n);
    for (const a of upTo)
      for (const b of upTo)
        for (const c of upTo)
          for (const d of upTo) {
            const { output, hidden } = seen([a, b, c, d]);
            const known = byOutput.get(output) ?? { hidden, possible: [] };
            known.possible.push([a, b, c, d]);
            byOutput.set(output, known);
          }
    let looked = 0;
    for (const { hidden, possible } of byOutput.values()) {
      // Beyond what was gone through there would be more possibilities.
      if (possible.some((numbers) => Math.max(...numbers) === MOST)) continue;
      for (const at of hidden) {
        looked += 1;
        expect(new Set(possible.map((numbers) => numbers[at])).size).toBeGreaterThanOrEqual(3);
      }
    }
    expect(looked).toBeGreaterThan(20);
  });
});
