import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import type { Value } from '../value.js';
import type { CheckedFile } from './checked.js';
import type { Refused, Unreadable } from './stated.js';

/** What the process says, in this order; the end comes last. */
export type Part =
  | { values: Value[] }
  | { refused: Refused[] }
  | { end: Omit<CheckedFile, 'values' | 'refused'> }
  | { unreadable: Unreadable };

const TIME_LIMIT = 30_000;
const MEMORY_MB = 768;
/** Files that wait for their turn; whoever comes then is told to come again. */
const WAITING = 3;
/** Seconds until then. */
const AGAIN = 20;

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
  private waiting = 0;

  /**
   * @param load is called when its turn has come: what waits holds no file
   * @throws Refusal('indicators-unreadable') with the reason; also for a file that cannot be read within its limits;
   *   Refusal('too-many-requests') when too many wait; whatever `load` throws
   */
  async read(load: () => Promise<Uint8Array>): Promise<CheckedFile> {
    if (this.waiting >= WAITING) throw new Refusal('too-many-requests', { seconds: AGAIN });
    this.waiting += 1;
    const turn = this.queue.then(async () => {
      this.waiting -= 1;
      return this.readNow(await load());
    });
    this.queue = turn.catch(() => undefined);
    const result = await turn;
    if ('unreadable' in result) throw new Refusal('indicators-unreadable', { places: [result.unreadable] });
    return result;
  }

  onApplicationShutdown(): void {
    this.current?.kill('SIGKILL');
  }

  private async readNow(bytes: Uint8Array): Promise<CheckedFile | { unreadable: Unreadable }> {
    const child = fork(fileURLToPath(ENTRY), [], {
      env: {},
      execArgv: [...process.execArgv, `--max-old-space-size=${MEMORY_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.current = child;
    const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT);
    try {
      return await collected(child, bytes);
    } finally {
      clearTimeout(timer);
      child.kill('SIGKILL');
      if (this.current === child) this.current = undefined;
    }
  }
}

/** What the process says of the file; one that ends before its end has found it too complex. */
function collected(child: ChildProcess, bytes: Uint8Array): Promise<CheckedFile | { unreadable: Unreadable }> {
  const values: Value[] = [];
  const refused: Refused[] = [];
  return new Promise((resolve) => {
    const tooComplex = () => resolve({ unreadable: { path: '/', code: 'too-complex' } });
    child.once('exit', tooComplex);
    child.once('error', tooComplex);
    child.on('message', (part: Part) => {
      if ('values' in part) values.push(...part.values);
      else if ('refused' in part) refused.push(...part.refused);
      else if ('end' in part) resolve({ ...part.end, values, refused });
      else resolve(part);
    });
    child.send(bytes, (error) => error && tooComplex());
  });
}
