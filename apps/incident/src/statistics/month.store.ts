import { type Kind, laterMonth, monthsBetween } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { type Cell, countCells, windowOf } from './count.sql.js';

/** What a counted month holds: territory, name, value, incidents. */
type KeptCell = [string, string, string, number];

export interface KeptMonth {
  month: string;
  cells: Cell[];
}

/** Those of the months whose counts are still true. */
export async function readKept(tx: EntityManager, kind: Kind, months: readonly string[]): Promise<KeptMonth[]> {
  const found = await rows<{ month: string; cells: KeptCell[] }>(
    tx,
    'SELECT month, cells FROM figure_month WHERE kind = $1 AND month = ANY($2) AND counted = changes',
    [kind, months],
  );
  return found.map(({ month, cells }) => ({
    month,
    cells: cells.map(([territory, name, value, incidents]) => ({ territory, month, name, value, incidents })),
  }));
}

/**
 * Notes which months have ended, from the first in which something was declared. From then on a change in one of them is counted; what was
 * under way at that moment is over when the month is counted for the first time (`countMonth`).
 *
 * @param last month that is over, wherever it is
 */
export async function noteMonths(tx: EntityManager, kind: Kind, last: string, at: Date): Promise<void> {
  const newest = await maybeOne<{ month: string | null }>(
    tx,
    'SELECT max(month) AS month FROM figure_month WHERE kind = $1',
    [kind],
  );
  const first = newest?.month ? laterMonth(newest.month, 1) : await firstMonth(tx, kind);
  if (first === undefined) return;
  for (const month of monthsBetween(first, last)) {
    const [from, to] = windowOf(month);
    await execute(
      tx,
      `INSERT INTO figure_month (kind, month, starts_at, ends_at, noted_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [kind, month, from, to, at],
    );
  }
}

async function firstMonth(tx: EntityManager, kind: Kind): Promise<string | undefined> {
  const first = await maybeOne<{ at: Date }>(
    tx,
    'SELECT recorded_at AS at FROM incident WHERE kind = $1 ORDER BY recorded_at, id LIMIT 1',
    [kind],
  );
  // A day earlier: the month may have another name where the incident is.
  return first && new Date(first.at.getTime() - 86_400_000).toISOString().slice(0, 7);
}

export const readStale = (tx: EntityManager, notedBefore: Date): Promise<{ kind: Kind; month: string }[]> =>
  rows<{ kind: Kind; month: string }>(
    tx,
    `SELECT kind, month FROM figure_month WHERE counted IS DISTINCT FROM changes AND noted_at < $1 ORDER BY month DESC`,
    [notedBefore],
  );

/**
 * Counts a month anew. The number of changes is read before, in a statement of its own: a change that comes in between makes the counts
 * stale again, and none is lost.
 */
export async function countMonth(
  tx: EntityManager,
  { kind, month }: { kind: Kind; month: string },
  zones: ReadonlyMap<string, string>,
): Promise<void> {
  const before = await maybeOne<{ changes: number }>(
    tx,
    'SELECT changes FROM figure_month WHERE kind = $1 AND month = $2',
    [kind, month],
  );
  if (!before) return;
  const cells = await countCells(tx, { kind, months: [month], zones });
  const kept = cells.map(({ territory, name, value, incidents }): KeptCell => [territory, name, value, incidents]);
  await execute(tx, 'UPDATE figure_month SET counted = $3, cells = $4 WHERE kind = $1 AND month = $2', [
    kind,
    month,
    before.changes,
    JSON.stringify(kept),
  ]);
}
