import { describe, expect, it } from '@jest/globals';
import type { Locale } from '#libs/contracts';
import { previewFile, readInventory } from '../csv/inventory-file.js';
import { EXPORT_HEADINGS, assetsToCsv } from './asset.csv.js';

const asset = {
  vendor: '=cmd',
  product: 'Système "A"; B',
  version: '-1',
  category: null,
  careService: 'Réanimation',
  criticality: "'+x",
  quantity: 3,
  location: null,
  comment: 'deux\nlignes',
};

describe.each(['fr', 'en'] as Locale[])('an export in %s', (locale) => {
  const csv = assetsToCsv([asset], locale);

  it('runs nothing in a spreadsheet', () => {
    expect(csv).toContain("'=cmd");
    expect(csv).toContain("'-1");
  });

  it('is imported again as it was, without choosing columns', async () => {
    const bytes = new TextEncoder().encode(csv);
    const { mapping, faults } = await previewFile(bytes);
    expect(mapping).toEqual(EXPORT_HEADINGS[locale]);
    expect(faults).toEqual([]);
    expect(await readInventory(bytes, mapping)).toEqual([asset]);
  });
});
