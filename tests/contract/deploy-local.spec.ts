import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { missingStubs } from '../../deploy/local/lock.mjs';
import { ROOT, scratch } from './deploy/scratch.js';

describe('work on the clone', () => {
  const script = `
    const { alone } = await import(process.argv[1]);
    const [, , clone, name, milliseconds] = process.argv;
    const work = async () => {
      console.log(name + ' begins');
      await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
      console.log(name + ' ends');
    };
    await alone(clone, work, () => console.log(name + ' waits'));`;
  const module = join(ROOT, 'deploy/local/alone.mjs');

  /** Milliseconds in which the second one starts, and finds that it has to wait. */
  const KILLED_AFTER = 5_000;

  /** What the processes say, in its order; each begins when the one before it has said something. */
  async function order(...work: [name: string, milliseconds: number, killed?: boolean][]): Promise<string[]> {
    const said: string[] = [];
    const ended: Promise<unknown>[] = [];
    for (const [name, milliseconds, killed] of work) {
      const args = ['--input-type=module', '-e', script, module, scratch, name, String(milliseconds)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.setEncoding('utf8').on('data', (lines: string) => said.push(...lines.trim().split('\n')));
      ended.push(once(child, 'close'));
      await once(child.stdout, 'data');
      if (killed) setTimeout(() => child.kill('SIGKILL'), KILLED_AFTER);
    }
    await Promise.all(ended);
    return said;
  }

  it('is done by one process at a time', async () => {
    const said = await order(['first', 5_000], ['second', 0]);
    expect(said).toEqual(['first begins', 'second waits', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on when the process that did it has died', async () => {
    const said = await order(['first', 60_000, true], ['second', 0]);
    expect(said).toEqual(['first begins', 'second waits', 'second begins', 'second ends']);
  });
});

describe('lock.mjs', () => {
  it('finds the stub that a lock lacks', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(missingStubs(packages)).toEqual({});
    const stub = Object.entries(packages).find(([, entry]) => Object.keys(entry).join() === 'version,optional');
    const [path = '', entry] = stub ?? [];
    const { [path]: _, ...rest } = packages;
    expect(missingStubs(rest)).toEqual({ [path]: entry });
  });
});
