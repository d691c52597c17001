import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import type { ReadResult } from './read-file.js';
import type { ReadFile } from './stated.js';

const TIME_LIMIT = 30_000;
const MEMORY_MB = 768;

/** Where the sources run as they are, the process does too. */
const ENTRY = import.meta.url.endsWith('.ts')
  ? new URL('./file.process.ts', import.meta.url)
  : new URL('./file.process.js', import.meta.url);

/**
 * Reads MISP events and STIX bundles one after the other, each in a process of its own that ends with it: a hostile file can exhaust its heap
 * or its time, and the service goes on. It gets no environment, so no secret either.
 */
@Injectable()
export class FileReader implements OnApplicationShutdown {
  private current: ChildProcess | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  /** @throws Refusal('indicators-unreadable') with the reason; also for a file that cannot be read within its limits */
  async read(bytes: Uint8Array): Promise<ReadFile> {
    const turn = this.queue.then(() => this.readNow(bytes));
    this.queue = turn.catch(() => undefined);
    const result = await turn;
    if ('file' in result) return result.file;
    throw new Refusal('indicators-unreadable', { places: [result.unreadable] });
  }

  onApplicationShutdown(): void {
    this.current?.kill('SIGKILL');
  }

  private async readNow(bytes: Uint8Array): Promise<ReadResult> {
    const child = fork(fileURLToPath(ENTRY), [], {
      env: {},
      execArgv: [...process.execArgv, `--max-old-space-size=${MEMORY_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.current = child;
    const ended = new AbortController();
    child.once('exit', () => ended.abort());
    child.on('error', () => ended.abort());
    const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT);
    try {
      const answer = once(child, 'message', { signal: ended.signal });
      child.send(bytes);
      const [result] = (await answer) as [ReadResult];
      return result;
    } catch {
      return { unreadable: { path: '/', code: 'too-complex' } };
    } finally {
      clearTimeout(timer);
      child.kill('SIGKILL');
      if (this.current === child) this.current = undefined;
    }
  }
}
