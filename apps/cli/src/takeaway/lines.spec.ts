import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from './lines.js';

async function read(text: string, cuts: readonly number[]): Promise<string[]> {
  const bytes = Buffer.from(text);
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const chunks = at.slice(1).map((end, place) => bytes.subarray(at[place], end));
  const lines: string[] = [];
  for await (const line of linesOf(chunked(chunks))) lines.push(line);
  return lines;
}

async function* chunked(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

describe('lines', () => {
  it('are what was joined by newlines, wherever the chunks are cut, characters of several bytes among them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replaceAll('\n', '\r\u2028é'))),
        fc.array(fc.nat()),
        async (lines, cuts) => {
          expect(await read(lines.map((line) => `${line}\n`).join(''), cuts)).toEqual(
            lines.map((line) => Buffer.from(line).toString()),
          );
        },
      ),
    ));
});
