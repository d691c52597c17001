import type { Logger } from '#libs/platform';
import type { JobQueue, JobWorker, QueueStore } from './mail.queue-store.js';
import { SMTP_CONNECTIONS } from './smtp.client.js';

/**
 * Milliseconds after which a job is taken from a worker that gives no sign of life, and between two looks for such jobs. Taken too early it
 * does no harm: the mail's own lease is what keeps two workers apart.
 */
const LEASE = { lockDuration: 8_000, stalledInterval: 4_000 };

/**
 * The jobs that send mails. A job is the mail's id and nothing else, and is forgotten when it ends: the rows say what is due, so that the
 * whole queue may be lost.
 */
export class MailQueue {
  private readonly queue: JobQueue;
  private worker: JobWorker | undefined;

  constructor(
    private readonly store: QueueStore,
    private readonly logger: Logger,
  ) {
    this.queue = store.queue();
    this.queue.on('error', (error) => this.logger.warn({ err: error }, 'the mail queue is away'));
  }

  /** Adds jobs; one that is waiting or being worked on stays as it is. */
  async add(mailIds: readonly string[]): Promise<void> {
    if (mailIds.length === 0) return;
    await this.queue.addBulk(mailIds.map((mailId) => ({ name: 'mail', data: { mailId }, opts: { jobId: mailId } })));
  }

  /** Jobs that wait for a worker. */
  waiting(): Promise<number> {
    return this.queue.getWaitingCount();
  }

  /** Begins to work on jobs. @param send never has to be told of a failure: the row says what comes next */
  work(send: (mailId: string) => Promise<void>): void {
    this.worker = this.store.worker(({ data }) => send(data.mailId), { concurrency: SMTP_CONNECTIONS, ...LEASE });
    this.worker.on('error', (error) => this.logger.warn({ err: error }, 'the mail queue is away'));
    this.worker.on('failed', (job, error) => this.logger.error({ err: error, mailId: job?.id }, 'a mail job failed'));
  }

  /** Finishes the mails under way. */
  async close(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
  }
}
