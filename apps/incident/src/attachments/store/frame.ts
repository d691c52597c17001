import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/**
 * A stored file is a magic word and frames: 4 bytes that say how long the frame's text is, with the highest bit set in the last one; 12
 * bytes nonce; the text under AES-256-GCM; its tag of 16 bytes. What a frame says of itself, where in the file it begins and whose file it
 * is are authenticated with it: a frame that is missing, moved, of another file or of another key is noticed.
 */
export const MAGIC = Buffer.from('VIGIE-A1');
/** Bytes of the file in one frame at most. */
export const FRAME = 256 * 1024;
export const HEAD = 16;
export const TAG = 16;
const LAST = 0x8000_0000;
const SESSION = 6;

/** Where a frame is, of which file. */
export interface Place {
  fileId: string;
  /** In the file itself, not in what is stored of it. */
  offset: number;
}

export interface Head {
  length: number;
  last: boolean;
  nonce: Buffer;
}

/**
 * Nonces of one writing session: six random bytes, then a counter. A frame that was torn is written again by another session, under
 * another nonce, also when its text has changed.
 */
export class Nonces {
  private readonly session = randomFillSync(Buffer.alloc(SESSION));
  private count = 0;

  next(): Buffer {
    const nonce = Buffer.alloc(12);
    this.session.copy(nonce);
    nonce.writeUIntBE(this.count, SESSION, 6);
    this.count += 1;
    return nonce;
  }
}

/** The three parts of a frame, in their order. */
export function sealFrame(text: Buffer, key: Buffer, nonce: Buffer, place: Place, last: boolean): Buffer[] {
  const head = headOf(text.length, last, nonce);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound(head, place));
  const sealed = cipher.update(text);
  cipher.final();
  return [head, sealed, cipher.getAuthTag()];
}

/** @returns null for what no frame begins with */
export function readHead(bytes: Buffer): Head | null {
  const word = bytes.readUInt32BE(0);
  const last = word >= LAST;
  const length = last ? word - LAST : word;
  if (length === 0 || length > FRAME) return null;
  return { length, last, nonce: bytes.subarray(4, HEAD) };
}

/** @returns null when it is not this frame of this file */
export function openFrame({ length, last, nonce }: Head, body: Buffer, key: Buffer, place: Place): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(bound(headOf(length, last, nonce), place));
  decipher.setAuthTag(body.subarray(length, length + TAG));
  const text = decipher.update(body.subarray(0, length));
  try {
    decipher.final();
    return text;
  } catch {
    return null;
  }
}

function headOf(length: number, last: boolean, nonce: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(last ? length + LAST : length);
  nonce.copy(head, 4);
  return head;
}

function bound(head: Buffer, { fileId, offset }: Place): Buffer {
  const at = Buffer.alloc(8);
  at.writeBigUInt64BE(BigInt(offset));
  return Buffer.concat([MAGIC, head.subarray(0, 4), at, Buffer.from(fileId.replaceAll('-', ''), 'hex')]);
}
