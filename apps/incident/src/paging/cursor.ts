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
}

const Wire = z.tuple([Instant, z.uuid(), z.number().int().nonnegative()]);

export function writeCursor({ at, id, total }: Position): string {
  return Buffer.from(JSON.stringify([at, id, total])).toString('base64url');
}

/** @throws Refusal('invalid-request') for a cursor that we did not write */
export function readCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [at, id, total] = Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id, total };
  } catch {
    throw new Refusal('invalid-request', { places: [{ path: 'cursor', code: 'cursor-unknown' }] });
  }
}
