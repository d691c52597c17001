import type { Kind } from '#libs/contracts';

export type RecordKind = 'incident' | 'regional';

/** A series of references: its numbers are its own. */
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

/** What its references begin with: `972-2026`, `972-X-2026`, `972-R-2026`, `972-R-X-2026`. */
export const seriesName = ({ territory, record, kind, year }: Series): string =>
  [territory, ...marks[record][kind], year].join('-');
