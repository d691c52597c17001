import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { chooseDataFolder } from '../../deploy/local/data.mjs';
import { findNats } from '../../deploy/local/nats.mjs';
import { ROOT, scratch } from './deploy/scratch.js';
import { files } from './deploy/stack.js';

describe('nats.conf', () => {
  it('is accepted by nats-server', async () => {
    const { path: dataDir } = await chooseDataFolder({ root: ROOT });
    const { path: program, env: own } = await findNats({ toolsDir: join(dataDir, 'tools') });
    const env = Object.fromEntries(
      [...(files['nats.env'] ?? '').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const run = promisify(execFile)(program, ['-t', '-c', join(ROOT, 'deploy/nats/nats.conf')], {
      env: { ...own, ...env, VIGIE_NATS_STORE: scratch },
    });
    await expect(run).resolves.toBeDefined();
  });
});
