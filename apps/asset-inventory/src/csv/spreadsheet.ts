/** A cell that begins so is run by a spreadsheet as a formula (full-width forms included). */
const RUNNABLE = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** Shown as the text it is: a spreadsheet takes a leading apostrophe for "this is text". */
export const neutralise = (cell: string): string => (RUNNABLE.test(cell) ? `'${cell}` : cell);

/** The other way, so that a file exported and imported again is the same. */
export const restore = (cell: string): string =>
  cell.startsWith("'") && RUNNABLE.test(cell.slice(1)) ? cell.slice(1) : cell;

const quoted = (cell: string): string => (/[";\n\r\t,]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line of a CSV file that French Excel opens as a table. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoted(neutralise(cell))).join(';')}\r\n`;

/** Tells Excel that the file is UTF-8. */
export const CSV_MARK = '\ufeff';
