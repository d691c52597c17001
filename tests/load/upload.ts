import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomFillSync } from 'node:crypto';
import type { Attachment, Receipt } from '#libs/contracts';
import { Client, type Platform, ok, scratchFolder, startPlatform } from '#libs/testing';
import { newId } from '#libs/platform';
import { aDeclaration } from '../e2e/story/declare.js';
import { type Figure, type Sample, figureOf } from './figure.js';
import { seedSessions } from './sessions.js';

const MB = 1024 * 1024;
const SIZE = 500 * MB;
const RUNS = 3;

/**
 * A file of 500 MB through the gateway into the encrypted store, hashed on the way and on the disk when it is answered; against `cat` of
 * the same file into an encrypted file that is on the disk when it is done. And how much memory each process takes for it.
 */
export async function benchUpload(): Promise<Figure[]> {
  // Nobody scans: clamd reading the last file would be measured with the next one.
  const platform = await startPlatform(
    { VIGIE_CLAMD: '127.0.0.1:1', VIGIE_ATTACHMENT_FACILITY_MB: '10000' },
    { durable: true },
  );
  try {
    return await measured(platform);
  } finally {
    await platform.stop();
  }
}

async function measured(platform: Platform): Promise<Figure[]> {
  const folder = await scratchFolder('upload');
  const file = join(folder.path, 'disk.img');
  await writeRandom(file);
  const [session] = await seedSessions(platform.adminUrl, 1, { facility: ['declarant'] });
  if (!session) throw new Error('no session');
  const client = new Client(platform.baseUrl).impatient().useSession(session.cookie, session.csrfToken);
  const { incidentId } = ok(await client.post<Receipt>('/api/declarations', aDeclaration(session.facilityId)));
  const rate: Sample[] = [];
  const memory: Record<'incident' | 'gateway', Sample[]> = { incident: [], gateway: [] };
  // The first one warms up: code is compiled, and buffers that stay are made.
  await send(platform, client, incidentId, file);
  for (let run = 0; run < RUNS; run++) {
    const limit = await catEncrypted(file, join(folder.path, 'encrypted'));
    const watches = (['incident', 'gateway'] as const).map((name) => watch(platform, name));
    const value = await send(platform, client, incidentId, file);
    rate.push({ value, limit });
    for (const { name, grown } of watches.map((stop) => stop())) memory[name].push({ value: grown, limit: null });
  }
  await folder.remove();
  return [
    figureOf('upload.rate', 'MB/s', rate, { atLeast: 0.5, of: 'ratio' }),
    figureOf('upload.memory.incident', 'MB', memory.incident, { atMost: 50, of: 'value' }),
    figureOf('upload.memory.gateway', 'MB', memory.gateway, { atMost: 50, of: 'value' }),
  ];
}

/** What does not compress, and is in the page cache for both. */
async function writeRandom(path: string): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(MB);
  for (let written = 0; written < SIZE; written += MB) await file.write(randomFillSync(block));
  await file.close();
}

/** @returns MB/s */
async function send(platform: Platform, client: Client, incidentId: string, file: string): Promise<number> {
  const id = newId();
  const path = `/api/incidents/${incidentId}/attachments`;
  ok(await client.post(path, { id, name: 'disk.img', size: SIZE, purpose: 'Image.' }));
  const began = performance.now();
  const sending = request(new URL(`${path}/${id}/content?offset=0`, platform.baseUrl), {
    method: 'PUT',
    headers: {
      cookie: client.cookie,
      'x-csrf-token': client.csrfToken,
      'content-type': 'application/octet-stream',
      'content-length': SIZE,
    },
  });
  const answered = once(sending, 'response');
  await pipeline(createReadStream(file, { highWaterMark: MB }), sending);
  const [answer] = (await answered) as [import('node:http').IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  answer.resume();
  const stored = ok(await client.post<Attachment>(`${path}/${id}/finish`, {}));
  const seconds = (performance.now() - began) / 1000;
  if (stored.sha256 === null) throw new Error('not hashed');
  return SIZE / MB / seconds;
}

/** `cat FILE | openssl enc -aes-256-ctr > OTHER`, and then the disk. @returns MB/s */
async function catEncrypted(file: string, other: string): Promise<number> {
  await rm(other, { force: true });
  const began = performance.now();
  const command = `cat "$1" | openssl enc -aes-256-ctr -pass pass:bench -pbkdf2 -iter 1 -out "$2" && sync "$2"`;
  const child = spawn('sh', ['-c', command, 'sh', file, other], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`openssl ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  if ((await stat(other)).size < SIZE) throw new Error('openssl wrote less');
  return SIZE / MB / seconds;
}

/** By how much a process grows above what it has now, at its highest, in MB. Source: /proc/PID/status, VmRSS. */
function watch(platform: Platform, name: 'incident' | 'gateway') {
  const pid = platform.running.services.get(name)?.pid ?? 0;
  const resident = async () =>
    Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  let [before, highest] = [0, 0];
  const look = async () => {
    const now = await resident();
    before ||= now;
    highest = Math.max(highest, now);
  };
  void look();
  const timer = setInterval(() => void look(), 20);
  return () => {
    clearInterval(timer);
    return { name, grown: highest - before };
  };
}
