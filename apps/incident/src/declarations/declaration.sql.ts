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

/** @param computed columns that the statement itself fills, from `drawn` */
function insert(table: Table, computed: Record<string, string> = {}): string {
  const columns = [...tables[table], ...Object.keys(computed)];
  const values = [...tables[table].map((_, index) => `$${firstOf(table) + index}`), ...Object.values(computed)];
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM drawn`;
}

/**
 * Everything that a declaration leaves, in one statement: in a storm this is what has to hold.
 *
 * A key that was used, or an incident that exists, violates a primary key: nothing is written then.
 */
export const DECLARE = `
  WITH drawn AS MATERIALIZED (
    SELECT $1::text || lpad(number, greatest(4, length(number)), '0') AS reference
    FROM (SELECT nextval($2::text::regclass)::text AS number) AS next
  ),
  claimed AS (${insert('idempotency', {
    response: `json_build_object('incidentId', $3::text, 'reference', reference, 'recordedAt', $4::text)`,
  })}),
  journalled AS (${insert('journal_entry')}),
  audited AS (${insert('audit')}),
  ${enclosedOutbox({
    first: firstOf('incident') + tables.incident.length,
    from: 'drawn',
    addition: `jsonb_build_object('reference', reference)`,
  })}
  ${insert('incident', { reference: 'reference' })}
  RETURNING reference`;

export function declareValues(drawing: Drawing, written: Written, enclosed: readonly SqlValue[]): SqlValue[] {
  const { prefix, sequence, incidentId, recordedAt } = drawing;
  const rows = order.flatMap((table) => {
    const row: Record<string, SqlValue> = written[table];
    return tables[table].map((column) => row[column] ?? null);
  });
  return [prefix, sequence, incidentId, recordedAt, ...rows, ...enclosed];
}
