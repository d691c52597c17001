import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sequencer from '@jest/test-sequencer';

/** The types tell of a module around it; what Node hands out is the class itself. */
const Sequencer = /** @type {typeof sequencer.default} */ (/** @type {unknown} */ (sequencer));

/**
 * The order of test files: a long one that starts last leaves a core idle until it ends. How long each takes nobody knows in a fresh
 * clone, so it goes by size, of a file together with the cases that it is made of.
 */
export default class LongestFirst extends Sequencer {
  /**
   * @override
   * @param {Parameters<sequencer.default['sort']>[0]} tests
   */
  sort(tests) {
    const sizes = new Map(tests.map((test) => [test, sizeOf(test.path)]));
    return [...tests].sort((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
  }
}

/**
 * @param {string} path
 * @returns {number} characters
 */
function sizeOf(path) {
  const text = readFileSync(path, 'utf8');
  const cases = text.matchAll(/^import '(\.\/.+\.cases)\.js';$/gm);
  return [...cases].reduce((sum, [, name]) => sum + sizeOf(join(dirname(path), `${name}.ts`)), text.length);
}
