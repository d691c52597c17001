import type { AssetField, ColumnMapping, FilePlace } from '#libs/contracts';
import { unhurried } from '../breathe.js';
import { restore } from './spreadsheet.js';
import type { Table } from './table.js';

export interface AssetRow {
  vendor: string;
  product: string;
  version: string | null;
  category: string | null;
  careService: string | null;
  criticality: string | null;
  quantity: number | null;
  location: string | null;
  comment: string | null;
}

const LONGEST: Record<AssetField, number> = {
  vendor: 200,
  product: 300,
  version: 100,
  category: 100,
  careService: 200,
  criticality: 100,
  quantity: 12,
  location: 300,
  comment: 2000,
};
const REQUIRED: readonly AssetField[] = ['vendor', 'product'];
const HIGHEST_QUANTITY = 1_000_000;
const CONTROL = /\p{Cc}/u;

/** The index of each mapped field's column. */
type FieldColumns = ReadonlyMap<AssetField, number>;

export const missingFields = (mapping: ColumnMapping): AssetField[] => REQUIRED.filter((field) => !mapping[field]);

/** Null when the mapping names a column that the file does not have. */
export function columnsOf(mapping: ColumnMapping, columns: readonly string[]): FieldColumns | null {
  const found = Object.entries(mapping).map(
    ([field, column]) => [field as AssetField, columns.indexOf(column)] as const,
  );
  return found.some(([, index]) => index < 0) ? null : new Map(found);
}

/** Surrounding and repeated white space goes; a comment keeps its lines. */
function clean(cell: string, field: AssetField): string {
  const text = restore(cell.normalize('NFC')).trim();
  return field === 'comment' ? text.replace(/[^\S\n]+/g, ' ') : text.replace(/\s+/g, ' ');
}

const parseQuantity = (text: string): number | null => {
  const figures = text.replace(/\s/g, '').replace(/[.,]0+$/, '');
  return /^\d+$/.test(figures) && Number(figures) <= HIGHEST_QUANTITY ? Number(figures) : null;
};

function faultOf(text: string, field: AssetField): string | null {
  if (text === '') return REQUIRED.includes(field) ? `${field}-missing` : null;
  if (CONTROL.test(text.replaceAll('\n', ''))) return 'control-character';
  if (text.length > LONGEST[field]) return 'cell-too-long';
  if (field === 'quantity' && parseQuantity(text) === null) return 'quantity-not-a-number';
  return null;
}

export function cellsByField(row: Table['rows'][number], columns: FieldColumns): Partial<Record<AssetField, string>> {
  return Object.fromEntries([...columns].map(([field, index]) => [field, clean(row.cells[index] ?? '', field)]));
}

function faultsOf(line: number, cells: Partial<Record<AssetField, string>>, columns: FieldColumns): FilePlace[] {
  return [...columns].flatMap(([field, index]) => {
    const code = faultOf(cells[field] ?? '', field);
    return code === null ? [] : { line, column: index + 1, code };
  });
}

/** Every row as an asset, and every cell that cannot be taken. Only a file without any fault may be imported. */
export async function readAssetRows(
  table: Table,
  columns: FieldColumns,
): Promise<{ assets: AssetRow[]; faults: FilePlace[] }> {
  const assets: AssetRow[] = [];
  const faults: FilePlace[] = [];
  for await (const batch of unhurried(table.rows))
    for (const row of batch) {
      const cells = cellsByField(row, columns);
      const found = faultsOf(row.line, cells, columns);
      if (found.length === 0) assets.push(toAsset(cells));
      faults.push(...found);
    }
  return { assets, faults };
}

function toAsset(cells: Partial<Record<AssetField, string>>): AssetRow {
  const text = (field: AssetField): string | null => cells[field] || null;
  return {
    vendor: cells.vendor ?? '',
    product: cells.product ?? '',
    version: text('version'),
    category: text('category'),
    careService: text('careService'),
    criticality: text('criticality'),
    quantity: cells.quantity ? parseQuantity(cells.quantity) : null,
    location: text('location'),
    comment: text('comment'),
  };
}
