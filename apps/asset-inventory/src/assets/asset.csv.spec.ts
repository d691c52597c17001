import { describe, expect, it } from '@jest/globals';
import type { Locale } from '#libs/contracts';
import { previewFile, readInventory } from '../csv/inventory-file.js';
import { EXPORT_HEADINGS, csvHeading, csvPart } from './asset.csv.js';

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
  const csv = csvHeading(locale) + csvPart([asset]).csv;

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

it('is cut where it would no longer pass, and never to nothing', () => {
  const long = { ...asset, comment: 'é'.repeat(400_000) };
  expect(csvPart([long, asset]).taken).toBe(1);
  expect(csvPart([asset, long, asset]).taken).toBe(1);
  expect(csvPart([asset, asset]).taken).toBe(2);
  expect(csvPart([])).toEqual({ csv: '', taken: 0 });
});
