import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../command.js';
import { exists } from './archive-writer.js';

/** Tells whoever finds the folder what it is, and us that we may remove it. */
const MARK = 'VIGIE-TEMPORAIRE.txt';
const MARK_TEXT =
  'Données en clair, le temps de faire ou de lire un zip : à supprimer.\nData in clear while a zip is made or read: to be removed.\n';

/**
 * Gives a folder for an archive beside its zip, and removes it, also when the work fails. What a process that was killed has left there is
 * removed first.
 *
 * @throws OperatorError when something stands there that is not ours
 */
export async function withScratch<T>(folder: string, work: (archive: string) => Promise<T>): Promise<T> {
  if ((await exists(folder)) && !(await exists(join(folder, MARK))))
    throw new OperatorError(`${folder} is in the way and is not ours to remove: move it away`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, MARK), MARK_TEXT);
  try {
    return await work(join(folder, 'archive'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
