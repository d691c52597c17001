import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compact, fold, words } from './fold.js';
import { normaliseProduct, relateProducts } from './product.js';
import { jointVendors, normaliseVendor, vendorPrefixes } from './vendor.js';
import { VENDOR_ALIASES, VENDOR_GROUPS } from './vendor-aliases.js';

const word = fc.stringMatching(/^[A-Za-zéèçüößñ0-9]{1,8}$/);
const name = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ')),
  fc.constantFrom(
    ...VENDOR_ALIASES.flat(),
    'Softneta UAB',
    'SOOIL Developments Co, Ltd.',
    'Drägerwerk AG & Co. KGaA',
    'PIC iX (PIC iX)',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const scramble = (text: string): string => `  ${text.toUpperCase().replace(/ /g, '   ')}\t`;
const hasStableCase = (text: string): boolean => text.toUpperCase().toLowerCase() === text.toLowerCase();

describe('vendor names', () => {
  it('are the same again in every spelling with which a product name may begin', () => {
    fc.assert(
      fc.property(name, (text) => {
        for (const spelling of vendorPrefixes(text)) {
          expect(normaliseVendor(spelling.join(' ')).key).toBe(normaliseVendor(text).key);
        }
      }),
    );
  });

  it('ignore which of its two small letters a Greek sigma has', () => {
    expect(normaliseVendor('ΑΣ').key).toBe(normaliseVendor('ας').key);
    expect(fold('ϲ')).toBe(fold('ϲ'.toUpperCase()));
  });

  it('ignore case and spaces', () => {
    fc.assert(
      fc.property(name.filter(hasStableCase), (text) =>
        expect(normaliseVendor(scramble(text))).toEqual(normaliseVendor(text)),
      ),
    );
  });

  it.each([
    ['S.A.S. after the name', 'Dedalus S.A.S.', 'Dedalus'],
    ['several suffixes', 'Drägerwerk AG & Co. KGaA', 'Draeger'],
    ['Japanese suffix', 'Omron Co., KK', 'OMRON'],
    ['a name that is a suffix', 'SE', 'S.E.'],
    ['another script', 'シーメンス 株式', 'シーメンス株式'],
  ])('%s', (_, a, b) => expect(normaliseVendor(a).key).toBe(normaliseVendor(b).key));

  it('keeps companies of one house apart, in one group', () => {
    const [siemens, healthineers] = [normaliseVendor('Siemens AG'), normaliseVendor('Siemens Healthcare GmbH')];
    expect(siemens.key).not.toBe(healthineers.key);
    expect(siemens.group).toBe(healthineers.group);
  });

  it('has no spelling that belongs to two companies, no company in two groups', () => {
    const spellings = VENDOR_ALIASES.map((all) => new Set(all.map((spelling) => compact(words(fold(spelling))))));
    for (const [i, one] of spellings.entries())
      for (const other of spellings.slice(i + 1)) expect([...one].filter((key) => other.has(key))).toEqual([]);
    const members = VENDOR_GROUPS.flatMap((group) => [...new Set(group.map((member) => normaliseVendor(member).key))]);
    expect(members.length).toBe(new Set(members).size);
  });

  it('reads a name that joins two vendors', () => {
    expect(jointVendors('Silex Technology and GE Healthcare').map(({ key }) => key)).toEqual([
      'silextechnology',
      'gehealthcare',
    ]);
    expect(jointVendors('Dahua Technology Co, Ltd')).toEqual([]);
  });
});

describe('product names', () => {
  it('are idempotent', () => {
    fc.assert(
      fc.property(name, (text) =>
        expect(normaliseProduct(normaliseProduct(text).key).key).toBe(normaliseProduct(text).key),
      ),
    );
  });

  it('ignore case and spaces', () => {
    fc.assert(
      fc.property(name.filter(hasStableCase), (text) =>
        expect(normaliseProduct(scramble(text)).key).toBe(normaliseProduct(text).key),
      ),
    );
  });

  it('relate alike in both directions, and to themselves as the same', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [left, right] = [normaliseProduct(a), normaliseProduct(b)];
        expect(relateProducts(left, right)).toBe(relateProducts(right, left));
        if (left.key !== '') expect(relateProducts(left, left)).toBe('same');
      }),
    );
  });

  it.each([
    ['EC 40 Hub', 'EC40 Hub', 'same'],
    ['Discovery XR656', 'Discovery XR656+', 'different'],
    ['MRI 1.5T', 'MRI 15T', 'different'],
    ['Alaris Syringe', 'Alaris PC Unit', 'different'],
    ['Alaris', 'Alaris PC Unit', 'partial'],
    ['Pyxis ES', 'Pyxis ES System', 'descriptor'],
    ['Alaris Point-of-Care Unit (PCU) Model 8015', 'Alaris 8015 LVP', 'model'],
    ['FM20', 'FM 20 30', 'partial'],
    ['???', '???', 'different'],
  ])('%s / %s: %s', (a, b, relation) =>
    expect(relateProducts(normaliseProduct(a), normaliseProduct(b))).toBe(relation),
  );
});
