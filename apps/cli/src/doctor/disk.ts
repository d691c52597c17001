import { statfs } from 'node:fs/promises';
import { type Finding, warning, well, wrong } from './check.js';

const GIB = 1024 ** 3;

/** Whether the disk under a folder has room; a folder that is not there is a finding of its own. */
export async function diskSpace(folder: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const free = bavail * bsize;
  const found = `${(free / GIB).toFixed(1)} GiB free of ${((blocks * bsize) / GIB).toFixed(1)} under ${folder}`;
  if (free < GIB / 2) return wrong(found, 'free space now: PostgreSQL stops when its disk is full');
  return free < 5 * GIB || bavail / blocks < 0.05 ? warning(found, 'free space or enlarge the disk') : well(found);
}
