import { z } from 'zod';
import { unknownCursor } from '../paging/cursor.js';
import type { Moment } from './moment.js';

const Wire = z.tuple([z.iso.datetime(), z.string().max(120)]);

/** One page of moments that stand in order. @throws Refusal('invalid-request') for a cursor that we did not write */
export function pageOf(
  moments: readonly Moment[],
  cursor: string | undefined,
  limit: number,
): { items: Moment[]; next: string | null } {
  const after = cursor === undefined ? null : readCursor(cursor);
  const rest = after === null ? moments : moments.filter((moment) => isAfter(moment, after));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const isMore = rest.length > items.length && last !== undefined;
  return { items, next: isMore ? Buffer.from(JSON.stringify([last.at, last.key])).toString('base64url') : null };
}

const isAfter = ({ at, key }: Moment, [lastAt, lastKey]: readonly [string, string]): boolean =>
  at > lastAt || (at === lastAt && key > lastKey);

function readCursor(cursor: string): [string, string] {
  try {
    return Wire.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw unknownCursor();
  }
}
