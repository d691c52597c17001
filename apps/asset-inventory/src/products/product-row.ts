import { createHash } from 'node:crypto';
import { fold } from '../matching/fold.js';
import { DESCRIPTORS, normaliseProduct } from '../matching/product.js';
import { normaliseVendor } from '../matching/vendor.js';
import { VENDOR_ALIASES, VENDOR_GROUPS } from '../matching/vendor-aliases.js';

/** To be raised when the code of the normalisation changes; its tables are part of the name below. */
const CODE_VERSION = 1;

/** Names the rules by which a row's keys were made: rows made by others are made anew at the start. */
export const NORMALISATION_RULES = createHash('sha256')
  .update(JSON.stringify([CODE_VERSION, VENDOR_ALIASES, VENDOR_GROUPS, DESCRIPTORS]))
  .digest('hex')
  .slice(0, 16);

/** One way of writing a vendor and a product, with what it is looked up by. */
export interface ProductRow {
  id: string;
  vendor: string;
  product: string;
  vendor_key: string;
  vendor_group: string;
  product_key: string;
  core_words: readonly string[];
  search: string;
  rules: string;
}

/** The same for the same names, everywhere and without asking: a UUID (version 8) of their hash. */
export function productIdOf(vendor: string, product: string): string {
  const hash = createHash('sha256').update(`${vendor}\0${product}`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function productRow(vendor: string, product: string): ProductRow {
  const { key: vendor_key, group: vendor_group } = normaliseVendor(vendor);
  const { key: product_key, core } = normaliseProduct(product, vendor);
  return {
    id: productIdOf(vendor, product),
    vendor,
    product,
    vendor_key,
    vendor_group,
    product_key,
    core_words: [...new Set(core)],
    search: fold(`${vendor} ${product}`),
    rules: NORMALISATION_RULES,
  };
}
