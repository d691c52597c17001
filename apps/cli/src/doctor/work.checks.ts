import { pendingMigrations } from '#libs/database';
import { DELIVERY_ALARM } from '#libs/messaging';
import type pg from 'pg';
import { everythingMigrated } from '../migrate/migrated.js';
import type { AdminConfig } from '../settings.js';
import { type Check, type Finding, well, wrong } from './check.js';

/** Whether the schema is this version's, and whether what was declared has been delivered. */
export function workChecks(config: AdminConfig, database: pg.Client): Check[] {
  return [
    { name: 'migrations', run: () => migrations(config) },
    { name: 'deliveries', run: () => deliveries(database) },
    { name: 'dead letters', run: () => deadLetters(database) },
    { name: 'attachments', run: () => attachments(database) },
  ];
}

async function migrations({ adminDatabaseUrl, databaseName }: AdminConfig): Promise<Finding> {
  const pending = await pendingMigrations(adminDatabaseUrl, await everythingMigrated(), databaseName);
  const names = Object.entries(pending).flatMap(([part, list]) => list.map((name) => `${part}: ${name}`));
  return names.length === 0 ? well('none is missing') : wrong(`missing: ${names.join(', ')}`, 'run vigie migrate');
}

async function deliveries(database: pg.Client): Promise<Finding> {
  const { rows } = await database.query<{ open: number; seconds: number }>(
    `SELECT count(*)::int AS open, coalesce(extract(epoch FROM clock_timestamp() - min(opened_at)), 0)::float8 AS seconds
     FROM messaging.delivery WHERE state = 'open'`,
  );
  const { open = 0, seconds = 0 } = rows[0] ?? {};
  if (open === 0) return well('none is open');
  const found = `${open} open, the oldest for ${Math.round(seconds)} s`;
  const advice = 'look at the log of the consuming service and at NATS; what is open is published again by itself';
  return seconds >= DELIVERY_ALARM ? wrong(found, advice) : well(found);
}

async function deadLetters(database: pg.Client): Promise<Finding> {
  const { rows } = await database.query<{ parked: number }>(
    `SELECT count(*)::int AS parked FROM messaging.delivery WHERE state = 'parked'`,
  );
  const parked = rows[0]?.parked ?? 0;
  if (parked === 0) return well('none');
  return wrong(`${parked} parked`, 'vigie dead-letters list: later events of the same records wait behind them');
}

/** Minutes that a file may wait for the virus scanner. */
const SCAN_ALARM = 30;

async function attachments(database: pg.Client): Promise<Finding> {
  const there = await database.query<{ known: boolean }>(
    `SELECT to_regclass('incident.attachment') IS NOT NULL AS known`,
  );
  if (!there.rows[0]?.known) return well('this instance has none yet');
  const { rows } = await database.query<{ waiting: number; minutes: number }>(
    `SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(stored_at)), 0)::float8 / 60 AS minutes
     FROM incident.attachment WHERE state = 'stored' AND verdict = 'unscanned'`,
  );
  const { waiting = 0, minutes = 0 } = rows[0] ?? {};
  if (waiting === 0) return well('none waits for the virus scanner');
  const found = `${waiting} not scanned, the oldest for ${Math.round(minutes)} min`;
  return minutes >= SCAN_ALARM ? wrong(found, 'see that clamd runs where VIGIE_CLAMD says') : well(found);
}
