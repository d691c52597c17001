import type { ReactNode } from 'react';
import type { Column } from './column.js';

interface Selection {
  keys: ReadonlySet<string>;
  set: (keys: ReadonlySet<string>) => void;
  /** What can be done with the selected rows. */
  actions: ReactNode;
}

export interface DataTableProps<Row> {
  /** Remembers the columns chosen on this device, and names the export. */
  name: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What the row is called: read out beside its checkbox. */
  nameOf: (row: Row) => string;
  /** Its card on a phone. */
  card: (row: Row) => ReactNode;
  gone?: ReadonlySet<string>;
  /** Names what the rows answer (filters, a call for what is new): only then are sorted rows put in order afresh. */
  asked?: string;
  selection?: Selection;
  /** The row that the keyboard is on. */
  onCurrent?: (key: string | null) => void;
  total?: number;
  /** There are more than the total says. */
  isMoreThanTotal?: boolean;
  more?: { load: () => void; loading: boolean } | null;
  /** Instead of the rows, when there are none: what to do about it. */
  empty?: ReactNode;
  /** Beside the column choice. */
  tools?: ReactNode;
  /** Single-key navigation; one table a page. */
  keyboard?: boolean;
  exported?: boolean;
}

/** What both faces of a table are given: its columns and rows already chosen and ordered. */
export interface TableView<Row> extends DataTableProps<Row> {
  current: string | null;
  onTake: (key: string) => void;
  order: string;
  onSort: (key: string) => void;
}
