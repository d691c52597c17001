import { chown, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filePath } from './file-path.js';
import type { MasterKeys, Wrapped } from './master-keys.js';
import { Damaged, SealedWriter, readSealed } from './sealed-file.js';

/** A stored file, as its record describes it. */
export interface StoredFile extends Wrapped {
  id: string;
  size: number;
}

/** The store, for who carries its files out of an installation or into one. */
export class Transfer {
  constructor(
    private readonly dir: string,
    private readonly keys: MasterKeys,
  ) {}

  /** The file itself. @throws KeyUnknown, Damaged */
  read({ id, size, ...wrapped }: StoredFile): AsyncGenerator<Buffer> {
    return readSealed({ path: filePath(this.dir, id), fileId: id, key: this.keys.unwrap(wrapped, id), size });
  }

  /** @param name tells one intake from another */
  intake(name: string): Intake {
    return new Intake(this.dir, join(this.dir, `import-${name}`), this.keys);
  }
}

/**
 * Files on their way in. They wait in a folder of their own until the records that hold their keys are there for good, and get their names
 * then. Killed before, it has not happened; killed after, `settle` goes on where it was.
 */
export class Intake {
  private owner: { uid: number; gid: number } | undefined;

  constructor(
    private readonly dir: string,
    private readonly waiting: string,
    private readonly keys: MasterKeys,
  ) {}

  /** Throws away what an intake of the same name has left that was not gone on with. @returns how many bytes there is room for */
  async begin(): Promise<number> {
    // Who imports is often root; who reads the files is the service.
    this.owner = process.getuid?.() === 0 ? await ownerOf(this.dir) : undefined;
    await this.discard();
    for (const folder of [this.dir, this.waiting]) await this.makeFolder(folder);
    const { bavail, bsize } = await statfs(this.dir);
    return bavail * bsize;
  }

  /** Whether the store has a file of this id already. */
  isTaken(id: string): Promise<boolean> {
    return exists(filePath(this.dir, id));
  }

  /** Seals a file under a key of its own, which the first master key wraps. @throws Damaged for bytes that are not so many */
  async seal(id: string, size: number, bytes: AsyncIterable<Buffer>): Promise<Wrapped & { sha256: string }> {
    const { key, wrapped } = this.keys.fresh(id);
    const path = join(this.waiting, id);
    const writer = await SealedWriter.open({ path, fileId: id, key, size });
    try {
      for await (const piece of bytes) {
        if (writer.offset + piece.length > size) throw new Damaged(`it has more than ${size} bytes`);
        await writer.append(piece);
      }
      await writer.flush();
      if (!writer.isWhole) throw new Damaged(`it has ${writer.offset} of ${size} bytes`);
      await this.own(path);
      return { ...wrapped, sha256: writer.digest().toString('hex') };
    } finally {
      await writer.close();
    }
  }

  /** The key of a file that could not be brought along: its record is told as damaged. */
  keyAlone(id: string): Wrapped {
    return this.keys.fresh(id).wrapped;
  }

  /** Everything that was sealed outlives a power cut. */
  async hold(): Promise<void> {
    for (const folder of [this.waiting, this.dir]) await syncFolder(folder);
  }

  /** Gives the files their names, those that have none yet. Never over another file. @returns how many */
  async settle(): Promise<number> {
    if (!(await exists(this.waiting))) return 0;
    this.owner ??= process.getuid?.() === 0 ? await ownerOf(this.dir) : undefined;
    const ids = await readdir(this.waiting);
    const folders = new Set<string>();
    for (const id of ids) {
      const path = filePath(this.dir, id);
      if (await exists(path)) throw new Damaged(`${path} is another file`);
      if (!folders.has(dirname(path))) await this.makeFolder(dirname(path));
      folders.add(dirname(path));
      await rename(join(this.waiting, id), path);
    }
    for (const folder of folders) await syncFolder(folder);
    await this.discard();
    return ids.length;
  }

  async discard(): Promise<void> {
    await rm(this.waiting, { recursive: true, force: true });
  }

  private async makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) await this.own(folder);
  }

  private async own(path: string): Promise<void> {
    if (this.owner) await chown(path, this.owner.uid, this.owner.gid);
  }
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;

/** Of the folder, or of the nearest one above that is there. */
async function ownerOf(folder: string): Promise<{ uid: number; gid: number }> {
  const found = await stat(folder).catch(() => null);
  return found ?? ownerOf(dirname(folder));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
