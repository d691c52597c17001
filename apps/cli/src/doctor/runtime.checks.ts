import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { AdminConfig } from '../settings.js';
import { type Check, type Finding, warning, well, wrong } from './check.js';
import { diskSpace } from './disk.js';

const MIB = 1024 ** 2;

/** What this process itself stands on. */
export function runtimeChecks(config: AdminConfig): Check[] {
  return [
    { name: 'Node', run: async () => nodeVersion() },
    { name: 'npm', run: npmVersion },
    { name: 'memory', run: async () => freeMemory() },
    { name: 'disk', run: () => disks(config) },
    { name: 'secrets', run: () => secretsFile(config.secretsFile) },
  ];
}

function nodeVersion(): Finding {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= 24) return well(`Node ${process.versions.node}`);
  return warning(
    `Node ${process.versions.node}`,
    'use Node 24 (`npm run vigie -- doctor` does; npm install brings it unless --omit=optional was given)',
  );
}

async function npmVersion(): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['--version'], { timeout: 20_000 });
    return well(`npm ${stdout.trim()}`);
  } catch {
    return warning('npm was not found', 'needed to install and upgrade, not to run');
  }
}

/** What Linux would give to processes before it swaps; other systems do not say. */
function freeMemory(): Finding {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(readMemoryInfo())?.[1];
  if (kib === undefined) return well('not known on this system');
  const available = Number(kib) * 1024;
  const found = `${Math.round(available / MIB)} MiB available`;
  return available < 512 * MIB
    ? warning(found, 'the services need 700 MiB: stop something else, or add memory')
    : well(found);
}

function readMemoryInfo(): string {
  try {
    return readFileSync('/proc/meminfo', 'utf8');
  } catch {
    return '';
  }
}

/** NATS's store only where it is on this machine. */
function disks({ dataFolder, natsStore }: AdminConfig): Promise<Finding[]> {
  const folders = natsStore !== undefined && existsSync(natsStore) ? [dataFolder, natsStore] : [dataFolder];
  return Promise.all(folders.map(diskSpace));
}

async function secretsFile(file: string): Promise<Finding> {
  const { mode } = await stat(file);
  const rights = (mode & 0o777).toString(8);
  if ((mode & 0o077) === 0) return well(`${file} is its owner's only`);
  return wrong(`${file} can be read by others (mode ${rights})`, `chmod 600 ${file}`);
}
