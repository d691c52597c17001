import type { EntityManager } from 'typeorm';
import type { PoolClient, QueryResultRow } from 'pg';

/**
 * Runs one statement in the transaction.
 *
 * @param sql with `$1`, `$2`...
 * @returns its rows; empty for a statement that returns none
 */
export async function rows<T extends object>(
  tx: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T[]> {
  return (await statement<T & QueryResultRow>(tx, sql, params)).rows;
}

/** Runs one statement that gives one row at most. @returns the row, or undefined when there is none */
export async function maybeOne<T extends object>(
  tx: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T | undefined> {
  const found = await rows<T>(tx, sql, params);
  if (found.length > 1) throw new Error(`Expected one row at most, got ${found.length}`);
  return found[0];
}

/** Runs one statement that gives exactly one row. @throws Error otherwise */
export async function one<T extends object>(
  tx: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T> {
  const found = await maybeOne<T>(tx, sql, params);
  if (!found) throw new Error('Expected one row, got none');
  return found;
}

/** Runs one statement. @returns how many rows it inserted, updated or deleted */
export async function execute(tx: EntityManager, sql: string, params: readonly unknown[] = []): Promise<number> {
  return (await statement(tx, sql, params)).rowCount ?? 0;
}

/**
 * Runs one statement that each connection parses once and then knows by its name: for the one that is hot and so wide that planning it
 * takes longer than running it. The name stands for this text for ever.
 */
export async function prepared(
  tx: EntityManager,
  name: string,
  sql: string,
  params: readonly unknown[],
): Promise<void> {
  const client = await clientOf(tx);
  await client.query({ name, text: sql, values: [...params] });
}

/** Straight to the driver: TypeORM's own path costs events and a logger for each statement, and hides the row count. */
async function statement<T extends QueryResultRow>(tx: EntityManager, sql: string, params: readonly unknown[]) {
  const client = await clientOf(tx);
  return client.query<T>(sql, [...params]);
}

/** The connection on which the transaction runs. */
export async function clientOf(tx: EntityManager): Promise<PoolClient> {
  if (!tx.queryRunner) throw new Error('Not in a transaction: pass the tx that Database.transaction gave');
  return (await tx.queryRunner.connect()) as PoolClient;
}
