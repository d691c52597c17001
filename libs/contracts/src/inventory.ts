import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, Tlp, limit, line, page } from './common.js';

/** Fields of an asset that a column of the file can be mapped to. */
export const AssetField = z.enum([
  'vendor',
  'product',
  'version',
  'category',
  'careService',
  'criticality',
  'quantity',
  'location',
  'comment',
]);
export type AssetField = z.infer<typeof AssetField>;

/** Column heading of the file by asset field; vendor and product are needed. */
export const ColumnMapping = z.partialRecord(AssetField, z.string().max(200));
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export const Asset = z.object({
  id: Id,
  facilityId: Id,
  vendor: z.string(),
  product: z.string(),
  version: z.string().nullable(),
  category: z.string().nullable(),
  careService: z.string().nullable(),
  criticality: z.string().nullable(),
  quantity: z.number().int().nullable(),
  location: z.string().nullable(),
  comment: z.string().nullable(),
  importedAt: InstantOut,
});
export type Asset = z.infer<typeof Asset>;

/** `code` is stable; the console has the sentence. */
export const FilePlace = z.object({
  line: z.number().int(),
  column: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
});
export type FilePlace = z.infer<typeof FilePlace>;

export const ImportPreview = z.object({
  encoding: z.enum(['utf-8', 'windows-1252']),
  delimiter: z.string(),
  columns: z.array(z.string()),
  mapping: ColumnMapping,
  total: z.number().int(),
  rows: z.array(z.partialRecord(AssetField, z.string())),
  /** In the order of the file, from the one asked for on, as many as fit a message. */
  faults: z.array(FilePlace),
  /** All of them, listed or not. */
  faultCount: z.number().int(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const CsafProduct = z.object({
  productId: z.string(),
  vendor: z.string(),
  product: z.string(),
  /** As the document writes it; null when it names none. */
  version: z.string().nullable(),
  versionIsRange: z.boolean(),
  status: z.enum(['affected', 'not-affected', 'fixed', 'under-investigation', 'recommended', 'mentioned']),
  /** What else must hold that an inventory does not say: "installed_on: ...", a platform; null when nothing. */
  condition: z.string().nullable(),
  /** The names that lead to the product in the document, from the vendor down. */
  path: z.array(z.string()),
});
export type CsafProduct = z.infer<typeof CsafProduct>;

export const CsafDocument = z.object({
  id: Id,
  trackingId: z.string(),
  title: z.string(),
  publisher: z.string(),
  documentVersion: z.string(),
  tlp: Tlp,
  releasedAt: InstantOut,
  importedAt: InstantOut,
  vulnerabilities: z.array(
    z.object({ cve: z.string().nullable(), title: z.string().nullable(), score: z.number().nullable() }),
  ),
  products: z.array(CsafProduct),
  remediations: z.array(
    z.object({
      category: z.string(),
      details: z.string(),
      url: z.string().nullable(),
      productIds: z.array(z.string()),
    }),
  ),
});
export type CsafDocument = z.infer<typeof CsafDocument>;
export const CsafSummary = CsafDocument.omit({ products: true, vulnerabilities: true, remediations: true }).extend({
  productCount: z.number().int(),
  vulnerabilityCount: z.number().int(),
});
export type CsafSummary = z.infer<typeof CsafSummary>;

export const MatchVerdict = z.enum(['match', 'undetermined']);
export type MatchVerdict = z.infer<typeof MatchVerdict>;

export const Evidence = z.object({
  assetId: Id,
  assetVendor: z.string(),
  assetProduct: z.string(),
  assetVersion: z.string().nullable(),
  productId: z.string(),
  advisoryVendor: z.string(),
  advisoryProduct: z.string(),
  advisoryVersion: z.string().nullable(),
  verdict: MatchVerdict,
  /** Stable code of the rule that decided, e.g. `version-equal`, `version-in-range`, `asset-version-missing`. */
  rule: z.string(),
  /** Everything that keeps it from being certain, by stable codes; empty for a match. */
  doubts: z.array(z.string()),
  /** The two normalised forms that were compared: vendor, product. */
  assetKey: z.string(),
  advisoryKey: z.string(),
  /** Rows of the inventory with this vendor, product and version; `assetId` is the first of them. */
  assets: z.number().int(),
});
export type Evidence = z.infer<typeof Evidence>;

export const FacilityExposure = z.object({
  facilityId: Id,
  verdict: MatchVerdict,
  /** The strongest first; as many as there is room for. */
  evidence: z.array(Evidence),
  matchedAssets: z.number().int(),
  undeterminedAssets: z.number().int(),
});
export type FacilityExposure = z.infer<typeof FacilityExposure>;

export const Exposure = z.object({
  csafId: Id,
  facilities: z.array(FacilityExposure),
  /** Facilities by their verdict. */
  matched: z.number().int(),
  undetermined: z.number().int(),
  /** Facilities whose inventory was looked at: without an inventory nothing can be said. */
  inventoried: z.number().int(),
});
export type Exposure = z.infer<typeof Exposure>;

/** A part of an uploaded file; parts are at most 512 KiB so that they pass NATS. */
export const UPLOAD_PART_BYTES = 512 * 1024;
/** Largest upload taken, in bytes. */
export const UPLOAD_MAX_BYTES = 10 * 1024 * 1024;

/** A file of 10 MB takes longer to read than other commands do. */
const PATIENCE = 20_000;

export const inventoryCommands = {
  'asset-inventory.upload.append': command(
    'upload.write',
    z.strictObject({
      uploadId: Id,
      index: z.number().int().min(0).max(10_000),
      last: z.boolean(),
      data: z.base64(),
    }),
    z.object({ uploadId: Id, received: z.number().int() }),
    PATIENCE,
  ),
  'asset-inventory.import.preview': query(
    'inventory.import',
    z.strictObject({
      uploadId: Id,
      facilityId: Id,
      mapping: ColumnMapping.optional(),
      /** How many faults to pass over; 0 unless told. */
      faultsFrom: z.number().int().min(0).max(UPLOAD_MAX_BYTES).optional(),
    }),
    ImportPreview,
    PATIENCE,
  ),
  'asset-inventory.import.commit': command(
    'inventory.import',
    z.strictObject({
      id: Id,
      uploadId: Id,
      facilityId: Id,
      mapping: ColumnMapping,
      /** `replace` puts the file in the place of the facility's list; `add` keeps what is there. */
      mode: z.enum(['replace', 'add']),
    }),
    z.object({ importId: Id, imported: z.number().int(), total: z.number().int() }),
    PATIENCE,
  ),
  'asset-inventory.asset.list': query(
    'inventory.read',
    z.strictObject({
      facilityId: Id.optional(),
      q: line(100).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(100, 500),
    }),
    page(Asset),
  ),
  'asset-inventory.product.find': query(
    'product.find',
    z.strictObject({ facilityId: Id, text: z.string().max(60_000) }),
    /** Each with the words of its name that tell it from others. */
    z.object({ items: z.array(z.object({ vendor: z.string(), product: z.string(), words: z.array(z.string()) })) }),
  ),
  'asset-inventory.asset.export': query(
    'inventory.read',
    z.strictObject({ facilityId: Id, cursor: z.string().max(200).optional() }),
    /** A part of the file; the parts put together, while `next` is not null, are the whole of it. */
    z.object({ fileName: z.string(), csv: z.string(), next: z.string().nullable() }),
    PATIENCE,
  ),
  'asset-inventory.csaf.import': command(
    'csaf.import',
    z.strictObject({ id: Id, uploadId: Id }),
    CsafSummary,
    PATIENCE,
  ),
  'asset-inventory.csaf.list': query(
    'exposure.read',
    z.strictObject({ cursor: z.string().max(200).optional(), limit: limit(50, 200) }),
    page(CsafSummary),
  ),
  'asset-inventory.csaf.get': query('exposure.read', z.strictObject({ csafId: Id }), CsafDocument),
  'asset-inventory.exposure.get': query('exposure.read', z.strictObject({ csafId: Id }), Exposure, PATIENCE),
} as const;
