import pg from 'pg';

/** A text as an SQL literal. NUL cannot be kept by PostgreSQL and is refused, as the server itself would. */
export function literal(text: string): string {
  if (text.includes('\u0000')) throw Object.assign(new Error('A text with NUL cannot be written'), { code: '22021' });
  // The driver goes through it letter by letter, which shows in a statement that is hot.
  return /['\\]/.test(text) ? pg.escapeLiteral(text) : `'${text}'`;
}

/** A name as a quoted SQL identifier; `schema.table` is quoted in its parts. */
export function identifier(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws when it is not a UUID: an id that reaches the settings of a transaction is checked once more */
export function uuid(text: string): string {
  if (!UUID.test(text)) throw new Error('Not a UUID');
  return text;
}
