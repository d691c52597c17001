import type { DataTableProps } from './DataTable.js';

/** What both faces of a table are given: its columns and rows already chosen and ordered. */
export interface TableView<Row> extends DataTableProps<Row> {
  current: string | null;
  onTake: (key: string) => void;
  order: string;
  onSort: (key: string) => void;
}
