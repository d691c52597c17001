import { existsSync } from 'node:fs';
import type pg from 'pg';
import { type Check, type Finding, warning, well, wrong } from './check.js';
import { diskSpace } from './disk.js';

const OLDEST = 150_000;
/** The services' pools, the queue's, the relay's and an operator's. */
const CONNECTIONS_NEEDED = 90;

/** Each setting that durability or the platform relies on: what it must be, and what happens otherwise. */
const SETTINGS: readonly { name: string; isWell: (value: string) => boolean; otherwise: string }[] = [
  {
    name: 'fsync',
    isWell: (value) => value === 'on',
    otherwise: 'a power cut can destroy the database: set fsync = on',
  },
  {
    name: 'synchronous_commit',
    isWell: (value) => ['on', 'remote_write', 'remote_apply'].includes(value),
    otherwise: 'what was acknowledged can be lost in a power cut: set synchronous_commit = on',
  },
  {
    name: 'full_page_writes',
    isWell: (value) => value === 'on',
    otherwise: 'a power cut can leave torn pages: set full_page_writes = on',
  },
  {
    name: 'max_connections',
    isWell: (value) => Number(value) >= CONNECTIONS_NEEDED,
    otherwise: `the services want ${CONNECTIONS_NEEDED}: set max_connections = 100, or lower VIGIE_DATABASE_POOL`,
  },
  {
    name: 'password_encryption',
    isWell: (value) => value === 'scram-sha-256',
    otherwise: 'set password_encryption = scram-sha-256, then run vigie migrate again',
  },
];

/** What PostgreSQL is and how it is set. */
export function serverChecks(admin: pg.Client): Check[] {
  return [
    { name: 'PostgreSQL', run: () => version(admin) },
    { name: 'PostgreSQL settings', run: () => settings(admin) },
    { name: 'PostgreSQL disk', run: () => disk(admin) },
    { name: 'clock', run: () => clockSkew(admin) },
  ];
}

interface Server {
  /** As PostgreSQL counts: 150018 for 15.18. */
  number: number;
  text: string;
  recovery: boolean;
}

async function version(admin: pg.Client): Promise<Finding> {
  const { rows } = await admin.query<Server>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text,
       pg_is_in_recovery() AS recovery`,
  );
  return rows[0] ? judgeServer(rows[0]) : wrong('no answer', 'is this a PostgreSQL?');
}

/** What to think of a PostgreSQL by its version and its part. */
export function judgeServer({ number, text, recovery }: Server): Finding {
  const found = `PostgreSQL ${text}`;
  if (number < OLDEST) return wrong(found, 'upgrade to PostgreSQL 15 or newer');
  return recovery ? wrong(`${found}, a standby`, 'give the address of the primary') : well(found);
}

async function settings(admin: pg.Client): Promise<Finding[]> {
  const names = SETTINGS.map(({ name }) => name);
  const { rows } = await admin.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [names],
  );
  const values = new Map(rows.map(({ name, setting }) => [name, setting]));
  const bad = SETTINGS.filter(({ name, isWell }) => !isWell(values.get(name) ?? ''));
  if (bad.length === 0) return [well(names.map((name) => `${name} ${values.get(name)}`).join(', '))];
  return bad.map(({ name, otherwise }) => wrong(`${name} is ${values.get(name)}`, otherwise));
}

const THIS_MACHINE = /^(\/|localhost$|127\.|::1$)/;

/** Where PostgreSQL keeps its data, when that is on this machine: it stops when its disk is full. */
async function disk(admin: pg.Client): Promise<Finding> {
  const { rows } = await admin.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const folder = rows[0]?.folder ?? '';
  if (THIS_MACHINE.test(admin.host) && existsSync(folder)) return diskSpace(folder);
  return well(`${folder} is on another machine or in a container: watch its disk there`);
}

/** Half of the round trip is taken off: what remains is the difference of the two clocks. */
async function clockSkew(admin: pg.Client): Promise<Finding> {
  const before = performance.now();
  const { rows } = await admin.query<{ at: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at',
  );
  const tripMs = performance.now() - before;
  // eslint-disable-next-line no-restricted-syntax -- the machine's clock is what is being examined
  const skewMs = Math.abs(Date.now() - tripMs / 2 - (rows[0]?.at ?? 0));
  const found = `this machine and PostgreSQL differ by ${Math.round(skewMs)} ms`;
  if (skewMs > 5_000) return wrong(found, 'tokens live 60 s: set both clocks with NTP');
  return skewMs > 1_000 ? warning(found, 'set both clocks with NTP') : well(found);
}
