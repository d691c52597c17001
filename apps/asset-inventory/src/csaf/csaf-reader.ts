import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#libs/contracts';
import type { CsafContent } from './extract.js';
import type { ReadResult } from './read-document.js';

export interface CsafReaderOptions {
  /** The file that the process runs. */
  entry?: URL;
  /** Milliseconds that one document may take, the start of the process not counted. */
  timeLimit?: number;
  /** Megabytes of heap that the process may use. */
  memoryLimit?: number;
}

interface Reading {
  child: ChildProcess;
  ready: Promise<unknown>;
}

/**
 * Reads CSAF documents, one after the other, in a process of its own that starts with the first one and stays. A process and not a thread: a thread that
 * exhausts its heap takes the whole service with it. It gets no environment, so no secret either. One that a document has stopped or hung is
 * replaced for the next.
 */
export class CsafReader {
  private current: Reading | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: CsafReaderOptions = {}) {}

  /** Starts the process ahead of the document that is on its way: it takes a second or more to compile the schema. */
  warm(): void {
    this.start();
  }

  /** @throws Refusal('csaf-invalid') with every fault of the document; also for one that cannot be read within its limits. */
  async read(bytes: Uint8Array): Promise<CsafContent> {
    const turn = this.queue.then(() => this.readNow(bytes));
    this.queue = turn.catch(() => undefined);
    const result = await turn;
    if ('content' in result) return result.content;
    throw new Refusal('csaf-invalid', { count: result.count, places: result.places });
  }

  close(): void {
    this.current?.child.kill('SIGKILL');
    this.current = undefined;
  }

  private start(): Reading {
    this.current ??= this.startProcess();
    return this.current;
  }

  private startProcess(): Reading {
    const { entry = new URL('./csaf.process.js', import.meta.url), memoryLimit = 512 } = this.options;
    const child = fork(fileURLToPath(entry), [], {
      env: {},
      execArgv: [`--max-old-space-size=${memoryLimit}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    const reading = { child, ready: nextMessage(child) };
    const forget = (): void => {
      if (this.current === reading) this.current = undefined;
    };
    child.once('exit', forget);
    child.on('error', forget);
    reading.ready.catch(forget);
    return reading;
  }

  private async readNow(bytes: Uint8Array): Promise<ReadResult> {
    const { child, ready } = this.start();
    // Only while it reads does it keep this process from ending.
    child.ref();
    child.channel?.ref();
    try {
      // A process that cannot even start is our fault, not the document's.
      await ready;
      return await this.ask(child, bytes);
    } finally {
      child.unref();
      child.channel?.unref();
    }
  }

  private async ask(child: ChildProcess, bytes: Uint8Array): Promise<ReadResult> {
    const { timeLimit = 20_000 } = this.options;
    const answer = nextMessage(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimit);
    try {
      child.send(bytes);
      return (await answer) as ReadResult;
    } catch {
      return { count: 1, places: [{ path: '/', code: 'too-complex' }] };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The process's next message; rejects when it ends without one. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      child.off('message', onMessage);
      child.off('error', onError);
      child.off('exit', onExit);
      finish();
    };
    const onMessage = (message: unknown): void => settle(() => resolve(message));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number | null): void =>
      settle(() => reject(new Error(`The CSAF reader ended with code ${code}`)));
    child.on('message', onMessage);
    child.on('error', onError);
    child.on('exit', onExit);
  });
}
