import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { matchProduct, prepareProduct, type AssetFacts, type NamedProduct, type Verdict } from './match.js';
import { matchAdvisory } from './match-advisory.js';

type Truth = 'affected' | 'not_affected' | 'undeterminable';
interface LabelledPair {
  truth: Truth;
  why: string;
  asset: AssetFacts;
  advisory: NamedProduct;
}

const pairs = JSON.parse(readFileSync(new URL('./labelled-pairs.json', import.meta.url), 'utf8')) as LabelledPair[];
const judged = pairs.map((pair) => ({ ...pair, verdict: matchProduct(pair.asset, pair.advisory).verdict }));
const with_ = (truth: Truth, verdict?: Verdict) =>
  judged.filter((p) => p.truth === truth && (verdict === undefined || p.verdict === verdict));
const whys = (some: typeof judged): string[] => some.map(({ why }) => why);

/** The pairs are labelled by hand, by what is true of the products and not by what the code answers. */
describe('labelled product pairs', () => {
  it('holds at least forty pairs of every kind', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(40);
    for (const truth of ['affected', 'not_affected', 'undeterminable'] as const)
      expect(with_(truth).length).toBeGreaterThanOrEqual(12);
  });

  it('makes no false match', () => {
    expect(whys(judged.filter(({ truth, verdict }) => verdict === 'match' && truth !== 'affected'))).toEqual([]);
  });

  it('never denies an affected product', () => {
    expect(whys(with_('affected', 'none'))).toEqual([]);
  });

  it('says undetermined where nobody could tell', () => {
    expect(whys(with_('undeterminable', 'none'))).toEqual([]);
  });

  it('finds at least 80 % of the affected ones, and counts what stays undetermined', () => {
    const affected = with_('affected').length;
    const found = with_('affected', 'match').length;
    const open = judged.filter(({ verdict }) => verdict === 'undetermined');
    process.stdout.write(
      `labelled pairs: ${pairs.length}; affected ${affected}, matched ${found} (recall ${(found / affected).toFixed(2)}); false matches 0; ` +
        `undetermined ${open.length} (affected ${with_('affected', 'undetermined').length}, not affected ${with_('not_affected', 'undetermined').length}, ` +
        `undeterminable ${with_('undeterminable', 'undetermined').length})\n`,
    );
    expect(found / affected).toBeGreaterThanOrEqual(0.8);
  });
});

describe('evidence', () => {
  const alaris: NamedProduct = {
    vendor: 'Becton, Dickinson and Company (BD)',
    product: 'Alaris PC Unit',
    version: '<= 9.33.1',
    versionIsRange: true,
    status: 'affected',
    condition: null,
  };

  it('shows what was compared', () => {
    expect(matchProduct({ vendor: 'BD', product: 'BD Alaris™ PC-Unit', version: 'v9.5' }, alaris)).toEqual({
      verdict: 'match',
      evidence: {
        rule: 'version-in-range',
        doubts: [],
        asset: { vendorKey: 'bectondickinson', productKey: 'alarispcunit', version: '9.5' },
        advisory: { vendorKey: 'bectondickinson', productKey: 'alarispcunit', version: '<= 9.33.1', condition: null },
      },
    });
  });

  it('names every doubt', () => {
    const { verdict, evidence } = matchProduct(
      { vendor: 'CareFusion', product: 'Pompe Alaris', version: null },
      alaris,
    );
    expect(verdict).toBe('undetermined');
    expect(evidence.doubts).toEqual(['vendor-related', 'product-partial', 'asset-version-missing']);
  });

  it('needs no version when all are affected', () => {
    expect(
      matchProduct({ vendor: 'BD', product: 'Alaris PC Unit', version: null }, { ...alaris, version: 'vers:all/*' })
        .verdict,
    ).toBe('match');
  });
});

describe('an advisory with several products', () => {
  const named = (product: string, version = '*'): NamedProduct => ({
    vendor: 'BD',
    product,
    version,
    versionIsRange: true,
    status: 'affected',
    condition: null,
  });

  it('raises no doubt about neighbours when the product is named word for word', () => {
    const products = [named('BD Pyxis MedStation ES', '< 1.6'), named('BD Pyxis MedStation ES Server')].map(
      prepareProduct,
    );
    const asset = { vendor: 'BD', product: 'Pyxis MedStation ES', version: '1.7' };
    expect(matchAdvisory(asset, products)).toEqual({ verdict: 'none', reasons: [] });
    expect(matchAdvisory(asset, products.slice(1)).verdict).toBe('undetermined');
  });

  it('answers with the strongest verdict and the comparisons behind it', () => {
    const products = [named('Pyxis ES', '< 1.6 SP1'), named('Pyxis ES', '1.6'), named('Rowa Pouch')].map(
      prepareProduct,
    );
    const { verdict, reasons } = matchAdvisory({ vendor: 'BD', product: 'pyxis es', version: '1.6' }, products);
    expect(verdict).toBe('match');
    expect(reasons.map(({ product }) => product.named.version)).toEqual(['1.6']);
  });
});
