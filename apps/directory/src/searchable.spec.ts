import { describe, expect, it } from '@jest/globals';
import { containing, searchable } from './searchable.js';

describe('searchable', () => {
  it.each([
    ['Hôpital  du Lamentin', 'hopital du lamentin'],
    ['SACRÉ-CŒUR', 'sacre-coeur'],
    ['Anses-d’Arlet', "anses-d'arlet"],
  ])('%s', (text, expected) => {
    expect(searchable(text)).toBe(expected);
  });

  it('takes wildcards literally', () => {
    expect(containing('100 %_\\')).toBe('%100 \\%\\_\\\\%');
  });
});
