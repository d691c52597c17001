/** Marks that change the direction of what follows them: a name or a subject could show other letters than it has. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/gu;
const CONTROL = /\p{Cc}+/gu;

/** One line for a row: trimmed, without control characters and hidden changes of direction. @returns null when nothing is left */
export function lineOf(text: string | undefined, max: number): string | null {
  const line = cut((text ?? '').toWellFormed().replace(DIRECTION, '').replace(CONTROL, ' ').trim(), max);
  return line === '' ? null : line;
}

/** Several lines for a row; PostgreSQL keeps no NUL. */
export function linesOf(text: string, max: number): { text: string; isCut: boolean } {
  const lines = text
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
  const shortened = cut(lines, max);
  return { text: shortened, isCut: shortened.length < lines.length };
}

/** Never between the two halves of a character. */
const cut = (text: string, max: number): string =>
  text.length <= max
    ? text
    : text
        .slice(0, max)
        .replace(/[\uD800-\uDBFF]$/u, '')
        .trimEnd();
