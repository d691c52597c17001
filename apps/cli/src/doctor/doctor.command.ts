import { parseArgs } from 'node:util';
import { loadConfig } from '#libs/platform';
import pg from 'pg';
import { print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { type AdminConfig, adminVariables } from '../settings.js';
import { carrierChecks } from './carrier.checks.js';
import { type Check, type Report, runChecks } from './check.js';
import { runtimeChecks } from './runtime.checks.js';
import { serverChecks } from './server.checks.js';
import { tenancyChecks } from './tenancy.checks.js';
import { workChecks } from './work.checks.js';

const MARKS = { well: 'ok  ', warning: 'warn', wrong: 'BAD ' } as const;

export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const environment = operatorEnvironment();
  const config = loadConfig(adminVariables, environment);
  const reports = [
    ...(await runChecks(runtimeChecks(config))),
    ...(await examineDatabase(config)),
    ...(await runChecks(carrierChecks(environment))),
  ];
  print(values.json ? JSON.stringify(reports, undefined, 2) : table(reports));
  return reports.some(({ state }) => state === 'wrong') ? 1 : 0;
}

async function examineDatabase(config: AdminConfig): Promise<Report[]> {
  const database = new URL(config.adminDatabaseUrl);
  database.pathname = `/${config.databaseName}`;
  return [
    ...(await examine('PostgreSQL', config.adminDatabaseUrl, serverChecks)),
    ...(await examine(`database ${config.databaseName}`, database.href, (client) => [
      ...tenancyChecks(config, client),
      ...workChecks(config, client),
    ])),
  ];
}

/** Runs the checks that need a connection; one finding in their place when there is none. */
async function examine(name: string, url: string, checksOf: (client: pg.Client) => Check[]): Promise<Report[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const found = (error as Error).message || 'cannot be reached';
    const advice = /does not exist/.test(found)
      ? 'run vigie migrate'
      : 'start it; VIGIE_ADMIN_DATABASE_URL says where it is';
    return [{ name, state: 'wrong', found, advice }];
  }
  try {
    return await runChecks(checksOf(client));
  } finally {
    await client.end();
  }
}

function table(reports: readonly Report[]): string {
  const width = Math.max(...reports.map(({ name }) => name.length));
  const indent = ' '.repeat(MARKS.well.length + width + 4);
  const lines = reports.map(({ name, state, found, advice }) => {
    const line = `${MARKS[state]}  ${name.padEnd(width)}  ${found}`;
    return advice ? `${line}\n${indent}-> ${advice}` : line;
  });
  const count = (state: Report['state']): number => reports.filter((report) => report.state === state).length;
  return [...lines, '', `${count('well')} well, ${count('warning')} to look at, ${count('wrong')} wrong`].join('\n');
}
