import { Refusal, isStorable } from '#libs/contracts';
import { z } from 'zod';

/**
 * Where a page ended: the sort key and id of its last row. The total is counted for the first page and carried along, so that turning pages
 * costs no count.
 */
export interface Position {
  key: string;
  id: string;
  total: number;
}

const Wire = z.tuple([z.string().refine(isStorable), z.uuid(), z.number().int().nonnegative()]);
/** The contract's bound of a cursor, less what the id and the total need. */
const LONGEST_KEY_BYTES = 80;

/** The longest beginning of a sort key that fits a cursor; rows are sorted by it. */
export function sortKey(text: string): string {
  let key = '';
  for (const character of text) {
    if (Buffer.byteLength(JSON.stringify(key + character)) > LONGEST_KEY_BYTES) break;
    key += character;
  }
  return key;
}

export function writeCursor({ key, id, total }: Position): string {
  return Buffer.from(JSON.stringify([key, id, total])).toString('base64url');
}

/** @throws Refusal('invalid-request') for a cursor that we did not write */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [key, id, total] = Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { key, id, total };
  } catch {
    throw new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
  }
}

/** Cuts the row that was read beyond the page, whose presence says that there is a next one. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  total: number,
  keyOf: (row: Row) => string,
): { items: Row[]; next: string | null; total: number } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? writeCursor({ key: keyOf(last), id: last.id, total }) : null;
  return { items, next, total };
}
