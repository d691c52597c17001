import { describe, expect, it } from '@jest/globals';
import { addressOf, readChoice } from './choice.js';

describe('the text in an address', () => {
  it.each([
    ['', 'ars', 'declaration'],
    ['authority=anssi', 'anssi', 'early-warning'],
    ['authority=anssi&stage=final', 'anssi', 'final'],
    ['authority=cnil&stage=final', 'cnil', 'notification'],
    ['authority=toto&stage=final', 'ars', 'declaration'],
  ])('%s', (search, authority, stage) => {
    expect(readChoice(new URLSearchParams(search))).toEqual({ authority, stage });
  });

  it('leads to the answer that is missing', () => {
    expect(addressOf('1', 'report.measures')).toBe('/incidents/1/declaration?field=report.measures');
    expect(addressOf('1', 'severity')).toBe('/incidents/1?do=qualify');
  });
});
