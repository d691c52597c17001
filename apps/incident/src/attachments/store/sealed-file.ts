import { type Hash, createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { FRAME, HEAD, type Head, MAGIC, Nonces, TAG, openFrame, readHead, sealFrame } from './frame.js';

/** A file of the store, and what opens it. */
export interface SealedFile {
  path: string;
  fileId: string;
  key: Buffer;
  /** Of the file itself. */
  size: number;
}

/** What is stored is not what was. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

interface Stored {
  text: Buffer;
  /** In what is stored: after this frame. */
  end: number;
  last: boolean;
}

/** How much of the file is here, by what its frames say of themselves: a frame that was torn does not count. */
export async function storedBytes(path: string): Promise<number> {
  const file = await open(path, 'r').catch(nullIfMissing);
  if (!file) return 0;
  try {
    const { size } = await file.stat();
    let offset = 0;
    let position = MAGIC.length;
    for (;;) {
      const head = await headAt(file, position);
      if (!head || position + HEAD + head.length + TAG > size) return offset;
      position += HEAD + head.length + TAG;
      offset += head.length;
    }
  } finally {
    await file.close();
  }
}

/**
 * The file itself, piece by piece, every one of them verified.
 *
 * @throws Damaged as soon as that is known; what came before is as it was sent
 */
export async function* readSealed({ path, fileId, key, size }: SealedFile): AsyncGenerator<Buffer> {
  const file = await open(path, 'r').catch(nullIfMissing);
  if (!file) throw new Damaged('the file is missing');
  try {
    let offset = 0;
    let ended = false;
    for await (const { text, last } of frames(file, fileId, key)) {
      offset += text.length;
      ended = last;
      yield text;
    }
    if (!ended || offset !== size) throw new Damaged(`${offset} of ${size} bytes can be read`);
  } finally {
    await file.close();
  }
}

/** SHA-256 of the file itself. @throws Damaged */
export async function hashSealed(sealed: SealedFile): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const text of readSealed(sealed)) hash.update(text);
  return hash.digest();
}

/** Writes a file frame by frame, on from what is whole of it. One at a time. */
export class SealedWriter {
  private readonly nonces = new Nonces();
  private readonly waiting = Buffer.alloc(FRAME);
  private filled = 0;
  private pending: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    private readonly sealed: SealedFile,
    /** What is whole on the disk, and its hash. */
    private written: number,
    private position: number,
    private readonly hash: Hash,
  ) {}

  /** @param known of a hash at this very offset, so that what is stored need not be read again */
  static async open(
    sealed: SealedFile,
    known?: { offset: number; position: number; hash: Hash },
  ): Promise<SealedWriter> {
    const file = await open(sealed.path, 'a').then(async (created) => {
      await created.close();
      return open(sealed.path, 'r+');
    });
    try {
      const { size } = await file.stat();
      if (known && size === known.position)
        return new SealedWriter(file, sealed, known.offset, known.position, known.hash);
      let [offset, position] = [0, MAGIC.length];
      const hash = createHash('sha256');
      await file.write(MAGIC, 0, MAGIC.length, 0);
      for await (const { text, end } of frames(file, sealed.fileId, sealed.key)) {
        hash.update(text);
        offset += text.length;
        position = end;
      }
      await file.truncate(position);
      return new SealedWriter(file, sealed, offset, position, hash);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Where the next byte belongs. */
  get offset(): number {
    return this.written + this.filled;
  }

  get isWhole(): boolean {
    return this.written === this.sealed.size;
  }

  /** The bytes may be used again when it resolves. */
  async append(chunk: Buffer): Promise<void> {
    for (let from = 0; from < chunk.length;) {
      const taken = chunk.copy(this.waiting, this.filled, from);
      from += taken;
      this.filled += taken;
      if (this.filled === FRAME) await this.write();
    }
  }

  /** Everything that was appended is on the disk, and stays there when the power goes. */
  async flush(): Promise<void> {
    if (this.filled > 0) await this.write();
    await this.settle();
    await this.file.datasync();
  }

  /** For the next writer of this process. */
  known(): { offset: number; position: number; hash: Hash } {
    return { offset: this.written, position: this.position, hash: this.hash };
  }

  digest(): Buffer {
    return this.hash.copy().digest();
  }

  async close(): Promise<void> {
    await this.pending.catch(() => undefined);
    await this.file.close();
  }

  /** One frame is on its way to the disk while the next one fills. */
  private async write(): Promise<void> {
    await this.settle();
    const text = this.waiting.subarray(0, this.filled);
    const last = this.written + text.length === this.sealed.size;
    const place = { fileId: this.sealed.fileId, offset: this.written };
    const parts = sealFrame(text, this.sealed.key, this.nonces.next(), place, last);
    this.hash.update(text);
    this.pending = writeAll(this.file, parts, this.position);
    this.pending.catch(() => undefined);
    this.written += text.length;
    this.position += HEAD + text.length + TAG;
    this.filled = 0;
  }

  private async settle(): Promise<void> {
    await this.pending;
  }
}

/** Ends without a word at what is not the next frame. */
async function* frames(file: FileHandle, fileId: string, key: Buffer): AsyncGenerator<Stored> {
  const magic = Buffer.alloc(MAGIC.length);
  await file.read(magic, 0, magic.length, 0);
  if (!magic.equals(MAGIC)) return;
  const body = Buffer.alloc(FRAME + TAG);
  let position = MAGIC.length;
  let offset = 0;
  for (;;) {
    const head = await headAt(file, position);
    if (!head) return;
    const { bytesRead } = await file.read(body, 0, head.length + TAG, position + HEAD);
    if (bytesRead < head.length + TAG) return;
    const text = openFrame(head, body, key, { fileId, offset });
    if (!text) return;
    position += HEAD + head.length + TAG;
    offset += head.length;
    yield { text, end: position, last: head.last };
    if (head.last) return;
  }
}

async function headAt(file: FileHandle, position: number): Promise<Head | null> {
  const bytes = Buffer.alloc(HEAD);
  const { bytesRead } = await file.read(bytes, 0, HEAD, position);
  return bytesRead < HEAD ? null : readHead(bytes);
}

/** A disk that is nearly full takes a part of what it is given, and says no to the rest. */
async function writeAll(file: FileHandle, parts: Buffer[], position: number): Promise<void> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await file.writev(parts, position);
  if (bytesWritten === length) return;
  const all = Buffer.concat(parts);
  for (let done = bytesWritten; done < length;)
    done += (await file.write(all, done, length - done, position + done)).bytesWritten;
}

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
