import {
  matchPrepared,
  type AssetFacts,
  type Doubt,
  type MatchResult,
  type NamedProduct,
  type PreparedProduct,
  type Verdict,
} from './match.js';

export interface AdvisoryMatch<Named extends NamedProduct = NamedProduct> {
  verdict: Verdict;
  /** The comparisons that led to the verdict, with the product each was made with. */
  reasons: readonly { product: PreparedProduct<Named>; result: MatchResult }[];
}

const NAME_DOUBTS: readonly Doubt[] = ['product-descriptor', 'product-partial', 'product-model', 'product-exclusion'];
const namesItExactly = ({ verdict, evidence }: MatchResult): boolean =>
  (verdict !== 'none' || evidence.rule === 'version-outside' || evidence.rule === 'status-not-affected') &&
  evidence.asset.productKey === evidence.advisory.productKey;
const nameIsInDoubt = ({ evidence }: MatchResult): boolean =>
  evidence.doubts.some((doubt) => NAME_DOUBTS.includes(doubt));

/**
 * One asset against all products that an advisory names. Where the advisory names the asset's product word for word, its neighbours with similar names
 * ("MedStation ES" and "MedStation ES Server") raise no doubt.
 */
export function matchAdvisory<Named extends NamedProduct>(
  asset: AssetFacts,
  products: readonly PreparedProduct<Named>[],
): AdvisoryMatch<Named> {
  const compared = products.map((product) => ({ product, result: matchPrepared(asset, product) }));
  const isNamed = compared.some(({ result }) => namesItExactly(result));
  const relevant = isNamed ? compared.filter(({ result }) => !nameIsInDoubt(result)) : compared;
  for (const verdict of ['match', 'undetermined'] as const) {
    const reasons = relevant.filter(({ result }) => result.verdict === verdict);
    if (reasons.length > 0) return { verdict, reasons };
  }
  return { verdict: 'none', reasons: [] };
}
