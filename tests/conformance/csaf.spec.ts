import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { parse } from 'csv-parse/sync';
import { CsafReader } from '../../apps/asset-inventory/src/csaf/csaf-reader.js';
import type { CsafContent } from '../../apps/asset-inventory/src/csaf/extract.js';
import { readVersionStatement } from '../../apps/asset-inventory/src/matching/version-statement.js';
import { matchProduct } from '../../apps/asset-inventory/src/matching/match.js';

jest.setTimeout(300_000);

const advisories = new URL('../../../shared/data/advisories/', import.meta.url);
const isThere = existsSync(advisories);
/** Every fifth file, so that `npm test` stays short; all of them with VIGIE_CONFORMANCE=all. */
const EVERY = process.env['VIGIE_CONFORMANCE'] === 'all' ? 1 : 5;
if (!isThere) console.log(`skipped: the public advisories are not at ${fileURLToPath(advisories)}`);
const whenThere = isThere ? describe : describe.skip;

const reader = new CsafReader({
  entry: new URL('../../apps/asset-inventory/src/csaf/csaf.process.from-source.mjs', import.meta.url),
});
afterAll(() => reader.close());

whenThere('the advisories of CISA', () => {
  interface Label {
    file: string;
    basic_valid: string;
    products: string;
    vulnerabilities: string;
    max_cvss_v3: string;
  }
  let labels: Label[] = [];
  const contents = new Map<string, CsafContent>();

  beforeAll(async () => {
    const folder = new URL('cisa-csaf/', advisories);
    labels = parse(readFileSync(new URL('LABELS.csv', folder)), { columns: true });
    const sample = labels.filter((_, index) => index % EVERY === 0);
    for (const { file } of sample) contents.set(file, await reader.read(readFileSync(new URL(file, folder))));
  });

  it('are all valid, each with the products, vulnerabilities and scores it is labelled with', () => {
    expect(labels.length).toBeGreaterThan(300);
    expect(labels.filter(({ basic_valid }) => basic_valid !== 'true')).toEqual([]);
    for (const { file, products, vulnerabilities, max_cvss_v3 } of labels) {
      const content = contents.get(file);
      if (!content) continue;
      const scores = content.vulnerabilities.flatMap(({ score }) => score ?? []);
      const branches = content.products.filter(
        ({ condition }) => !/\b(?:installed_|\w+_component_of)/.test(condition ?? ''),
      );
      expect([file, branches.length, content.vulnerabilities.length]).toEqual([
        file,
        Number(products),
        Number(vulnerabilities),
      ]);
      if (max_cvss_v3) expect([file, Math.max(...scores)]).toEqual([file, Number(max_cvss_v3)]);
    }
  });

  it('are CLEAR, and name a vendor, a product and a status for each product', () => {
    for (const [file, { tlp, products }] of contents) {
      expect([file, tlp]).toEqual([file, 'CLEAR']);
      expect(
        products.filter(({ vendor, product }) => !vendor || !product).map(({ productId }) => [file, productId]),
      ).toEqual([]);
      expect(products.some(({ status }) => status === 'affected')).toBe(true);
    }
  });

  it('have versions of which at least two thirds are read; none is ever guessed', () => {
    const products = [...contents.values()].flatMap((content) => content.products);
    const forms = new Map<string, number>();
    for (const { version, versionIsRange } of products) {
      const form = version === null ? 'none' : readVersionStatement(version, versionIsRange).form;
      forms.set(form, (forms.get(form) ?? 0) + 1);
    }
    console.log(
      `${contents.size} advisories of CISA, ${products.length} products, versions: ${[...forms].map(([form, count]) => `${form} ${count}`).join(', ')}`,
    );
    expect((forms.get('unread') ?? 0) / products.length).toBeLessThan(1 / 3);
  });

  it('match an inventory that writes their products as they do, and no other vendor', () => {
    const named = [...contents.values()].flatMap(({ products }) =>
      products.filter(({ status, condition }) => status === 'affected' && condition === null),
    );
    for (const product of named) {
      const asset = { vendor: product.vendor!, product: product.product, version: null };
      const { verdict, evidence } = matchProduct(asset, { ...product, version: '*' });
      expect([
        product.productId,
        product.product,
        verdict,
        evidence.doubts.filter((doubt) => doubt !== 'product-exclusion'),
      ]).toEqual([product.productId, product.product, evidence.doubts.length > 0 ? 'undetermined' : 'match', []]);
      expect(matchProduct({ ...asset, vendor: 'Kestrelis Médical' }, { ...product, version: '*' }).verdict).toBe(
        'none',
      );
    }
  });
});

whenThere('the official test suite of CSAF 2.0', () => {
  const suite = new URL('oasis-csaf-2.0/test/validator/data/', advisories);
  interface Case {
    name: string;
    valid: boolean;
  }
  const { tests } = isThere
    ? (JSON.parse(readFileSync(new URL('testcases.json', suite), 'utf8')) as {
        tests: { group: string; failures?: Case[]; valid?: Case[] }[];
      })
    : { tests: [] };
  const cases = tests
    .filter(({ group }) => group === 'mandatory')
    .flatMap(({ failures = [], valid = [] }) => [...failures, ...valid]);
  /** Judged otherwise by the validator (version 2.0.10): revisions of one date out of order (three, refused), a category without its underscores (one, taken). */
  const judgedOtherwise = ['6-1-14-12', '6-1-16-16', '6-1-16-17', '6-1-26-04'];
  const verdictOf = (file: string): Promise<'valid' | 'invalid'> =>
    reader.read(readFileSync(new URL(file, suite))).then(
      () => 'valid' as const,
      (error: unknown) => {
        if (error instanceof Refusal && error.code === 'csaf-invalid') return 'invalid' as const;
        throw error;
      },
    );

  it('has its mandatory documents judged as it says, but for four', async () => {
    expect(cases.length).toBeGreaterThan(100);
    const otherwise: string[] = [];
    for (const { name, valid } of cases)
      if ((await verdictOf(name)) !== (valid ? 'valid' : 'invalid')) otherwise.push(name);
    expect(otherwise.map((name) => name.slice(-'6-1-14-12.json'.length, -'.json'.length))).toEqual(judgedOtherwise);
  });
});

(isThere ? it.skip : it)('is skipped: the public advisories are missing', () => expect(isThere).toBe(false));
