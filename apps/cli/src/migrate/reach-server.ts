import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../command.js';

const EVERY = 2_000;
/** A server that starts up, shuts down or recovers (PostgreSQL, appendix A), and one that nobody can reach. */
const AWAY = new Set([
  '57P03',
  '57P01',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * Sees that PostgreSQL takes connections; after a power cut everything starts at once, and one may want to wait for it.
 *
 * @throws OperatorError with what PostgreSQL says, when waiting does not mend it or is not wanted
 */
export async function reachServer(url: string, { wait }: { wait: boolean }): Promise<void> {
  for (let told = false; ; told = true) {
    const failure = await tryToConnect(url);
    if (failure === undefined) return;
    if (!wait || !isAway(failure)) throw new OperatorError(refusalOf(url, failure));
    if (!told) process.stderr.write(`PostgreSQL is not there yet (${messageOf(failure)}); waiting for it.\n`);
    await sleep(EVERY);
  }
}

function refusalOf(url: string, failure: unknown): string {
  const { host } = new URL(url);
  return (
    `PostgreSQL at ${host} cannot be used: ${messageOf(failure)}; its address, user and password are those of ` +
    `VIGIE_ADMIN_DATABASE_URL (of npm start: VIGIE_POSTGRES_URL).`
  );
}

/** A refused connection may come as several errors in one, whose own message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

async function tryToConnect(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isAway);
  const { code, message } = error as { code?: string; message?: string };
  return code === undefined ? /timeout|terminated/i.test(message ?? '') : AWAY.has(code);
}
