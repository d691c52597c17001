import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ask } from './admin.js';

/**
 * The limit that `declare.rate` is held against: commits per second of bare `pg` on the same server, one row and one
 * outbox row per transaction, `inFlight` connections, for `seconds`.
 */
export async function bareCommitRate(adminUrl: string, inFlight: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: adminUrl, max: inFlight });
  await pool.query('CREATE SCHEMA IF NOT EXISTS bench');
  await pool.query('CREATE TABLE IF NOT EXISTS bench.entity (id uuid PRIMARY KEY, body jsonb NOT NULL)');
  await pool.query('CREATE TABLE IF NOT EXISTS bench.outbox (id uuid PRIMARY KEY, body jsonb NOT NULL)');
  const body = JSON.stringify({ text: 'x'.repeat(700) });
  let commits = 0;
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const client = await pool.connect();
      while (performance.now() < until) {
        await client.query('BEGIN');
        await client.query({
          name: 'entity',
          text: 'INSERT INTO bench.entity VALUES ($1, $2)',
          values: [randomUUID(), body],
        });
        await client.query({
          name: 'outbox',
          text: 'INSERT INTO bench.outbox VALUES ($1, $2)',
          values: [randomUUID(), body],
        });
        await client.query('COMMIT');
        commits += 1;
      }
      client.release();
    }),
  );
  const rate = commits / ((performance.now() - began) / 1000);
  await pool.query('DROP SCHEMA bench CASCADE');
  await pool.end();
  return rate;
}

/** The settings without which a commit rate means nothing. */
export async function durability(adminUrl: string): Promise<string> {
  const rows = await ask<{ name: string; setting: string }>(
    adminUrl,
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name",
    [],
  );
  return rows.map((row) => `${row.name}=${row.setting}`).join(' ');
}
