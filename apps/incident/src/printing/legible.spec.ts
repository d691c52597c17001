import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDrawable } from './fonts.js';
import { isIncomplete, legible, legibleLine } from './legible.js';

describe('a text on paper', () => {
  it.each([
    ['Été à l’œuvre : « ça marche » – 100 €', 'Été à l’œuvre : « ça marche » – 100 €'],
    ['e\u0301te\u0301', 'été'],
    ['Łódź, Đặng, Ωμέγα, Жуков', 'Łódź, Đặng, Ωμέγα, Жуков'],
    ['👩‍⚕️ écran noir 🚨', '□ écran noir □'],
    ['مرحبا', '□□□□□'],
    ['a\u202eb\u0000c\u200f', 'abc'],
    ['un\r\ndeux\rtrois', 'un\ndeux\ntrois'],
  ])('%j is shown as %j', (text, shown) => expect(legible(text)).toBe(shown));

  it('holds nothing that the typeface lacks, and no word without end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const shown = legible(text);
        expect([...shown].filter((character) => character !== '\n' && !isDrawable(character))).toEqual([]);
      }),
    );
    expect(
      Math.max(
        ...legible('x'.repeat(20_000))
          .split('\u200b')
          .map((part) => part.length),
      ),
    ).toBe(60);
  });

  it.each([
    ['Été à l’œuvre □ coché', false],
    ['écran noir 🚨', true],
    ['مرحبا', true],
  ])('%j lacks something on paper: %j', (text, lacks) => expect(isIncomplete(text)).toBe(lacks));

  it('is cut where a box ends', () => {
    expect(legibleLine('Centre  hospitalier\nuniversitaire', 20)).toBe('Centre hospitalier…');
  });
});
