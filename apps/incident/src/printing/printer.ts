import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { PrintJob } from './print-job.js';

/** Milliseconds that one job may take; the largest takes one second of a core. */
const TIME_LIMIT = 15_000;

/**
 * Prints one job after the other in a thread that starts with the first one and stays: fifty forms take a second of a core, in which the
 * service answers others. A thread and not a process (as for CSAF documents): what is printed has the size that the contract allows. It gets
 * no environment, so no secret either.
 */
@Injectable()
export class Printer implements OnApplicationShutdown {
  private thread: Worker | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  /** The PDF's bytes. @throws when the thread fails or takes too long: the next job gets a new one */
  print(job: PrintJob): Promise<Uint8Array> {
    const turn = this.queue.then(() => this.printNow(job));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end();
  }

  private async printNow(job: PrintJob): Promise<Uint8Array> {
    const thread = (this.thread ??= this.start());
    const limit = AbortSignal.timeout(TIME_LIMIT);
    const ended = new AbortController();
    thread.ref();
    try {
      const answer = once(thread, 'message', { signal: AbortSignal.any([limit, ended.signal]) });
      thread.once('exit', () => ended.abort(new Error('The printing thread has ended')));
      thread.postMessage(job);
      const [pdf] = (await answer) as [Uint8Array];
      return pdf;
    } catch (error) {
      await this.end();
      throw error;
    } finally {
      thread.removeAllListeners('exit');
      thread.unref();
    }
  }

  private start(): Worker {
    const thread = new Worker(new URL('./print.thread.js', import.meta.url), { env: {} });
    // Heard by who waits for the answer; without a listener it would end the service.
    thread.on('error', () => undefined);
    thread.unref();
    return thread;
  }

  private async end(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await thread?.terminate();
  }
}
