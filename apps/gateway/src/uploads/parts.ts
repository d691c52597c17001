import { Refusal, UPLOAD_MAX_BYTES, UPLOAD_PART_BYTES } from '#libs/contracts';

export interface Part {
  index: number;
  last: boolean;
  bytes: Buffer;
}

/**
 * Cuts a stream into parts that pass NATS, while it arrives: never more than two parts are held. An empty file is one empty part.
 *
 * @throws Refusal('too-large') as soon as that is known
 */
export async function* partsOf(stream: AsyncIterable<Buffer>, most: number = UPLOAD_MAX_BYTES): AsyncGenerator<Part> {
  let held: Buffer[] = [];
  let size = 0;
  let total = 0;
  let index = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > most) throw new Refusal('too-large');
    held.push(chunk);
    size += chunk.length;
    // A full part is kept back: only the end of the stream tells whether it is the last.
    while (size > UPLOAD_PART_BYTES) {
      const all = Buffer.concat(held, size);
      yield { index: index++, last: false, bytes: all.subarray(0, UPLOAD_PART_BYTES) };
      const rest = all.subarray(UPLOAD_PART_BYTES);
      held = [rest];
      size = rest.length;
    }
  }
  yield { index, last: true, bytes: Buffer.concat(held, size) };
}
