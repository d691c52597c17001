import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#libs/contracts';
import { Client, type Platform, ok, scratchFolder } from '#libs/testing';
import { ROOT } from '../../deploy/local/data.mjs';
import { aDeclaration } from '../e2e/story/declare.js';
import { type Figure, type Sample, figureOf } from './figure.js';
import { proportionalMegabytes } from './memory.js';

/** Seconds from `npm start` on an installed clone to the first accepted declaration: with new data, and with yesterday's. */
export async function benchStart(): Promise<Figure[]> {
  const first: Sample[] = [];
  const again: Sample[] = [];
  for (let run = 0; run < 3; run++) {
    const folder = await scratchFolder('start');
    first.push({ value: await startAndDeclare(folder.path), limit: null });
    again.push({ value: await startAndDeclare(folder.path), limit: null });
    await folder.remove();
  }
  return [
    figureOf('start.new-data', 's', first, { atMost: 15, of: 'value' }),
    figureOf('start', 's', again, { atMost: 15, of: 'value' }),
  ];
}

async function startAndDeclare(dataDir: string): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, VIGIE_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /Vigie is ready: (\S+)/.exec(text);
      if (found?.[1]) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`npm start ended: ${text}`)));
  });
  const accounts = JSON.parse(await readFile(join(dataDir, 'demo-accounts.json'), 'utf8')) as {
    email: string;
    password: string;
    roles: string[];
    facilityId: string | null;
  }[];
  const declarant = accounts.find(({ roles }) => roles.includes('declarant'))!;
  const client = await new Client(url.replace('localhost', '127.0.0.1')).signIn(declarant.email, declarant.password);
  ok(await client.post<Receipt>('/api/declarations', aDeclaration(declarant.facilityId ?? '')));
  const seconds = (performance.now() - began) / 1000;
  process.kill(-child.pid!, 'SIGINT');
  await ended;
  return seconds;
}

/** Proportional set size of all services and nats-server, idle, in MB; PostgreSQL is not counted. */
export async function benchMemory(platform: Platform): Promise<Figure[]> {
  const samples: Sample[] = [];
  for (let run = 0; run < 3; run++) {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const pids = [...platform.running.services.values()].map(({ pid }) => pid);
    if (platform.running.nats) pids.push(platform.running.nats.pid);
    samples.push({ value: pids.reduce((sum, pid) => sum + proportionalMegabytes(pid), 0), limit: null });
  }
  return [figureOf('memory', 'MB', samples, { atMost: 700, of: 'value' })];
}
