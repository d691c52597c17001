import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answerVersion, readVersionStatement } from './version-statement.js';

const answer = (asset: string, statement: string) => answerVersion(readVersionStatement(statement), asset);
const dotted = fc
  .array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 })
  .map((parts) => parts.join('.'));

describe('version statements', () => {
  it.each([
    ['1.2.3', '<= 1.2.3', 'in'],
    ['1.2.4', '<= 1.2.3', 'out'],
    ['1.10', '< 1.9', 'out'],
    ['v2.0', '< V2.1', 'in'],
    ['3.3', '< 3.3.16', 'unclear'],
    ['3.3.1', '<= 3.3', 'unclear'],
    ['3.3.1', '< 3.3', 'out'],
    ['3.3.1', '>= 3.3', 'in'],
    ['3.3.0', '<= 3.3', 'in'],
    ['1.5', '<= 1.05', 'unclear'],
    ['5.0.0', '< 5.0.10', 'in'],
    ['2.0 SP1', '< 2.1', 'unclear'],
    ['2.0 SP1', '2.0 sp1', 'in'],
    ['2.0 SP1', '2.0 SP2', 'unclear'],
    ['2.1', 'V2.1 and prior', 'in'],
    ['2.2', 'Version 2.1 and earlier versions', 'out'],
    ['2.2', 'versions prior to 2.3', 'in'],
    ['2.2', 'versions antérieures à 2.3', 'in'],
    ['2.4', '2.3 et ultérieures', 'in'],
    ['9', 'All versions', 'in'],
    ['9', 'vers:all/*', 'in'],
    ['9', '*', 'in'],
    ['9', '* (with option G28)', 'unclear'],
    ['1.4', 'vers:generic/>=1.0|<1.5', 'in'],
    ['1.6', 'vers:generic/>=1.0|<1.5|1.6', 'in'],
    ['2.5', 'vers:generic/<1.0|>=2.0|<3.0', 'in'],
    ['1.5', 'vers:generic/<1.0|>=2.0|<3.0', 'out'],
    ['2.3', 'All versions >= V2.5 and < V2.8', 'out'],
    ['9.10', '>=V9.3.0<V9.24.22', 'in'],
    ['2.2.1', '>= 2.2.0 < 2.2.3', 'in'],
    ['1.1', '< 1.28.16 | < 1.24.69', 'unclear'],
    ['1.13', '<= 1.12.0.25 | 1.12.13.2', 'unclear'],
    ['6.11', '6.00 | 6.10 | 6.11', 'in'],
    ['6.12', 'V6.00, V6.10 and V6.11', 'out'],
    ['12.4.1', '12.x', 'in'],
    ['13.0', '12.x', 'out'],
    ['1.0', '< V10.4.1 only if web components are used', 'unclear'],
    ['1.0', '<May 2018', 'unclear'],
    ['1.0', '!=1.0', 'unclear'],
    ['1.0', '', 'unclear'],
    ['1.0', '<'.repeat(500), 'unclear'],
  ] as const)('%s in "%s": %s', (asset, statement, expected) => expect(answer(asset, statement)).toBe(expected));

  it('takes a lone version in a range branch for equality only', () => {
    expect(answerVersion(readVersionStatement('10.1.1', true), '10.1.1')).toBe('in');
    expect(answerVersion(readVersionStatement('10.1.1', true), '10.1.0')).toBe('unclear');
  });

  it('cuts the versions in two at every bound', () => {
    fc.assert(
      fc.property(dotted, dotted, (asset, bound) => {
        expect(answer(asset, `< ${bound}`)).not.toBe(answer(asset, `>= ${bound}`));
        expect(answer(asset, `<= ${bound}`)).not.toBe(answer(asset, `> ${bound}`));
        expect(answer(asset, asset)).toBe('in');
      }),
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) =>
        ['in', 'out', 'unclear'].includes(answer(a, b)),
      ),
    );
  });
});
