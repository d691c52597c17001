import { normaliseProduct, relateProducts, type NormalisedProduct, type ProductRelation } from './product.js';
import { jointVendors, normaliseVendor, type NormalisedVendor } from './vendor.js';
import { normaliseVersion } from './version.js';
import { answerVersion, readVersionStatement } from './version-statement.js';

export interface AssetFacts {
  vendor: string;
  product: string;
  version: string | null;
}

export const PRODUCT_STATUSES = [
  'first_affected', 'known_affected', 'last_affected', 'under_investigation',
  'known_not_affected', 'first_fixed', 'fixed', 'recommended', 'unspecified',
] as const; // prettier-ignore
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** A product as an advisory names it. */
export interface NamedProduct {
  vendor: string | null;
  product: string;
  /** The text of the version or range branch; null when the advisory names none. */
  version: string | null;
  versionKind: 'product_version' | 'product_version_range' | null;
  status: ProductStatus;
  /** What else must hold that an inventory does not say: "installed on ...", a platform, a service pack. */
  condition: string | null;
}

export type Verdict = 'match' | 'undetermined' | 'none';

export const DOUBTS = [
  'vendor_related', 'vendor_joint', 'vendor_unstated',
  'product_descriptor', 'product_partial', 'product_model', 'product_exclusion',
  'condition', 'status_under_investigation', 'status_unspecified',
  'asset_version_missing', 'advisory_version_missing', 'version_not_comparable',
] as const; // prettier-ignore
export type Doubt = (typeof DOUBTS)[number];

export type Rule =
  | 'vendor_differs'
  | 'product_differs'
  | 'status_not_affected'
  | 'version_outside'
  | 'all_versions'
  | 'version_named'
  | 'version_in_range'
  | 'doubt';

export interface MatchEvidence {
  rule: Rule;
  doubts: readonly Doubt[];
  asset: { vendorKey: string; productKey: string; version: string | null };
  advisory: { vendorKey: string; productKey: string; version: string | null; condition: string | null };
}

export interface MatchResult {
  verdict: Verdict;
  evidence: MatchEvidence;
}

type VendorRelation = 'same' | 'related' | 'joint' | 'unstated' | 'different';

/** What each status says about the product it stands on. */
const STATUS_MEANING: Record<ProductStatus, 'affected' | 'open' | 'not_affected'> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  under_investigation: 'open',
  unspecified: 'open',
  known_not_affected: 'not_affected',
  first_fixed: 'not_affected',
  fixed: 'not_affected',
  recommended: 'not_affected',
};

const VENDOR_DOUBT: Partial<Record<VendorRelation, Doubt>> = {
  related: 'vendor_related',
  joint: 'vendor_joint',
  unstated: 'vendor_unstated',
};
const PRODUCT_DOUBT: Partial<Record<ProductRelation, Doubt>> = {
  descriptor: 'product_descriptor',
  partial: 'product_partial',
  model: 'product_model',
};

/** A named product with its normalised forms: made once, compared with many assets. */
export interface PreparedProduct {
  named: NamedProduct;
  vendor: NormalisedVendor | null;
  joint: readonly NormalisedVendor[];
  product: NormalisedProduct;
}

export function prepareProduct(named: NamedProduct): PreparedProduct {
  return {
    named,
    vendor: named.vendor === null ? null : normaliseVendor(named.vendor),
    joint: named.vendor === null ? [] : jointVendors(named.vendor),
    product: normaliseProduct(named.product, named.vendor),
  };
}

function relateVendors(asset: NormalisedVendor, { vendor, joint }: PreparedProduct): VendorRelation {
  if (asset.key === '') return 'different';
  if (vendor === null || vendor.key === '') return 'unstated';
  if (asset.key === vendor.key) return 'same';
  if (joint.some((one) => one.group === asset.group)) return 'joint';
  return asset.group === vendor.group ? 'related' : 'different';
}

/** Compares one asset with one product that an advisory names. `match` only when nothing at all is in doubt. */
export function matchPrepared(asset: AssetFacts, prepared: PreparedProduct): MatchResult {
  const { named } = prepared;
  const assetVendor = normaliseVendor(asset.vendor);
  const vendorRelation = relateVendors(assetVendor, prepared);
  const otherName = vendorRelation === 'joint' || vendorRelation === 'unstated';
  const advisoryProduct = otherName ? normaliseProduct(named.product, asset.vendor) : prepared.product;
  const assetProduct = normaliseProduct(asset.product, asset.vendor);
  const productRelation = relateProducts(assetProduct, advisoryProduct);

  const answer = (verdict: Verdict, rule: Rule, doubts: readonly Doubt[] = []): MatchResult => ({
    verdict,
    evidence: {
      rule,
      doubts,
      asset: {
        vendorKey: assetVendor.key,
        productKey: assetProduct.key,
        version: asset.version && normaliseVersion(asset.version),
      },
      advisory: {
        vendorKey: prepared.vendor?.key ?? '',
        productKey: advisoryProduct.key,
        version: named.version && normaliseVersion(named.version),
        condition: named.condition,
      },
    },
  });

  if (vendorRelation === 'different') return answer('none', 'vendor_differs');
  if (productRelation === 'different') return answer('none', 'product_differs');
  if (STATUS_MEANING[named.status] === 'not_affected') return answer('none', 'status_not_affected');

  const doubts: Doubt[] = [];
  const doubt = (found: Doubt | undefined | false): void => void (found && doubts.push(found));
  doubt(VENDOR_DOUBT[vendorRelation]);
  doubt(PRODUCT_DOUBT[productRelation]);
  doubt((assetProduct.hasExclusion || advisoryProduct.hasExclusion) && 'product_exclusion');
  doubt(named.condition !== null && 'condition');
  doubt(named.status === 'under_investigation' && 'status_under_investigation');
  doubt(named.status === 'unspecified' && 'status_unspecified');

  if (named.version === null) return answer('undetermined', 'doubt', [...doubts, 'advisory_version_missing']);
  const statement = readVersionStatement(named.version, named.versionKind === 'product_version_range');
  const said = asset.version?.trim() ? asset.version : null;
  if (statement.form !== 'all' && said === null)
    return answer('undetermined', 'doubt', [...doubts, 'asset_version_missing']);
  const version = answerVersion(statement, said ?? '');
  if (version === 'out') return answer('none', 'version_outside', doubts);
  if (version === 'unclear') doubts.push('version_not_comparable');
  if (doubts.length > 0) return answer('undetermined', 'doubt', doubts);
  return answer(
    'match',
    statement.form === 'all' ? 'all_versions' : statement.form === 'exact' ? 'version_named' : 'version_in_range',
  );
}

export const matchProduct = (asset: AssetFacts, named: NamedProduct): MatchResult =>
  matchPrepared(asset, prepareProduct(named));
