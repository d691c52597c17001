import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import yazl from 'yazl';
import { OperatorError } from '../command.js';
import { syncFolder } from './archive-writer.js';
import { filesBelow } from './folder.js';
import { ArchivePath } from './manifest.js';

/** Packs an archive's folder into one file, which has its name only when it is whole. Zip64 where the size asks for it. */
export async function packZip(folder: string, target: string): Promise<void> {
  const zip = new yazl.ZipFile();
  // What people have attached may shrink as a bomb does, and most of it does not shrink at all.
  for (const { path } of await filesBelow(folder))
    zip.addFile(join(folder, path), path, { mode: 0o100600, compress: !path.startsWith('files/') });
  zip.end();
  const partial = `${target}.partial`;
  await pipeline(zip.outputStream, createWriteStream(partial, { mode: 0o600 })).catch(async (error: unknown) => {
    await rm(partial, { force: true });
    throw error;
  });
  const handle = await open(partial, 'r');
  await handle.sync().finally(() => handle.close());
  await rename(partial, target);
  await syncFolder(dirname(target));
}

/**
 * Unpacks an archive into a folder that is not there yet. Nothing is written that the archive may not have: a way out of the
 * folder, a link, a name twice, more than the disk holds, more than an entry says of itself (yauzl sees to that). How much an entry grows
 * says nothing: what people have typed may shrink as a bomb does.
 *
 * @throws OperatorError that says what is wrong with it
 */
export async function unpackZip(file: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false }).catch(refuse(file));
  try {
    const entries = await entriesOf(zip, file);
    await mustFit(entries, folder);
    for (const entry of entries) {
      const target = join(folder, entry.fileName);
      await mkdir(dirname(target), { recursive: true });
      const bytes = await zip.openReadStreamPromise(entry).catch(refuse(file));
      await pipeline(bytes, createWriteStream(target, { flags: 'wx', mode: 0o600 })).catch(refuse(file));
    }
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      judge(entry);
      // As a disk that knows no capitals would see it.
      const name = entry.fileName.toLowerCase();
      if (names.has(name)) throw new OperatorError(`The zip holds ${JSON.stringify(entry.fileName)} twice`);
      names.add(name);
      entries.push(entry);
    }
  } catch (error) {
    refuse(file)(error);
  }
  return entries;
}

function judge({ fileName, externalFileAttributes }: Entry): void {
  const name = JSON.stringify(fileName.slice(0, 100));
  if (!ArchivePath.safeParse(fileName).success)
    throw new OperatorError(`The zip holds ${name}, which no archive of Vigie does`);
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  if (kind !== 0 && kind !== 0o100000) throw new OperatorError(`${name} in the zip is not a file`);
}

async function mustFit(entries: readonly Entry[], folder: string): Promise<void> {
  const needed = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (needed > free)
    throw new OperatorError(`Unpacked it needs ${needed} bytes; the disk of ${folder} has ${free} left`);
}

function refuse(file: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`${file} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  };
}
