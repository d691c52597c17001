import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { check } from './checked.js';
import { type ReadResult, readFile } from './read-file.js';
import type { Part } from './file.reader.js';

/** A file that hangs this process also hides from it that its parent has gone: a thread watches for that. */
const WATCHDOG = `const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;
/** Values of one message: its reader gives others their turn between two. */
const SLICE = 2_000;

// When memory runs out, the kernel ends this process first and not the service. Not everywhere may one say so.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // The larger of the two is chosen then.
}
process.once('disconnect', () => process.exit());
if (!process.connected) process.exit();
process.once('message', (bytes: Uint8Array) => void answer(readFile(bytes)));
new Worker(WATCHDOG, { eval: true }).unref();

async function answer(result: ReadResult): Promise<void> {
  if ('unreadable' in result) await send(result);
  else {
    const { values, refused, ...rest } = check(result.file);
    for (let at = 0; at < values.length; at += SLICE) await send({ values: values.slice(at, at + SLICE) });
    for (let at = 0; at < refused.length; at += SLICE) await send({ refused: refused.slice(at, at + SLICE) });
    await send({ end: rest });
  }
  process.disconnect?.();
}

const send = (part: Part): Promise<void> =>
  new Promise((resolve, reject) => process.send?.(part, (error: Error | null) => (error ? reject(error) : resolve())));
