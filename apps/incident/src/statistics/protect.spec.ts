import { describe, expect, it } from '@jest/globals';
import { type FigureTable, figureTables } from '#libs/contracts';
import { type Contribution, cutBlocks, protectTable } from './protect.js';
import { monthTable, whoTable } from './release.js';

const severity = figureTables.severity;
/** As many incidents of as many legal entities. */
const of = (counts: Record<string, number>): Contribution[] =>
  Object.entries(counts).flatMap(([value, n]) =>
    Array.from({ length: n }, (_, index) => ({ value, entity: `${value}-${index}`, incidents: 1 })),
  );
const shown = (table: FigureTable, contributions: readonly Contribution[]) =>
  protectTable(table, contributions).map(({ values, incidents }) => [values.join('+'), incidents]);

describe('a published table', () => {
  it('shows single values where each is 0 or of four legal entities', () => {
    expect(shown(severity, of({ low: 4, medium: 9 }))).toEqual([
      ['low', 4],
      ['medium', 9],
      ['high', 0],
      ['critical', 0],
      ['unassessed', 0],
    ]);
  });

  it('shows coarser groups as a whole, not only where the rare value is', () => {
    expect(shown(severity, of({ low: 3, medium: 1, high: 8 }))).toEqual([
      ['low+medium', 4],
      ['high+critical', 8],
      ['unassessed', 0],
    ]);
  });

  it('shows nothing but the sum where no grouping will do', () => {
    expect(shown(severity, of({ low: 9, critical: 1 }))).toEqual([['low+medium+high+critical+unassessed', 10]]);
  });

  it('counts legal entities, not incidents', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ value: 'low', entity: `e${n % 3}`, incidents: 5 }));
    expect(shown(severity, [...many, ...of({ high: 4 })])).toEqual([['low+medium+high+critical+unassessed', 154]]);
  });
});

describe('the groupings', () => {
  const blocks = { from: '2026-Q1', to: '2026-Q3' };
  const all: [string, FigureTable][] = [
    ...Object.entries(figureTables),
    ['month', monthTable(blocks)],
    ['who', whoTable(['971', '972'])],
  ];

  it.each(all)('of %s hold every value once, and whole groups of the grouping before', (_, { values, groupings }) => {
    let finer: readonly (readonly string[])[] = values.map((value) => [value]);
    for (const grouping of groupings) {
      expect(grouping.flat().sort()).toEqual([...values].sort());
      expect(grouping.length).toBeLessThan(finer.length);
      for (const group of finer) {
        expect(grouping.filter((coarse) => group.every((value) => coarse.includes(value)))).toHaveLength(1);
      }
      finer = grouping;
    }
  });
});

describe('closed quarters', () => {
  const cut = (sizes: Record<string, number>, first = '2025-Q1', closed = '2026-Q2') =>
    cutBlocks(
      first,
      closed,
      (quarter) => new Set(Array.from({ length: sizes[quarter] ?? 0 }, (_, n) => `${quarter}-${n}`)),
    ).map(({ from, to }) => (from === to ? from : `${from}..${to}`));

  it('are published alone where ten legal entities declared, or none', () => {
    expect(cut({ '2025-Q2': 10, '2025-Q3': 12 }, '2025-Q1', '2025-Q3')).toEqual(['2025-Q1', '2025-Q2', '2025-Q3']);
  });

  it('wait for others otherwise, until four have declared at the end of a year', () => {
    expect(cut({ '2025-Q1': 1, '2025-Q2': 2, '2025-Q4': 1 })).toEqual(['2025-Q1..2025-Q4', '2026-Q1', '2026-Q2']);
    expect(cut({ '2025-Q1': 1, '2025-Q2': 2, '2026-Q1': 9 })).toEqual(['2025-Q1..2026-Q1', '2026-Q2']);
  });

  it('that wait are not published', () => {
    expect(cut({ '2025-Q4': 3, '2026-Q1': 6 })).toEqual(['2025-Q1', '2025-Q2', '2025-Q3']);
  });

  it('are cut by what lies before the cut alone', () => {
    const sizes = { '2025-Q1': 4, '2025-Q2': 7, '2025-Q4': 5, '2026-Q1': 3, '2026-Q2': 8 };
    expect(cut(sizes, '2025-Q1', '2025-Q4')).toEqual(cut(sizes).slice(0, 3));
  });
});
