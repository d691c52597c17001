import type { Asset, AssetField, Locale } from '#libs/contracts';
import { CSV_MARK, csvLine } from '../csv/spreadsheet.js';

/** The columns of an export; the import recognises them by these headings. */
export const EXPORT_HEADINGS: Record<Locale, Record<AssetField, string>> = {
  fr: {
    vendor: 'Fournisseur',
    product: 'Produit',
    version: 'Version',
    category: 'Catégorie',
    careService: 'Service',
    criticality: 'Criticité',
    quantity: 'Quantité',
    location: 'Emplacement',
    comment: 'Commentaire',
  },
  en: {
    vendor: 'Vendor',
    product: 'Product',
    version: 'Version',
    category: 'Category',
    careService: 'Department',
    criticality: 'Criticality',
    quantity: 'Quantity',
    location: 'Location',
    comment: 'Comment',
  },
};

/** Bytes of a part at most: what the commands' answers carry, with room to spare. */
const PART_BYTES = 600 * 1024;
const FIELDS = Object.keys(EXPORT_HEADINGS.fr) as AssetField[];

/** The beginning of a file that Excel opens as a table. */
export const csvHeading = (locale: Locale): string => CSV_MARK + csvLine(Object.values(EXPORT_HEADINGS[locale]));

/** The lines of as many assets as fit a part, and how many those are: one at least. Nothing in them runs in a spreadsheet. */
export function csvPart(assets: readonly Pick<Asset, AssetField>[]): { csv: string; taken: number } {
  let csv = '';
  let bytes = 0;
  let taken = 0;
  for (const asset of assets) {
    const line = csvLine(FIELDS.map((field) => String(asset[field] ?? '')));
    bytes += Buffer.byteLength(line);
    if (bytes > PART_BYTES && taken > 0) break;
    csv += line;
    taken += 1;
  }
  return { csv, taken };
}
