import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

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

/** Waits until PostgreSQL takes connections: after a power cut everything starts at once. @throws whatever waiting does not mend */
export async function waitForServer(url: string): Promise<void> {
  for (let told = false; ; told = true) {
    const failure = await tryToConnect(url);
    if (failure === undefined) return;
    if (!isAway(failure)) throw failure;
    if (!told) process.stderr.write(`PostgreSQL is not there yet (${(failure as Error).message}); waiting for it.\n`);
    await sleep(EVERY);
  }
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
