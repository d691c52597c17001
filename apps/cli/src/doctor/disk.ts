import { statfs } from 'node:fs/promises';
import { type Finding, warning, well, wrong } from './check.js';

const GIB = 1024 ** 3;

/** Whether the disk under a folder has room; a folder that is not there is a finding of its own. */
export async function diskSpace(folder: string): Promise<Finding> {
  const { bavail, bsize, blocks } = await statfs(folder);
  return judgeDisk(folder, { free: bavail * bsize, size: blocks * bsize });
}

/** In bytes. */
export function judgeDisk(folder: string, { free, size }: { free: number; size: number }): Finding {
  const found = `${(free / GIB).toFixed(1)} GiB free of ${(size / GIB).toFixed(1)} under ${folder}`;
  if (free < GIB / 2) return wrong(found, 'free space now: PostgreSQL stops when its disk is full');
  return free < 5 * GIB || free / size < 0.05 ? warning(found, 'free space or enlarge the disk') : well(found);
}
