import { hostname, userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { services } from '#libs/contracts';
import { OWNER_ROLE, auditStatement, schemaOf } from '#libs/database';
import {
  type DeadLetter,
  type DeadLetterKey,
  listDeadLetters,
  replayDeadLetter,
  skipDeadLetter,
} from '#libs/messaging';
import { SystemClock, loadConfig, newTraceId } from '#libs/platform';
import pg from 'pg';
import { z } from 'zod';
import { OperatorError, UsageError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { addressFor } from '../service-database.js';
import { adminVariables } from '../settings.js';

/** Who decides when nobody gives a person's id: the operator of this machine, whom the audit's origin names. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const Key = z.object({ eventId: z.uuid(), consumer: z.enum(services) });

export async function deadLetters(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, reason: { type: 'string' }, by: { type: 'string' } },
  });
  const [verb, eventId, consumer] = positionals;
  if (verb === 'list') return list(values.json);
  if (verb !== 'replay' && verb !== 'skip') throw new UsageError('Say list, replay or skip');
  const key = Key.safeParse({ eventId, consumer });
  if (!key.success) throw new UsageError(`Say which: the event's id, and the consumer (${services.join(', ')})`);
  const by = values.by ?? NOBODY;
  if (!z.guid().safeParse(by).success) throw new UsageError('--by takes the id of a person');
  if (verb === 'replay') return replay(key.data, by);
  const reason = values.reason?.trim();
  if (!reason) throw new UsageError('--reason is needed: it is kept with the event, without personal data');
  return skip(key.data, by, reason);
}

async function list(json: boolean): Promise<number> {
  const letters = await asOwner((owner) => listDeadLetters(owner));
  if (json) print(JSON.stringify(letters, undefined, 2));
  else print(letters.length === 0 ? 'There is none.' : letters.map(describe).join('\n\n'));
  return 0;
}

function describe(letter: DeadLetter): string {
  const { eventId, consumer, type, aggregateId, version, recordedAt, failures, reason, waiting, traceId } = letter;
  return [
    `${eventId} ${consumer}`,
    `  ${type} of ${recordedAt}, version ${version} of ${aggregateId}${letter.kind === 'exercise' ? ' (exercise)' : ''}`,
    `  failed ${failures} times: ${reason ?? 'no reason kept'}`,
    `  ${waiting} later events wait behind it; trace ${traceId}`,
  ].join('\n');
}

async function replay(key: DeadLetterKey, by: string): Promise<number> {
  await settle('dead-letter.replay', key, by, (owner, now) => replayDeadLetter(owner, key, now));
  print(`${key.consumer} gets ${key.eventId} once more.`);
  return 0;
}

async function skip(key: DeadLetterKey, by: string, reason: string): Promise<number> {
  await settle('dead-letter.skip', key, by, (owner, now) => skipDeadLetter(owner, key, { reason, by }, now));
  print(`${key.consumer} will not get ${key.eventId}; what waited behind it goes on.`);
  return 0;
}

/** The decision and its audit row, in the consumer's own audit, are one transaction. */
async function settle(
  action: string,
  { eventId, consumer }: DeadLetterKey,
  actorId: string,
  decide: (owner: pg.Client, now: string) => Promise<boolean>,
): Promise<void> {
  const origin = `cli:${userInfo().username}@${hostname()}`;
  const entry = { action, recordType: 'event', recordId: eventId, actorId, origin, traceId: newTraceId() };
  await asOwner(async (owner) => {
    await owner.query('BEGIN');
    const done = await decide(owner, new SystemClock().instant());
    if (!done) throw new OperatorError(`${consumer} has no parked delivery of ${eventId}: see vigie dead-letters list`);
    await owner.query(auditStatement(entry, `${schemaOf(consumer)}.audit`));
    await owner.query('COMMIT');
  });
}

/** Closing the connection rolls back what was not committed. */
async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const config = loadConfig(adminVariables, operatorEnvironment());
  const owner = new pg.Client({
    connectionString: await addressFor(config, OWNER_ROLE),
    connectionTimeoutMillis: 5_000,
  });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
