import type { DatabaseScope, SqlValue } from '#libs/database';
import { enclosedOutbox } from '#libs/messaging';
import { DRAW_REFERENCE } from '../references/references.js';

/** Who writes a declaration: the facility, or the agency in its name. Each may fill other columns. */
export type Side = Extract<DatabaseScope['kind'], 'facility' | 'agency'>;

const IDEMPOTENCY = ['actor_id', 'operation', 'key', 'body_hash'] as const;
const JOURNAL = ['id', 'incident_id', 'seq', 'facility_id', 'type', 'visibility', 'details', 'at'] as const;
const AUDIT = [
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
] as const;
const INCIDENT = [
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
  'stage',
  'source',
  'report',
] as const;

/** What one declaration writes besides its event, by who writes; each column's parameter, in this order. */
const tables = {
  facility: {
    idempotency: IDEMPOTENCY,
    journal_entry: [...JOURNAL, 'facility_author_id'],
    audit: AUDIT,
    incident: [...INCIDENT, 'relayed_by', 'machine_name'],
  },
  agency: {
    idempotency: IDEMPOTENCY,
    journal_entry: [...JOURNAL, 'agency_author_id'],
    audit: AUDIT,
    incident: [...INCIDENT, 'recorded_by', 'caller_name', 'caller_phone'],
  },
} as const;

type Table = keyof typeof tables.facility;
type Column<T extends Table> = (typeof tables)[Side][T][number];
type Always<T extends Table> = (typeof tables)['facility'][T][number] & (typeof tables)['agency'][T][number];
/** One row of each table. What only one side may fill is left out by the other. */
export type Written = {
  [T in Table]: Record<Always<T>, SqlValue> & Partial<Record<Exclude<Column<T>, Always<T>>, SqlValue>>;
};

/** From which the statement draws the reference, and what the receipt says beside it. */
export interface Drawing {
  series: string;
  incidentId: string;
  recordedAt: string;
}

const DRAWING = 3;
const order = ['idempotency', 'journal_entry', 'audit', 'incident'] as const satisfies Table[];

/**
 * Everything that a declaration leaves, in one statement: in a storm this is what has to hold. For a key that was used it writes nothing,
 * draws no number and returns no row. An incident that exists, or a key that comes twice at once, violates a primary key: to let
 * ON CONFLICT see to that would cost every declaration a quarter of its statement.
 */
function statementOf(side: Side, fromPaper: boolean): string {
  const columnsOf = (table: Table): readonly string[] => tables[side][table];
  const firstOf = (table: Table): number =>
    order.slice(0, order.indexOf(table)).reduce((sum, earlier) => sum + columnsOf(earlier).length, DRAWING + 1);
  const place = (table: Table, column: string): string => `$${firstOf(table) + columnsOf(table).indexOf(column)}`;
  /** @param computed columns that the statement itself fills, from the relation */
  const insert = (table: Table, from: string, computed: Record<string, string> = {}): string => {
    const columns = [...columnsOf(table), ...Object.keys(computed)];
    const values = [...columnsOf(table).map((column) => place(table, column)), ...Object.values(computed)];
    return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${from}`;
  };
  return `
  WITH drawn AS MATERIALIZED (
    ${DRAW_REFERENCE}
    WHERE NOT EXISTS (
      SELECT FROM idempotency WHERE ${['actor_id', 'operation', 'key']
        .map((column) => `${column} = ${place('idempotency', column)}`)
        .join(' AND ')}
    )
  ),
  declared AS (${insert('incident', 'drawn', { reference: 'reference' })} RETURNING reference),
  claimed AS (${insert('idempotency', 'declared', {
    response: `json_build_object('incidentId', $2::text, 'reference', reference, 'recordedAt', $3::text)`,
  })}),
  journalled AS (${insert('journal_entry', 'declared')}),
  audited AS (${insert('audit', 'declared')}),
  ${fromPaper ? `${useForm(place('idempotency', 'actor_id'))},` : ''}
  ${enclosedOutbox({
    first: firstOf('incident') + columnsOf('incident').length,
    from: 'declared',
    addition: `jsonb_build_object('reference', reference)`,
  })}
  SELECT reference FROM declared`;
}

/** The form that the declaration was typed from is used up with it. Others do not pay for the look. */
const useForm = (actor: string): string => `
  used AS (
    UPDATE paper_form SET used_at = ($3::text)::timestamptz, used_by = ${actor}
    FROM declared WHERE declaration_id = ($2::text)::uuid AND used_at IS NULL
  )`;

export const DECLARE: Readonly<Record<Side, string>> = {
  facility: statementOf('facility', false),
  agency: statementOf('agency', false),
};
export const DECLARE_FROM_PAPER: Readonly<Record<Side, string>> = {
  facility: statementOf('facility', true),
  agency: statementOf('agency', true),
};

export function declareValues(
  side: Side,
  drawing: Drawing,
  written: Written,
  enclosed: readonly SqlValue[],
): SqlValue[] {
  const { series, incidentId, recordedAt } = drawing;
  const rows = order.flatMap((table) => {
    const row: Readonly<Record<string, SqlValue | undefined>> = written[table];
    return tables[side][table].map((column) => row[column] ?? null);
  });
  return [series, incidentId, recordedAt, ...rows, ...enclosed];
}
