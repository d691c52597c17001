import { randomInt } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { hashPassword } from '#libs/auth';
import { OWNER_ROLE, auditStatement } from '#libs/database';
import { SystemClock, loadConfig, newTraceId } from '#libs/platform';
import pg from 'pg';
import { OperatorError, UsageError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { addressFor } from '../service-database.js';
import { adminVariables } from '../settings.js';

/** Without what is taken for one another when it is read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 20;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Gives a person a new password, and says it once: for the first person of an instance that was imported, since no archive holds
 * anything to sign in with.
 */
export async function setPassword(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [email, ...more] = positionals;
  if (email === undefined || more.length > 0) throw new UsageError('Name one person by the e-mail address');
  const password = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const config = loadConfig(adminVariables, operatorEnvironment());
  const client = new pg.Client({
    connectionString: await addressFor(config, OWNER_ROLE),
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    await write(client, email, await hashPassword(password));
  } finally {
    await client.end();
  }
  print(password);
  return 0;
}

async function write(client: pg.Client, email: string, hash: string): Promise<void> {
  await client.query('BEGIN');
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO directory.credential (person_id, password_hash, changed_at)
     SELECT id, $2, $3 FROM directory.person WHERE lower(email) = lower($1) AND disabled_at IS NULL
     ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at
     RETURNING person_id AS id`,
    [email, hash, new SystemClock().instant()],
  );
  const person = rows[0];
  if (!person) throw new OperatorError(`Nobody who may sign in has the address ${email}`);
  const entry = { action: 'credential.set', recordType: 'person', recordId: person.id, actorId: NOBODY };
  const origin = `cli:${userInfo().username}@${hostname()}`;
  await client.query(auditStatement({ ...entry, origin, traceId: newTraceId() }, 'directory.audit'));
  await client.query('COMMIT');
}
