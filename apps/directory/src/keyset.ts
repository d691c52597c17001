import { Refusal, isStorable } from '#libs/contracts';
import { z } from 'zod';

/** Where a page ends: the sort key of its last row, and its id for rows that share the key. */
export interface Position {
  key: string;
  id: string;
}

const Wire = z.tuple([z.string().refine(isStorable), z.uuid()]);

export function writeCursor({ key, id }: Position): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @throws Refusal('invalid-request') when we did not write it */
export function readCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [key, id] = Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { key, id };
  } catch {
    throw new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
  }
}

/** Cuts the row that was read beyond the page, whose presence says that there is a next one. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  position: (row: T) => Position,
): { rows: T[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? writeCursor(position(last)) : null };
}
