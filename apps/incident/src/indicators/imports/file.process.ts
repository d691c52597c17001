import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { readFile } from './read-file.js';

/** A file that hangs this process also hides from it that its parent has gone: a thread watches for that. */
const WATCHDOG = `const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;

// When memory runs out, the kernel ends this process first and not the service. Not everywhere may one say so.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // The larger of the two is chosen then.
}
process.once('disconnect', () => process.exit());
if (!process.connected) process.exit();
process.once('message', (bytes: Uint8Array) => {
  process.send?.(readFile(bytes), () => process.disconnect?.());
});
new Worker(WATCHDOG, { eval: true }).unref();
