/** What a spreadsheet would run when it opens the file. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/** A cell that is text for a spreadsheet too. */
const neutral = (text: string) => (RUNS.test(text) && !NUMBER.test(text) ? `'${text}` : text);

const quoted = (text: string) => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV as French Excel opens it: semicolons, CRLF, a byte order mark. */
export function toCsv(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((cells) => cells.map((cell) => quoted(neutral(cell))).join(';'));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
