import type { FigureRelease } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { NewRelease } from './release.js';

/** Oldest first. */
export async function readReleases(tx: EntityManager): Promise<FigureRelease[]> {
  const found = await rows<Omit<FigureRelease, 'publishedAt'> & { publishedAt: Date }>(
    tx,
    `SELECT id, first_quarter AS "from", last_quarter AS "to", incidents, tables, published_at AS "publishedAt"
     FROM figure_release ORDER BY first_quarter`,
  );
  return found.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

export async function insertRelease(
  tx: EntityManager,
  { from, to, incidents, tables }: NewRelease,
  by: { actorId: string; at: string },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO figure_release (id, first_quarter, last_quarter, incidents, tables, published_at, published_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), from, to, incidents, JSON.stringify(tables), by.at, by.actorId],
  );
}

/** When the first real incident was declared. */
export async function firstDeclared(tx: EntityManager): Promise<Date | undefined> {
  const first = await maybeOne<{ at: Date }>(
    tx,
    `SELECT recorded_at AS at FROM incident WHERE kind = 'real' ORDER BY recorded_at, id LIMIT 1`,
  );
  return first?.at;
}

/** Until the transaction ends nobody else publishes. */
export const holdReleases = (tx: EntityManager): Promise<number> =>
  execute(tx, `SELECT pg_advisory_xact_lock(hashtext('incident.figure-release'))`);
