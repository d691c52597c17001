import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Refusal, type ColumnMapping } from '#libs/contracts';
import { previewFile, readInventory } from './inventory-file.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const mapping: ColumnMapping = { vendor: 'Fournisseur', product: 'Produit', version: 'Version', quantity: 'Quantité' };
const heading = 'Fournisseur;Produit;Version;Quantité\r\n';

const refusalOf = async (reading: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await reading.then(
    () => new Error('not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
};

describe('preview of an inventory file', () => {
  it('reads what French Excel writes: Windows-1252, semicolons, accents', async () => {
    const preview = await previewFile(latin(`${heading}Dräger;Infinity Delta;VF10;3\r\nÉditeur été;Système «A»;;\r\n`));
    expect(preview).toEqual({
      encoding: 'windows-1252',
      delimiter: ';',
      columns: ['Fournisseur', 'Produit', 'Version', 'Quantité'],
      mapping,
      total: 2,
      rows: [
        { vendor: 'Dräger', product: 'Infinity Delta', version: 'VF10', quantity: '3' },
        { vendor: 'Éditeur été', product: 'Système «A»', version: '', quantity: '' },
      ],
      faults: [],
      faultCount: 0,
    });
  });

  it.each([
    ['UTF-8', heading],
    ['UTF-8 with its mark', `\ufeff${heading}`],
    ['a sep= line', `sep=;\r\n${heading}`],
    ['line feeds only', heading.replace('\r', '')],
    ['carriage returns only', heading.replace('\n', '')],
  ])('reads %s', async (_, start) => {
    const preview = await previewFile(utf8(`${start}Dräger;Été;1;2`));
    expect(preview.encoding).toBe('utf-8');
    expect(preview.mapping).toEqual(mapping);
    expect(preview.rows).toEqual([{ vendor: 'Dräger', product: 'Été', version: '1', quantity: '2' }]);
  });

  it.each([
    [',', 'vendor,product,comment\nBD,"Alaris, PC Unit",a;b;c\nGE,LOGIQ,d;e;f'],
    ['\t', 'vendor\tproduct\nB. Braun, AG\tSpace; Plus\nGE, HC\tLOGIQ; 7'],
    [';', 'vendor;product\nBD, Inc;Alaris, GH'],
    [';', 'produit\nAlaris'],
  ])('finds the delimiter %j', async (delimiter, text) =>
    expect((await previewFile(utf8(text))).delimiter).toBe(delimiter),
  );

  it('guesses columns from French and English headings', async () => {
    const french =
      'Nom du fournisseur;Libellé;N° de version;Catégorie;Criticité clinique;Unité;Qté;Bâtiment;Observations';
    expect((await previewFile(utf8(french))).mapping).toEqual({
      vendor: 'Nom du fournisseur', product: 'Libellé', version: 'N° de version', category: 'Catégorie', criticality: 'Criticité clinique',
      careService: 'Unité', quantity: 'Qté', location: 'Bâtiment', comment: 'Observations',
    }); // prettier-ignore
    const english = 'Manufacturer,Product name,Firmware version,Type,Criticality,Department,Count,Room,Notes';
    expect(Object.keys((await previewFile(utf8(english))).mapping)).toHaveLength(9);
  });

  it('shows the first twenty rows, counts all, and follows the mapping that was chosen', async () => {
    const text = `a;b\n${'x;y\n'.repeat(50)}`;
    const preview = await previewFile(utf8(text), { vendor: 'b', product: 'a' });
    expect(preview.total).toBe(50);
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows[0]).toEqual({ vendor: 'y', product: 'x' });
  });

  it('gives empty and repeated headings a name of their own', async () => {
    expect((await previewFile(utf8('a;;a\n1;2;3'))).columns).toEqual(['a', '#2', 'a (2)']);
  });

  it.each([
    ['NUL bytes', utf8('a;b\n1;\u0000')],
    ['a ZIP archive, as .xlsx is one', Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00)],
    ['UTF-16', Buffer.from('a;b\n', 'utf16le')],
    ['bytes of no encoding', Uint8Array.of(0x61, 0x81, 0xff)],
    ['escape sequences', utf8('a;b\n\u001b[31m;2')],
  ])('refuses %s', async (_, bytes) => expect((await refusalOf(previewFile(bytes))).code).toBe('file-not-text'));

  it.each([
    ['an empty file', '', 'file-empty'],
    ['a heading alone', heading, 'file-without-rows'],
  ])('says what is wrong with %s', async (_, text, code) =>
    expect((await previewFile(utf8(text))).faults).toEqual([{ line: 1, column: 1, code }]),
  );
});

