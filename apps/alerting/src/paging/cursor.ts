import { Instant, Refusal } from '#libs/contracts';
import { z } from 'zod';

/** Where a page ended, newest first: the instant and id of its last row. */
export interface Position {
  at: string;
  id: string;
}

const Wire = z.tuple([Instant, z.uuid()]);

export function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @throws Refusal('invalid-request') for a cursor that we did not write */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [at, id] = Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    throw new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
  }
}

/** Cuts the row that was read beyond the page, whose presence says that there is a next one. */
export function pageOf<T>(
  found: T[],
  limit: number,
  position: (row: T) => Position,
): { rows: T[]; next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last ? writeCursor(position(last)) : null };
}
