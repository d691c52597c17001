import type { CsafProduct } from '#libs/contracts';
import { normaliseProduct, relateProducts, type NormalisedProduct, type ProductRelation } from './product.js';
import { jointVendors, normaliseVendor, type NormalisedVendor } from './vendor.js';
import { normaliseVersion } from './version.js';
import { answerVersion, readVersionStatement } from './version-statement.js';

export interface AssetFacts {
  vendor: string;
  product: string;
  version: string | null;
}

export type ProductStatus = CsafProduct['status'];

/** A product as an advisory names it. */
export interface NamedProduct {
  vendor: string | null;
  product: string;
  /** The text of the version or range branch; null when the advisory names none. */
  version: string | null;
  versionIsRange: boolean;
  status: ProductStatus;
  /** What else must hold that an inventory does not say: "installed on ...", a platform, a service pack. */
  condition: string | null;
}

export type Verdict = 'match' | 'undetermined' | 'none';

/** Why a verdict is not certain. */
export type Doubt =
  | 'vendor-related'
  | 'vendor-joint'
  | 'vendor-unstated'
  | 'product-descriptor'
  | 'product-partial'
  | 'product-model'
  | 'product-exclusion'
  | 'condition'
  | 'status-under-investigation'
  | 'status-mentioned'
  | 'asset-version-missing'
  | 'advisory-version-missing'
  | 'version-not-comparable';

type Rule =
  | 'vendor-differs'
  | 'product-differs'
  | 'status-not-affected'
  | 'version-outside'
  | 'all-versions'
  | 'version-equal'
  | 'version-in-range'
  | Doubt;

interface MatchEvidence {
  /** What decided; for an undetermined product the first of the doubts. */
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
const STATUS_MEANING: Record<ProductStatus, 'affected' | 'open' | 'not-affected'> = {
  affected: 'affected',
  'under-investigation': 'open',
  mentioned: 'open',
  'not-affected': 'not-affected',
  fixed: 'not-affected',
  recommended: 'not-affected',
};

const VENDOR_DOUBT: Partial<Record<VendorRelation, Doubt>> = {
  related: 'vendor-related',
  joint: 'vendor-joint',
  unstated: 'vendor-unstated',
};
const PRODUCT_DOUBT: Partial<Record<ProductRelation, Doubt>> = {
  descriptor: 'product-descriptor',
  partial: 'product-partial',
  model: 'product-model',
};

/** A named product with its normalised forms: made once, compared with many assets. */
export interface PreparedProduct<Named extends NamedProduct = NamedProduct> {
  named: Named;
  vendor: NormalisedVendor | null;
  joint: readonly NormalisedVendor[];
  product: NormalisedProduct;
}

export function prepareProduct<Named extends NamedProduct>(named: Named): PreparedProduct<Named> {
  return {
    named,
    vendor: named.vendor === null ? null : normaliseVendor(named.vendor),
    joint: named.vendor === null ? [] : jointVendors(named.vendor),
    product: normaliseProduct(named.product, named.vendor),
  };
}

/** Whether any asset could match it: what is fixed or not affected never does. */
export const isWorthComparing = ({ named }: PreparedProduct): boolean =>
  STATUS_MEANING[named.status] !== 'not-affected';

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

  const open = (doubts: readonly Doubt[]): MatchResult => answer('undetermined', doubts[0]!, doubts);

  if (vendorRelation === 'different') return answer('none', 'vendor-differs');
  if (productRelation === 'different') return answer('none', 'product-differs');
  if (STATUS_MEANING[named.status] === 'not-affected') return answer('none', 'status-not-affected');

  const doubts: Doubt[] = [];
  const doubt = (found: Doubt | undefined | false): void => void (found && doubts.push(found));
  doubt(VENDOR_DOUBT[vendorRelation]);
  doubt(PRODUCT_DOUBT[productRelation]);
  doubt((assetProduct.hasExclusion || advisoryProduct.hasExclusion) && 'product-exclusion');
  doubt(named.condition !== null && 'condition');
  doubt(named.status === 'under-investigation' && 'status-under-investigation');
  doubt(named.status === 'mentioned' && 'status-mentioned');

  if (named.version === null) return open([...doubts, 'advisory-version-missing']);
  const statement = readVersionStatement(named.version, named.versionIsRange);
  const said = asset.version?.trim() ? asset.version : null;
  if (statement.form !== 'all' && said === null) return open([...doubts, 'asset-version-missing']);
  const version = answerVersion(statement, said ?? '');
  if (version === 'out') return answer('none', 'version-outside', doubts);
  if (version === 'unclear') doubts.push('version-not-comparable');
  if (doubts.length > 0) return open(doubts);
  return answer(
    'match',
    statement.form === 'all' ? 'all-versions' : statement.form === 'exact' ? 'version-equal' : 'version-in-range',
  );
}

export const matchProduct = (asset: AssetFacts, named: NamedProduct): MatchResult =>
  matchPrepared(asset, prepareProduct(named));
