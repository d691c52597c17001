import { join } from 'node:path';
import { Redis } from 'ioredis';
import { chooseDataFolder } from '../../../deploy/local/data.mjs';
import { freePort } from '../../../deploy/local/ports.mjs';
import { startServer } from '../../../deploy/local/processes.mjs';
import { findRedis } from '../../../deploy/local/redis.mjs';
import { scratchFolder } from './folder.js';

/** A redis-server of one's own that keeps nothing on disk. */
export interface TestRedis {
  url: string;
  client: Redis;
  /** SIGKILL: everything in it is lost. */
  kill: () => Promise<void>;
  /** On the same port, empty. */
  start: () => Promise<void>;
  close: () => Promise<void>;
}

export async function startTestRedis(): Promise<TestRedis> {
  const [folder, { path: dataDir }, port] = await Promise.all([scratchFolder('redis'), chooseDataFolder(), freePort()]);
  const { path, env } = await findRedis({ toolsDir: join(dataDir, 'tools') });
  const url = `redis://127.0.0.1:${port}`;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const launch = () => startServer(path, args, { logFile: join(folder.path, 'redis.log'), env, rank: 2 });
  let server = await launch();
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url,
    client,
    kill: () => server.kill(),
    async start() {
      server = await launch();
      await client.ping();
    },
    async close() {
      client.disconnect();
      await server.stop();
      await folder.remove();
    },
  };
}
