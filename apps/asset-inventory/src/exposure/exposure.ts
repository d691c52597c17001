import type { Evidence, FacilityExposure } from '#libs/contracts';
import type { FlatProduct } from '../csaf/flatten-products.js';
import type { AssetFacts, PreparedProduct } from '../matching/match.js';
import { type AdvisoryMatch, matchAdvisory } from '../matching/match-advisory.js';

/** Assets of one facility that are written alike. */
export interface Holding extends AssetFacts {
  facilityId: string;
  productId: string;
  /** The first of them. */
  assetId: string;
  assets: number;
}

/** So many comparisons are shown at most, shared among the facilities; each shows at least one. */
const SHOWN = 4_000;
const SHOWN_OF_FACILITY = 20;

type Found = { holding: Holding; match: AdvisoryMatch<FlatProduct> };

/** Which of the facilities hold what is named, and why it is thought so. Facilities that hold none of it are left out. */
export function exposureOf(
  holdings: readonly Holding[],
  products: readonly PreparedProduct<FlatProduct>[],
): FacilityExposure[] {
  const byFacility = new Map<string, Found[]>();
  const matches = new Map<string, AdvisoryMatch<FlatProduct>>();
  for (const holding of holdings) {
    const match = once(matches, JSON.stringify([holding.productId, holding.version]), () =>
      matchAdvisory(holding, products),
    );
    if (match.verdict === 'none') continue;
    once(byFacility, holding.facilityId, () => []).push({ holding, match });
  }
  const room = Math.max(1, Math.min(SHOWN_OF_FACILITY, Math.floor(SHOWN / Math.max(1, byFacility.size))));
  return [...byFacility].map(([facilityId, found]) => facilityExposure(facilityId, found, room));
}

function facilityExposure(facilityId: string, found: readonly Found[], room: number): FacilityExposure {
  const [matched, undetermined] = (['match', 'undetermined'] as const).map((verdict) =>
    found.filter(({ match }) => match.verdict === verdict),
  );
  const assetsIn = (some: readonly Found[] = []): number => some.reduce((sum, { holding }) => sum + holding.assets, 0);
  return {
    facilityId,
    verdict: matched!.length > 0 ? 'match' : 'undetermined',
    evidence: [...matched!, ...undetermined!].flatMap(evidenceOf).slice(0, room),
    matchedAssets: assetsIn(matched),
    undeterminedAssets: assetsIn(undetermined),
  };
}

function evidenceOf({ holding, match }: Found): Evidence[] {
  return match.reasons.map(({ product: { named }, result: { evidence } }) => ({
    assetId: holding.assetId,
    assetVendor: holding.vendor,
    assetProduct: holding.product,
    assetVersion: holding.version,
    productId: named.productId,
    advisoryVendor: named.vendor ?? '',
    advisoryProduct: named.product,
    advisoryVersion: named.version,
    verdict: match.verdict === 'match' ? 'match' : 'undetermined',
    rule: evidence.rule,
    doubts: [...evidence.doubts],
    assetKey: `${evidence.asset.vendorKey} ${evidence.asset.productKey}`,
    advisoryKey: `${evidence.advisory.vendorKey} ${evidence.advisory.productKey}`,
    assets: holding.assets,
  }));
}

function once<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
