import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasCycle } from './dependencies.js';

const names = Array.from({ length: 8 }, (_, index) => `t${index}`);
const edge = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));

/** The dependencies that these edges make. */
const of = (edges: readonly (readonly [string, string])[]) =>
  new Map(names.map((name) => [name, edges.filter(([from]) => from === name).map(([, to]) => to)]));

/** Takes away, again and again, what waits for nothing that is left: what remains waits in a circle. */
function remains(dependencies: ReadonlyMap<string, readonly string[]>): number {
  const left = new Map(dependencies);
  for (;;) {
    const free = [...left].filter(([, after]) => !after.some((other) => left.has(other)));
    if (free.length === 0) return left.size;
    for (const [name] of free) left.delete(name);
  }
}

describe('dependencies', () => {
  it('have a cycle exactly when not all can be done one after the other', () => {
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 20 }), (edges) => {
        expect(hasCycle(of(edges))).toBe(remains(of(edges)) > 0);
      }),
    );
  });

  it('that each look back only have none', () => {
    const back = edge.map(([one, other]) => [one, other].sort().reverse() as [string, string]);
    fc.assert(
      fc.property(fc.array(back.filter(([from, to]) => from !== to)), (edges) => {
        expect(hasCycle(of(edges))).toBe(false);
      }),
    );
  });

  it('never make one by additions that are each checked', () => {
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), (edges) => {
        const kept: [string, string][] = [];
        for (const one of edges) if (!hasCycle(of([...kept, one]))) kept.push(one);
        expect(remains(of(kept))).toBe(0);
      }),
    );
  });

  it('on something that nobody has lead nowhere', () => {
    expect(hasCycle(new Map([['a', ['gone']]]))).toBe(false);
    expect(hasCycle(new Map([['a', ['a']]]))).toBe(true);
  });
});
