import { type Hash, createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { LIMITS } from './mail.limits.js';

/** An attachment on its way into the database, in a file that has no name any more: with the process it is gone. */
export class Spool {
  private constructor(
    private readonly file: FileHandle,
    readonly size: number,
    readonly sha256: Buffer,
  ) {}

  /** @returns null when there is more than `most` bytes of it */
  static async fill(content: Readable, most: number): Promise<Spool | null> {
    const path = join(tmpdir(), `vigie-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    try {
      await unlink(path);
      const hash = createHash('sha256');
      const size = await copy(content, file, hash, most);
      if (size <= most) return new Spool(file, size, hash.digest());
      await file.close();
      return null;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Its content from the beginning, as often as it is asked for. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (let position = 0; position < this.size; position += LIMITS.chunk) {
      const buffer = Buffer.alloc(Math.min(LIMITS.chunk, this.size - position));
      await this.file.read(buffer, 0, buffer.length, position);
      yield buffer;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Copies until it is too much, and says how much it was. */
async function copy(content: Readable, file: FileHandle, hash: Hash, most: number): Promise<number> {
  let size = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) break;
    hash.update(piece);
    await file.write(piece);
  }
  return size;
}
