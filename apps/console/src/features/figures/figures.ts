import type { Figures, FigureTableName } from '#libs/contracts';

export const grains = ['month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

type Counts = Readonly<Record<string, number>>;

/** `2026-03`, `2026-Q1` or `2026`. */
function periodOf(month: string, grain: Grain): string {
  const year = month.slice(0, 4);
  if (grain === 'year') return year;
  return grain === 'month' ? month : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

export interface Period {
  period: string;
  declared: number;
  occurred: number;
  values: Counts;
}

/** The months put together, with the counts of one table. */
export function periodsOf(months: Figures['months'], grain: Grain, by: FigureTableName | null): Period[] {
  const found = new Map<string, Period>();
  for (const { month, declared, occurred, tables } of months) {
    const period = periodOf(month, grain);
    const before = found.get(period) ?? { period, declared: 0, occurred: 0, values: {} };
    found.set(period, {
      period,
      declared: before.declared + declared,
      occurred: before.occurred + occurred,
      values: by === null ? {} : sum([before.values, tables[by] ?? {}]),
    });
  }
  return [...found.values()];
}

export function sum(all: readonly Counts[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) for (const [value, n] of Object.entries(one)) counts[value] = (counts[value] ?? 0) + n;
  return counts;
}

/** A scale for columns: a round number that none exceeds. */
export function ceilingOf(most: number): number {
  if (most <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 8, 10].map((step) => step * power).find((step) => step >= most) ?? most;
}

/** A line of a table of counts. */
export interface Line {
  key: string;
  label: string;
  count: number;
  /** Says that the values were put together. */
  grouped?: boolean;
}

/** A table of counts as it is seen and exported. */
export interface Sheet {
  key: string;
  title: string;
  lines: readonly Line[];
  /** Nothing but the sum may be shown. */
  hidden?: boolean;
}

/** Quarters that were published together, as short as stands below a column: `T2 2025`, `T1–T4 2025`, `T3 2024 – T2 2025`. */
export function blockMark({ from, to }: { from: string; to: string }, letter: string): string {
  const [firstYear = '', first = ''] = from.split('-Q');
  const [lastYear = '', last = ''] = to.split('-Q');
  if (from === to) return `${letter}${first} ${firstYear}`;
  if (firstYear === lastYear) return `${letter}${first}–${letter}${last} ${firstYear}`;
  return `${letter}${first} ${firstYear} – ${letter}${last} ${lastYear}`;
}
