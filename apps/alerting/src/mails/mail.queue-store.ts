import { scopeRoleOf } from '#libs/database';
import {
  type BackendClasses,
  type IQueueBackend,
  type PostgresConnectionOptions,
  type Queue,
  type Worker,
  createPostgresBackend,
  createRedisBackend,
  withBackend,
} from 'bullmq';
import { QUEUE_SCHEMA } from './queue-schema.js';

interface MailJob {
  mailId: string;
}
interface Working {
  concurrency: number;
  lockDuration: number;
  stalledInterval: number;
}

type Send = (job: { data: MailJob }) => Promise<void>;
type BullQueue = Pick<Queue<MailJob>, 'addBulk' | 'getWaitingCount' | 'close'>;

/** As much of BullMQ as we use, whichever server keeps the jobs. */
export interface JobQueue extends BullQueue {
  on(event: 'error', listener: (error: Error) => void): unknown;
}
export interface JobWorker extends Pick<Worker<MailJob>, 'close'> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { id?: string } | undefined, error: Error) => void): unknown;
}

/** Where the jobs are kept. */
export interface QueueStore {
  queue: () => JobQueue;
  worker: (send: Send, working: Working) => JobWorker;
}

const NAME = 'mail';
/** A job is forgotten when it ends. */
const FORGOTTEN = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** @param options of the queue that adds, beyond its connection */
function storeOf<Backend extends IQueueBackend, Connection>(
  bull: BackendClasses<Backend, Connection>,
  connection: { toAdd: Connection; toWork: Connection },
  options: { prefix?: string; skipWaitingForReady?: boolean } = {},
): QueueStore {
  return {
    queue: () =>
      new bull.Queue<MailJob>(NAME, { connection: connection.toAdd, defaultJobOptions: FORGOTTEN, ...options }),
    worker: (send, working) =>
      new bull.Worker<MailJob>(NAME, send, { connection: connection.toWork, prefix: options.prefix, ...working }),
  };
}

/** Connections that the queue takes of the service's: one to add, two to work, one to listen. */
export const QUEUE_CONNECTIONS = 4;

/** In a schema of PostgreSQL, as the system scope, because the login role itself may do nothing. */
export function postgresStore(url: string): QueueStore {
  const connection = (max: number): PostgresConnectionOptions => ({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    options: `-c role=${scopeRoleOf('alerting', 'system')}`,
    application_name: 'alerting-queue',
    max,
  });
  return storeOf(withBackend(createPostgresBackend), { toAdd: connection(1), toWork: connection(2) });
}

/** In Redis or Valkey. One that is away is complained of at once: the next sweep adds what this one could not. */
export function redisStore(url: string): QueueStore {
  return storeOf(
    withBackend(createRedisBackend),
    { toAdd: { url, maxRetriesPerRequest: 1 }, toWork: { url, maxRetriesPerRequest: null } },
    { prefix: 'vigie', skipWaitingForReady: true },
  );
}
