import { scopeRoleOf } from '#libs/database';
import type { Logger } from '#libs/platform';
import { type PostgresConnectionOptions, createPostgresBackend, withBackend } from 'bullmq';
import { QUEUE_SCHEMA } from './queue-schema.js';
import { SMTP_CONNECTIONS } from './smtp.client.js';

const { Queue, Worker } = withBackend(createPostgresBackend);

const NAME = 'mail';
interface MailJob {
  mailId: string;
}

/**
 * Milliseconds after which a job is taken from a worker that gives no sign of life, and between two looks for such jobs. Taken too early it
 * does no harm: the mail's own lease is what keeps two workers apart.
 */
const LEASE = { lockDuration: 8_000, stalledInterval: 4_000 };

/** Connections that the queue takes of the service's: one to add, two to work, one to listen. */
export const QUEUE_CONNECTIONS = 4;

/** As the system scope, because the login role itself may do nothing. */
const connectionTo = (url: string, max: number): PostgresConnectionOptions => ({
  connectionString: url,
  schema: QUEUE_SCHEMA,
  options: `-c role=${scopeRoleOf('alerting', 'system')}`,
  application_name: 'alerting-queue',
  max,
});

/**
 * The jobs that send mails. A job is the mail's id and nothing else, and is forgotten when it ends: the rows say what is due, so that the
 * whole queue may be lost.
 */
export class MailQueue {
  private readonly queue: InstanceType<typeof Queue<MailJob>>;
  private worker: InstanceType<typeof Worker<MailJob>> | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {
    this.queue = new Queue<MailJob>(NAME, {
      connection: connectionTo(url, 1),
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    });
    this.queue.on('error', (error) => this.logger.warn({ err: error }, 'the mail queue is away'));
  }

  /** Adds jobs; one that is waiting or being worked on stays as it is. */
  async add(mailIds: readonly string[]): Promise<void> {
    if (mailIds.length === 0) return;
    await this.queue.addBulk(mailIds.map((mailId) => ({ name: NAME, data: { mailId }, opts: { jobId: mailId } })));
  }

  /** Jobs that wait for a worker. */
  waiting(): Promise<number> {
    return this.queue.getWaitingCount();
  }

  /** Begins to work on jobs. @param send never has to be told of a failure: the row says what comes next */
  work(send: (mailId: string) => Promise<void>): void {
    this.worker = new Worker<MailJob>(NAME, ({ data }) => send(data.mailId), {
      connection: connectionTo(this.url, 2),
      concurrency: SMTP_CONNECTIONS,
      ...LEASE,
    });
    this.worker.on('error', (error) => this.logger.warn({ err: error }, 'the mail queue is away'));
    this.worker.on('failed', (job, error) => this.logger.error({ err: error, mailId: job?.id }, 'a mail job failed'));
  }

  /** Finishes the mails under way. */
  async close(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
  }
}
