import { toCsv } from '../../shared/export/csv.js';

/** One number of the file. */
export interface Counted {
  table: string;
  value: string;
  period: string;
  count: number | null;
}

/**
 * A file that says by itself what it is: what was asked for, when, who may have it and how it is protected, an empty line, and one number
 * on each line.
 */
export function figuresFile(
  about: readonly (readonly [string, string])[],
  headings: readonly [string, string, string, string],
  numbers: readonly Counted[],
): string {
  const [first = ['', ''], ...rest] = about;
  const lines = numbers.map(({ table, value, period, count }) => [
    table,
    value,
    period,
    count === null ? '' : String(count),
  ]);
  return toCsv(first, [...rest, [], headings, ...lines]);
}
