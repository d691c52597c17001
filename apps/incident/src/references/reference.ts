import type { Kind } from '#libs/contracts';

export type RecordKind = 'incident' | 'regional';

/** A series of references: one sequence each. */
export interface Series {
  territory: string;
  record: RecordKind;
  kind: Kind;
  year: number;
}

/** What tells a regional incident or an exercise from a facility's incident at a glance. */
const marks: { [R in RecordKind]: { [K in Kind]: readonly string[] } } = {
  incident: { real: [], exercise: ['X'] },
  regional: { real: ['R'], exercise: ['R', 'X'] },
};

export const markOf = ({ record, kind }: Series): string => marks[record][kind].join('_');

/** The sequence that numbers the series, as `ensure_reference_sequence` names it. */
export function sequenceOf(series: Series): string {
  const parts = ['reference', series.territory, ...marks[series.record][series.kind], series.year];
  return `incident."${parts.join('_')}"`;
}

/** What stands before the number: `972-2026-`, `972-X-2026-`, `972-R-2026-`. */
export function prefixOf(series: Series): string {
  return [series.territory, ...marks[series.record][series.kind], series.year, ''].join('-');
}

/** `972-2026-0001`; beyond 9999 the number grows longer instead of starting anew. */
export const referenceOf = (series: Series, number: number | string): string =>
  prefixOf(series) + String(number).padStart(4, '0');
