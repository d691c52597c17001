import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';

describe('a CSV export', () => {
  it('opens in French Excel', () => {
    expect(toCsv(['Nom', 'Note'], [['EHPAD "Les Flamboyants"', 'a;b']])).toBe(
      '\ufeffNom;Note\r\n"EHPAD ""Les Flamboyants""";"a;b"\r\n',
    );
  });

  it('runs nothing', () => {
    const [, line] = toCsv(['a'], [['=cmd|calc', '+33 6', '@x', '-1+2', '-12,5', '\t=1', '＝1', '＋1']]).split('\r\n');
    expect(line).toBe("'=cmd|calc;'+33 6;'@x;'-1+2;-12,5;'\t=1;'＝1;'＋1");
  });
});
