import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../command.js';

/** Every file below a folder, by its path with `/`. @throws OperatorError for what is neither file nor folder, such as a link */
export async function filesBelow(folder: string, below = ''): Promise<{ path: string; bytes: number }[]> {
  const found: { path: string; bytes: number }[] = [];
  for (const name of (await readdir(join(folder, below))).toSorted()) {
    const path = below === '' ? name : `${below}/${name}`;
    const info = await lstat(join(folder, path));
    if (info.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else if (info.isFile()) found.push({ path, bytes: info.size });
    else throw new OperatorError(`${JSON.stringify(path)} in the archive is neither a file nor a folder`);
  }
  return found;
}