describe('faulty lines', () => {
  const damaged = [
    'Fournisseur;Produit;Version;Quantité',
    'BD;Alaris PC Unit;9.5;12',
    'GE;"LOGIQ"7;1;2',
    'Philips;IntelliVue;1',
    ';Sans fournisseur;1;2',
    'B. Braun;Space;2;beaucoup',
    'Siemens;"plusieurs\nlignes";1;1',
    'Dell;Écran 24" LED;1;1',
    'Roche;cobas;1;2;trop',
    'Medtronic;"jamais fermé;1;1',
    'Baxter;;1;1',
  ].join('\r\n');

  it('are all listed, with line and column, and only they', async () => {
    expect((await previewFile(utf8(damaged))).faults).toEqual([
      { line: 3, column: 2, code: 'quote-misplaced' },
      { line: 4, column: 3, code: 'too-few-cells', detail: '3/4' },
      { line: 5, column: 1, code: 'vendor-missing' },
      { line: 6, column: 4, code: 'quantity-not-a-number' },
      { line: 10, column: 5, code: 'too-many-cells', detail: '5/4' },
      { line: 11, column: 2, code: 'quote-not-closed' },
      { line: 12, column: 2, code: 'product-missing' },
    ]);
  });

  it('refuse the whole file', async () => {
    const refusal = await refusalOf(readInventory(utf8(damaged), mapping));
    expect(refusal.code).toBe('file-invalid');
    expect(refusal.params.count).toBe(7);
    expect(refusal.params.places).toHaveLength(7);
  });

  it('are counted whole even when too many to list', async () => {
    const refusal = await refusalOf(readInventory(utf8(heading + 'BD;;1;1\n'.repeat(6_000)), mapping));
    expect(refusal.params.count).toBe(6_000);
    expect(refusal.params.places).toHaveLength(5_000);
    const preview = await previewFile(utf8(heading + 'BD;;1;1\n'.repeat(6_000)), mapping);
    expect([preview.faults.length, preview.faultCount]).toEqual([5_000, 6_000]);
    const rest = await previewFile(utf8(heading + 'BD;;1;1\n'.repeat(6_000)), mapping, 5_000);
    expect([rest.faults[0]?.line, rest.faults.length, rest.faultCount]).toEqual([5_002, 1_000, 6_000]);
  });
});

describe('an inventory without faults', () => {
  it('is read whole, white space cleaned, formulas kept as text', async () => {
    const text = `${heading}  BD ; =cmd|' /C calc'!A0 ;;1 000\n'=HYPERLINK;@SUM;;\n`;
    const assets = await readInventory(utf8(text), mapping);
    expect(assets.map(({ vendor, product, version, quantity }) => [vendor, product, version, quantity])).toEqual([
      ['BD', "=cmd|' /C calc'!A0", null, 1000],
      ['=HYPERLINK', '@SUM', null, null],
    ]);
  });

  it('needs the vendor and product columns, and columns that exist', async () => {
    expect((await refusalOf(readInventory(utf8(heading), { vendor: 'Fournisseur' }))).code).toBe('mapping-incomplete');
    expect(
      (await refusalOf(readInventory(utf8(`${heading}a;b;c;1`), { ...mapping, comment: 'Nulle part' }))).params.places,
    ).toEqual([{ line: 1, column: 1, code: 'column-unknown' }]);
  });
});

describe('the files to try by hand', () => {
  const open = (name: string) => readFileSync(new URL(`../../../../deploy/seed/inventories/${name}`, import.meta.url));

  it.each([
    ['hopital-windows-1252.csv', 'windows-1252', ';', 6],
    ['clinique-utf-8.csv', 'utf-8', ';', 4],
    ['ehpad-virgules.csv', 'utf-8', ',', 3],
  ])('%s is read without choosing columns', async (name, encoding, delimiter, total) => {
    const preview = await previewFile(open(name));
    expect(preview).toMatchObject({ encoding, delimiter, total, faults: [] });
    expect(Object.keys(preview.mapping)).toHaveLength(9);
  });

  it('avec-erreurs.csv has its four faulty lines listed', async () => {
    expect((await previewFile(open('avec-erreurs.csv'))).faults.map(({ line, code }) => [line, code])).toEqual([
      [3, 'vendor-missing'],
      [4, 'too-few-cells'],
      [5, 'quantity-not-a-number'],
      [6, 'quote-not-closed'],
    ]);
  });
});
