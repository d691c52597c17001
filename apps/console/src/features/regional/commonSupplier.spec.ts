import { describe, expect, it } from '@jest/globals';
import { commonSupplier } from './commonSupplier.js';

describe('the supplier of several declarations', () => {
  it('is the one named most, however it is written', () => {
    const named = ['Softway', 'MEDIBASE', 'Medibase ', null].map((supplier) => ({ supplier }));
    expect(commonSupplier(named)).toBe('MEDIBASE');
  });

  it('is empty when nobody names one', () => expect(commonSupplier([{ supplier: null }])).toBe(''));
});
