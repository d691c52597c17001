import { type ColumnMapping, type FilePlace, type ImportPreview, Refusal } from '#libs/contracts';
import { type AssetRow, cellsByField, columnsOf, missingFields, readAssetRows } from './asset-row.js';
import { type DecodedText, decodeText } from './decode.js';
import { type Delimiter, detectDelimiter } from './delimiter.js';
import { guessMapping } from './mapping.js';
import { type Table, readTable } from './table.js';

const PREVIEW_ROWS = 20;
const PREVIEW_CELL = 200;
/** As many places as fit a message with room to spare; the count given beside them is the true one. */
const LISTED_FAULTS = 5_000;

interface InventoryFile {
  encoding: DecodedText['encoding'];
  delimiter: Delimiter;
  table: Table;
}

function openFile(bytes: Uint8Array): InventoryFile {
  const decoded = decodeText(bytes);
  if (!decoded) throw new Refusal('file-not-text');
  const delimiter = detectDelimiter(decoded.text);
  return { encoding: decoded.encoding, delimiter, table: readTable(decoded.text, delimiter) };
}

const inOrder = (faults: FilePlace[]): FilePlace[] => faults.toSorted((a, b) => a.line - b.line || a.column - b.column);

async function readRows(
  { table }: InventoryFile,
  mapping: ColumnMapping,
): Promise<{ assets: AssetRow[]; faults: FilePlace[] }> {
  if (table.columns.length === 0) return { assets: [], faults: [{ line: 1, column: 1, code: 'file-empty' }] };
  const columns = columnsOf(mapping, table.columns);
  if (!columns) return { assets: [], faults: [{ line: 1, column: 1, code: 'column-unknown' }] };
  const read = await readAssetRows(table, columns);
  const empty =
    table.rows.length === 0 && table.faults.length === 0 ? [{ line: 1, column: 1, code: 'file-without-rows' }] : [];
  return { assets: read.assets, faults: inOrder([...table.faults, ...read.faults, ...empty]) };
}

/**
 * What an import of this file would do: the first rows as they would be read, as many faulty places as fit a message, and how many there
 * are.
 *
 * @param faultsFrom how many faulty places to pass over, to be given those behind them
 * @throws Refusal('file-not-text')
 */
export async function previewFile(bytes: Uint8Array, chosen?: ColumnMapping, faultsFrom = 0): Promise<ImportPreview> {
  const file = openFile(bytes);
  const { table } = file;
  const mapping = chosen ?? guessMapping(table.columns);
  const columns = columnsOf(mapping, table.columns) ?? new Map();
  const { faults } = await readRows(file, mapping);
  const clip = (cells: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cell.slice(0, PREVIEW_CELL)]));
  return {
    encoding: file.encoding,
    delimiter: file.delimiter,
    columns: [...table.columns],
    mapping,
    total: table.rows.length,
    rows: table.rows.slice(0, PREVIEW_ROWS).map((row) => clip(cellsByField(row, columns))),
    faults: faults.slice(faultsFrom, faultsFrom + LISTED_FAULTS),
    faultCount: faults.length,
  };
}

/**
 * Every asset of the file, or none.
 * @throws Refusal('file-not-text' | 'mapping-incomplete' | 'file-invalid')
 */
export async function readInventory(bytes: Uint8Array, mapping: ColumnMapping): Promise<AssetRow[]> {
  const file = openFile(bytes);
  if (missingFields(mapping).length > 0) throw new Refusal('mapping-incomplete');
  const { assets, faults } = await readRows(file, mapping);
  if (faults.length > 0) {
    const lines = new Set(faults.map(({ line }) => line)).size;
    throw new Refusal('file-invalid', { count: lines, places: faults.slice(0, LISTED_FAULTS) });
  }
  return assets;
}
