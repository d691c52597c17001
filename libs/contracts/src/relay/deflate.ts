import { type Bytes, concat } from './bytes.js';

/** Compressed as RFC 1951 has it, without a header. */
export const deflate = (bytes: Bytes): Promise<Bytes> =>
  through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY);

/** @throws when the bytes are no such thing, or longer than `limit` once inflated */
export const inflate = (bytes: Bytes, limit: number): Promise<Bytes> =>
  through(bytes, new DecompressionStream('deflate-raw'), limit);

async function through(bytes: Bytes, stream: CompressionStream | DecompressionStream, limit: number): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Error('longer than accepted');
    }
  }
  return concat(...chunks);
}
