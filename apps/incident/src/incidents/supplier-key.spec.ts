import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { supplierKey } from './supplier-key.js';

describe('supplierKey', () => {
  it.each([
    ['Softway Médical', 'SOFTWAY  MEDICAL'],
    ['Œuvre-Soft', 'oeuvre soft'],
    ['Dédalus S.A.', 'dedalus sa'],
  ])('takes %p and %p for the same', (one, other) => {
    expect(supplierKey(one)).toBe(supplierKey(other));
  });

  it('keeps different names apart', () => {
    expect(supplierKey('Maincare')).not.toBe(supplierKey('Main care 2'));
    expect(supplierKey('+++')).not.toBe(supplierKey('---'));
  });

  it('is stable, and never empty for a name that is not', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((name) => /[\p{L}\p{N}]/u.test(name)),
        (name) => {
          const key = supplierKey(name);
          expect(key).not.toBe('');
          expect(supplierKey(key)).toBe(key);
        },
      ),
    );
  });
});
