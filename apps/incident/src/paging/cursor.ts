import { Instant, Refusal } from '#libs/contracts';
import { z } from 'zod';

/**
 * Where a page ended, newest first: the instant and id of its last row. The total is counted for the first page and carried
 * along, so that turning pages costs no count.
 */
export interface Position {
  at: string;
  id: string;
  total: number;
  /** What the list is ordered by before the instant, where it is. */
  rank?: number;
}

const count = z.number().int().nonnegative();
const Wire = z.union([z.tuple([Instant, z.uuid(), count]), z.tuple([Instant, z.uuid(), count, z.number().int()])]);

export function writeCursor({ at, id, total, rank }: Position): string {
  const wire = rank === undefined ? [at, id, total] : [at, id, total, rank];
  return Buffer.from(JSON.stringify(wire)).toString('base64url');
}

/** @throws Refusal('invalid-request') for a cursor that we did not write */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [at, id, total, rank] = Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return rank === undefined ? { at, id, total } : { at, id, total, rank };
  } catch {
    throw unknownCursor();
  }
}

export const unknownCursor = () =>
  new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
