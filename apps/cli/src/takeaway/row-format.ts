import { identifier } from '#libs/database';
import type { Column, Table } from './catalogue.js';

/** Types whose values a reader of JSON would round: they are written as strings. */
const EXACT = /^(bigint|numeric|real|double precision)/;

/** The SQL that gives a column's value as JSON that says exactly what the database holds; `t` is the table. */
function written({ name, type }: Column): string {
  const value = `t.${identifier(name)}`;
  if (type === 'bytea') return `translate(encode(${value}, 'base64'), E'\\n', '')`;
  if (EXACT.test(type)) return type.endsWith('[]') ? `${value}::text[]` : `${value}::text`;
  // As it is written, with its spaces and the order of its keys.
  if (type === 'json') return `${value}::text`;
  return value;
}

/** The SQL that gives a column's value back; `r` is the row as `recordType` describes it. */
export function readBack({ name, type, notNull }: Column): string {
  const value = `r.${identifier(name)}`;
  if (type === 'bytea') return `decode(${value}, 'base64')`;
  if (type === 'json') return `${value}::json`;
  // JSON has one null for the column's and for the document's own.
  if (type === 'jsonb' && notNull) return `coalesce(${value}, 'null'::jsonb)`;
  return value;
}

/** The columns of a row for `json_to_recordset`. */
export const recordType = (columns: readonly Column[]): string =>
  columns
    .map(({ name, type }) => `${identifier(name)} ${type === 'bytea' || type === 'json' ? 'text' : type}`)
    .join(', ');

/** The query of one row as JSON, for every row that the condition lets through, sorted by the key. */
export function rowsAsJson({ table, columns, key, binary, only = 'true' }: Table, condition = 'true'): string {
  const inJson = columns.filter(({ name }) => name !== binary?.column);
  const list = inJson.map((column) => `${written(column)} AS ${identifier(column.name)}`).join(', ');
  const order = key.map((name) => `t.${identifier(name)}`).join(', ');
  const bytes = binary ? `, t.${identifier(binary.name)}::text AS file, t.${identifier(binary.column)} AS bytes` : '';
  return `SELECT (SELECT row_to_json(x) FROM (SELECT ${list}) x) AS line${bytes}
    FROM ${identifier(table)} t WHERE (${only}) AND (${condition}) ORDER BY ${order}`;
}

/** The JSON Schema (draft 2020-12) of a line of the table's file. */
export function rowSchema({ table, why, columns, binary }: Table): object {
  const of = (column: Column) =>
    column.name === binary?.column ? FILE_PART : nullable(column, typeSchema(column.type));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: table,
    description: why,
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.name, { ...of(column), $comment: column.type }])),
    required: columns.map(({ name }) => name),
    additionalProperties: false,
  };
}

const FILE_PART = {
  type: 'object',
  description: 'these bytes of that file',
  properties: { file: { type: 'string' }, offset: { type: 'integer' }, bytes: { type: 'integer' } },
  required: ['file', 'offset', 'bytes'],
  additionalProperties: false,
};

const nullable = ({ notNull }: Column, schema: object): object =>
  notNull || Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };

function typeSchema(type: string): object {
  if (type.endsWith('[]')) return { type: 'array', items: typeSchema(type.slice(0, -2)) };
  if (EXACT.test(type)) return { type: 'string', description: 'a number, exactly as it is' };
  if (/^(integer|smallint)$/.test(type)) return { type: 'integer' };
  if (type === 'boolean') return { type: 'boolean' };
  if (type === 'uuid') return { type: 'string', format: 'uuid' };
  if (type === 'bytea') return { type: 'string', contentEncoding: 'base64' };
  if (type.startsWith('timestamp')) return { type: 'string', format: 'date-time' };
  if (type === 'date') return { type: 'string', format: 'date' };
  return type === 'jsonb' ? {} : { type: 'string' };
}
