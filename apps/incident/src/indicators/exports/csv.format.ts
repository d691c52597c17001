import { defang } from '#libs/contracts';
import type { Format } from './format.js';

/** A cell that begins so is run by a spreadsheet as a formula (full-width forms included). */
const RUNNABLE = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const neutral = (cell: string): string => (RUNNABLE.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[";\n\r\t,]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const line = (cells: readonly string[]): string => `${cells.map((cell) => quoted(neutral(cell))).join(';')}\r\n`;

/** Columns have MISP's names, so that other tools know them. The value is raw for tools; a person reads the defanged one. */
export const csv: Format = {
  extension: 'csv',
  mediaType: 'text/csv',
  begin: () => `\ufeff${line(['type', 'value', 'defanged', 'tlp', 'to_ids', 'comment', 'source', 'date'])}`,
  item: ({ type, value, tlp, forDetection, note, source, recordedAt }) =>
    line([type, value, defang(type, value), tlp, forDetection ? '1' : '0', note ?? '', source, recordedAt]),
  between: '',
  end: '',
};
