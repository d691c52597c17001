import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { brandedManifest, brandedPage } from './branding.js';

const consoleFile = (name: string) => readFileSync(join(import.meta.dirname, '../../../console', name), 'utf8');
const theme = {
  agencyName: 'ARS Guyane',
  productName: 'Alerte & <Soins>',
  logo: null,
  colours: { primary: '#005577' },
  emergencyPhone: null,
};

describe('the agency’s name for the product', () => {
  it('is in the page, wherever the page says the name, and is text there', () => {
    const page = brandedPage(consoleFile('index.html'), theme);
    expect(page).toContain('<title>Alerte &amp; &lt;Soins&gt;</title>');
    expect(page).not.toMatch(/\bVigie\b/);
    expect(page).toContain('__VIGIE_NONCE__');
  });

  it('is what a telephone calls the console', () => {
    expect(JSON.parse(brandedManifest(consoleFile('public/manifest.webmanifest'), theme))).toMatchObject({
      name: 'Alerte & <Soins>',
      short_name: 'Alerte & <Soins>',
      theme_color: '#005577',
      start_url: '/',
    });
  });
});
