import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readTheme } from './theme.js';

const folder = mkdtempSync(join(tmpdir(), 'vigie-theme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function themeOf(content: string) {
  const file = join(folder, 'theme.json');
  writeFileSync(file, content);
  return readTheme(file);
}

describe('the agency’s theme', () => {
  it('is Vigie’s own without a file', () => {
    expect(readTheme(undefined)).toMatchObject({ productName: 'Vigie', logo: null, colours: {} });
  });

  it('takes what the file says and leaves the rest', () => {
    expect(themeOf('{"agencyName":"ARS Guyane","colours":{"primary":"#005577"}}')).toMatchObject({
      agencyName: 'ARS Guyane',
      productName: 'Vigie',
      colours: { primary: '#005577' },
    });
  });

  it.each(['{"colours":{"primary":"red;}"}}', '{"name":"x"}', '[]', '{'])('refuses %s', (content) => {
    expect(() => themeOf(content)).toThrow();
  });
});
