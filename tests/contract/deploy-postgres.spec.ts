import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { chooseDataFolder } from '../../deploy/local/data.mjs';
import { type Postgres, startPostgres } from '../../deploy/local/postgres.mjs';
import { ROOT, scratch } from './deploy/scratch.js';

describe('postgresql.conf', () => {
  let server: Postgres;
  let client: pg.Client;
  const file = join(ROOT, 'deploy/postgres/postgresql.conf');
  const names = [...readFileSync(file, 'utf8').matchAll(/^(\w+) =/gm)].map(([, name = '']) => name);

  beforeAll(async () => {
    const { path: dataDir } = await chooseDataFolder({ root: ROOT });
    // PostgreSQL's user may not be able to read the clone.
    chmodSync(scratch, 0o711);
    const configFile = join(scratch, 'postgresql.conf');
    // Debian's build reads the machine's time zones; without them it knows GMT alone, which is the same.
    const zone = existsSync('/usr/share/zoneinfo/UTC') ? 'UTC' : 'GMT';
    writeFileSync(configFile, readFileSync(file, 'utf8').replaceAll("'UTC'", `'${zone}'`));
    server = await startPostgres({ dataDir: join(scratch, 'postgres'), toolsDir: join(dataDir, 'tools'), configFile });
    client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it('is what PostgreSQL runs with, line by line', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM pg_settings WHERE name = ANY($1) AND source = 'configuration file' ORDER BY name`,
      [names],
    );
    // Where it listens and in which zone is said when it is started here.
    const ours = ['listen_addresses', 'timezone', 'log_timezone'];
    expect(rows.map(({ name }) => name.toLowerCase())).toEqual(names.filter((name) => !ours.includes(name)).sort());
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(['fsync', 'synchronous_commit', 'full_page_writes'])('leaves %s on', async (name) => {
    expect((await client.query('SELECT current_setting($1)', [name])).rows).toEqual([{ current_setting: 'on' }]);
  });
});
