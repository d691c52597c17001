import { describe, expect, it } from '@jest/globals';
import { relayParts } from '#libs/contracts';
import { collect as collectOf, isSound, isWhole, type Collected } from './collect.js';

const collect = (...args: Parameters<typeof collectOf>) => collectOf(...args) as readonly Collected[];
const partsOf = (length: number) => relayParts(crypto.getRandomValues(new Uint8Array(length)));

describe('what a camera reads', () => {
  it('grows until it is whole, however often a code is seen', async () => {
    const parts = await partsOf(1_500);
    const [first] = collect([], [parts[0]!]);
    expect([first!.parts.size, first!.count, isWhole(first!)]).toEqual([1, parts.length, false]);
    expect(collect([first!], [parts[0]!])).toEqual([first]);
    const [whole] = collect([first!], parts.toReversed());
    expect([isWhole(whole!), await isSound(whole!)]).toEqual([true, true]);
  });

  it('keeps two declarations apart, and ignores codes of others', async () => {
    const [one, two] = [await partsOf(1_500), await partsOf(300)];
    const found = collect([], ['https://example.org', one[0]!, ...two]);
    expect(found.map((each) => [each.count, each.parts.size])).toEqual([
      [one.length, 1],
      [1, 1],
    ]);
    expect(collectOf([], ['https://example.org'])).toBe('not-ours');
    expect(collectOf([], two, new Set([found[1]!.group]))).toBe('known');
    expect(collect([], [...one, ...two], new Set([found[1]!.group]))).toHaveLength(1);
  });
});
