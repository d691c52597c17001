import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../command.js';

export async function up(): Promise<number> {
  const script = fileURLToPath(new URL('../../../../../deploy/local/start.mjs', import.meta.url));
  if (!existsSync(script))
    throw new OperatorError('This installation has no deploy/local: start its services with systemd or compose');
  const child = spawn(process.execPath, [script], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both of us: the child decides when it is done.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
