import type { SqlValue } from '#libs/database';
import { enclosedOutbox } from '#libs/messaging';

/** What one declaration writes besides its event; each column's parameter, in this order. */
const tables = {
  idempotency: ['actor_id', 'operation', 'key', 'body_hash'],
  journal_entry: ['id', 'incident_id', 'seq', 'facility_id', 'type', 'visibility', 'facility_author_id', 'at'],
  audit: [
    'id',
    'action',
    'record_type',
    'record_id',
    'facility_id',
    'actor_id',
    'origin',
    'trace_id',
    'details',
    'kind',
  ],
  incident: [
    'id',
    'facility_id',
    'territory',
    'kind',
    'what',
    'since',
    'aware_at',
    'recorded_at',
    'changed_at',
    'suspected_malicious',
    'degraded_mode',
    'care_services',
    'patient_danger',
    'data_touched',
    'data_classes',
    'supplier',
    'supplier_key',
    'help_wanted',
    'contact_name',
    'contact_phone',
    'contact_email',
    'declared_by',
    'declaration_hash',
  ],
} as const;

type Table = keyof typeof tables;
/** One row of each table. */
export type Written = { [T in Table]: Record<(typeof tables)[T][number], SqlValue> };

/** From which the statement draws the reference, and what the receipt says beside it. */
export interface Drawing {
  prefix: string;
  sequence: string;
  incidentId: string;
  recordedAt: string;
}

const DRAWING = 4;
const order = ['idempotency', 'journal_entry', 'audit', 'incident'] as const satisfies Table[];
const firstOf = (table: Table): number =>
  order.slice(0, order.indexOf(table)).reduce((sum, earlier) => sum + tables[earlier].length, DRAWING + 1);

const place = (table: Table, column: string): string =>
  `$${firstOf(table) + (tables[table] as readonly string[]).indexOf(column)}`;

/** @param computed columns that the statement itself fills, from the relation */
function insert(table: Table, from: string, computed: Record<string, string> = {}): string {
  const columns = [...tables[table], ...Object.keys(computed)];
  const values = [...tables[table].map((column) => place(table, column)), ...Object.values(computed)];
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${from}`;
}

/**
 * Everything that a declaration leaves, in one statement: in a storm this is what has to hold. For a key that was used it writes nothing,
 * draws no number and returns no row. An incident that exists, or a key that comes twice at once, violates a primary key: to let
 * ON CONFLICT see to that would cost every declaration a quarter of its statement.
 */
export const DECLARE = `
  WITH drawn AS MATERIALIZED (
    SELECT $1::text || lpad(number, greatest(4, length(number)), '0') AS reference
    FROM (SELECT nextval($2::text::regclass)::text AS number) AS next
    WHERE NOT EXISTS (
      SELECT FROM idempotency WHERE ${(['actor_id', 'operation', 'key'] as const)
        .map((column) => `${column} = ${place('idempotency', column)}`)
        .join(' AND ')}
    )
  ),
  declared AS (${insert('incident', 'drawn', { reference: 'reference' })} RETURNING reference),
  claimed AS (${insert('idempotency', 'declared', {
    response: `json_build_object('incidentId', $3::text, 'reference', reference, 'recordedAt', $4::text)`,
  })}),
  journalled AS (${insert('journal_entry', 'declared')}),
  audited AS (${insert('audit', 'declared')}),
  ${enclosedOutbox({
    first: firstOf('incident') + tables.incident.length,
    from: 'declared',
    addition: `jsonb_build_object('reference', reference)`,
  })}
  SELECT reference FROM declared`;

export function declareValues(drawing: Drawing, written: Written, enclosed: readonly SqlValue[]): SqlValue[] {
  const { prefix, sequence, incidentId, recordedAt } = drawing;
  const rows = order.flatMap((table) => {
    const row: Record<string, SqlValue> = written[table];
    return tables[table].map((column) => row[column] ?? null);
  });
  return [prefix, sequence, incidentId, recordedAt, ...rows, ...enclosed];
}
