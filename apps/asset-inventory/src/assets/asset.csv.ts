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

/** A file that Excel opens as a table, and that runs nothing there. */
export function assetsToCsv(assets: readonly Pick<Asset, AssetField>[], locale: Locale): string {
  const headings = EXPORT_HEADINGS[locale];
  const fields = Object.keys(headings) as AssetField[];
  const lines = assets.map((asset) => csvLine(fields.map((field) => String(asset[field] ?? ''))));
  return CSV_MARK + csvLine(Object.values(headings)) + lines.join('');
}
