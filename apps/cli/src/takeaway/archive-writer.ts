import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from '../command.js';
import { type ArchiveFile, MANIFEST, type Manifest, SUMS, sumsOf } from './manifest.js';

const BUFFER = 1 << 20;
/** Tells whoever finds the folder what it is, and us that we may empty it. */
const UNFINISHED = 'EXPORT-INACHEVE.txt';
const UNFINISHED_TEXT = 'Export inachevé : à ne pas utiliser. Unfinished export: do not use.\n';

/** Of files that were closed: there are as many as are open at the same time. */
const spare: Buffer[] = [];

/** A file of the archive while it is written: hashed and counted on the way, on the disk when it is closed. */
export class WrittenFile {
  private readonly hash = createHash('sha256');
  private readonly waiting = spare.pop() ?? Buffer.allocUnsafe(BUFFER);
  private filled = 0;
  bytes = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(folder: string, path: string): Promise<WrittenFile> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    return new WrittenFile(path, await open(file, 'wx', 0o600));
  }

  /** Text is written where it waits: a buffer for each line would be garbage by the hundred thousand. */
  async add(data: Buffer | string): Promise<void> {
    const length = Buffer.byteLength(data);
    this.bytes += length;
    if (this.filled + length > BUFFER) await this.flush();
    if (length > BUFFER) await this.put(typeof data === 'string' ? Buffer.from(data) : data);
    else if (typeof data === 'string') this.filled += this.waiting.write(data, this.filled);
    else this.filled += data.copy(this.waiting, this.filled);
  }

  /** SHA-256 of what has been added. */
  digest(): string {
    return this.hash.copy().update(this.waiting.subarray(0, this.filled)).digest('hex');
  }

  async close(): Promise<ArchiveFile> {
    try {
      await this.flush();
      await this.handle.sync();
    } finally {
      await this.handle.close();
      spare.push(this.waiting);
    }
    return { path: this.path, bytes: this.bytes, sha256: this.digest() };
  }

  private async flush(): Promise<void> {
    await this.put(this.waiting.subarray(0, this.filled));
    this.filled = 0;
  }

  private async put(bytes: Buffer): Promise<void> {
    this.hash.update(bytes);
    await this.handle.writeFile(bytes);
  }
}

/** The folder of an archive that is being made: under another name until it is whole. */
export class ArchiveWriter {
  readonly files: ArchiveFile[] = [];

  private constructor(
    readonly target: string,
    readonly folder: string,
  ) {}

  /**
   * Begins anew: what an export that was killed has left under the same name is thrown away.
   *
   * @throws OperatorError when something stands where the archive is to be
   */
  static async begin(target: string): Promise<ArchiveWriter> {
    if (await exists(target)) throw new OperatorError(`${target} is there already: choose another name`);
    const folder = `${target}.partial`;
    if (await exists(folder)) {
      // Killed between the removal of the note and the new name, it has its checksums instead.
      if (!(await exists(join(folder, UNFINISHED))) && !(await exists(join(folder, SUMS))))
        throw new OperatorError(`${folder} is in the way and is not an unfinished export: move it away`);
      await rm(folder, { recursive: true });
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, UNFINISHED), UNFINISHED_TEXT);
    return new ArchiveWriter(target, folder);
  }

  create(path: string): Promise<WrittenFile> {
    return WrittenFile.create(this.folder, path);
  }

  /** @param said what the manifest says of it besides */
  async close(file: WrittenFile, said: Pick<ArchiveFile, 'name' | 'verdict'> = {}): Promise<void> {
    this.files.push({ ...(await file.close()), ...said });
  }

  /** Takes back what was begun. */
  async drop(file: WrittenFile): Promise<void> {
    await file.close();
    await rm(join(this.folder, file.path));
  }

  async write(path: string, text: string): Promise<void> {
    const file = await this.create(path);
    await file.add(text);
    await this.close(file);
  }

  /** Writes manifest and checksums: the archive is whole, and has its name not yet. @returns the SHA-256 of the manifest */
  async seal(manifest: Omit<Manifest, 'files'>): Promise<string> {
    const files = this.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const { sha256 } = await this.alone(MANIFEST, `${JSON.stringify({ ...manifest, files }, undefined, 1)}\n`);
    await this.alone(SUMS, sumsOf(files, sha256));
    return sha256;
  }

  /** Gives the folder its name. */
  async publish(): Promise<void> {
    await rm(join(this.folder, UNFINISHED));
    await syncFolder(this.folder);
    await rename(this.folder, this.target);
    await syncFolder(dirname(this.target));
  }

  private async alone(path: string, text: string): Promise<ArchiveFile> {
    const file = await this.create(path);
    await file.add(text);
    return file.close();
  }
}

export const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** So that a name survives a power cut, and not the bytes alone. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
