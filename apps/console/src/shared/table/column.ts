import type { ReactNode } from 'react';

/** A column of a table: what it shows, what it sorts by, what it exports. */
export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** As written in an export; neither text nor time, no export. */
  text?: (row: Row) => string;
  /** A time, written in full in an export: the territory's clock, and Paris. */
  time?: (row: Row) => { at: string | null; territory?: string };
  /** Null sorts last. */
  sort?: (row: Row) => string | number | null;
  /** Never hidden: the column that names the row. */
  fixed?: boolean;
  /** Shown only when chosen. */
  extra?: boolean;
  /** `end` for numbers. */
  align?: 'end';
  /** CSS width that the column takes at least. */
  width?: string;
}

/** Rows in the order of a column; `-key` is the reverse. Unknown keys leave the order of the list. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], by: string): readonly Row[] {
  const reverse = by.startsWith('-');
  const sort = columns.find(({ key }) => key === (reverse ? by.slice(1) : by))?.sort;
  if (!sort) return rows;
  const direction = reverse ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [sort(one), sort(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'string' && typeof b === 'string') return direction * a.localeCompare(b);
    return direction * (Number(a) - Number(b));
  });
}
