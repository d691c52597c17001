import type { QueryRunner } from 'typeorm';
import { SCOPE_KINDS, type ScopeKind } from '../scope.js';
import { identifier } from '../sql.js';

type Verb = 'select' | 'insert' | 'update' | 'delete';

/** What a scope may do, such as `select,insert`. */
export type Privileges = Verb | `${Verb},${Verb}` | `${Verb},${Verb},${Verb}` | 'select,insert,update,delete';

/** By scope; a scope that is not named may do nothing. */
export type TablePrivileges = Partial<Record<ScopeKind, Privileges>>;

export interface TenantTable extends TablePrivileges {
  /** The column that holds the facility's id; `facility_id` unless told. */
  facilityColumn?: string;
  /**
   * For a table without such a column: an SQL condition that holds for the rows of the facilities in scope. Write
   * `FACILITIES` where the array of their ids goes.
   */
  facilityCondition?: string;
}

/** A reused pooled connection yields '' for a setting that was local to an earlier transaction: hence nullif. */
const FACILITIES_IN_SCOPE = `nullif(current_setting('vigie.facilities', true), '')::uuid[]`;

/**
 * Puts a table with a facility under forced row-level security: in scope `facility` only the rows of the facilities in scope exist, in the
 * others all of them; without a scope there are none. One policy per role, because one policy with an OR would disable indexes.
 *
 * @param table `schema.table`
 */
export async function protectTenantTable(runner: QueryRunner, table: string, options: TenantTable): Promise<void> {
  const { facilityColumn = 'facility_id', facilityCondition, ...privileges } = options;
  const own = facilityCondition
    ? facilityCondition.replaceAll('FACILITIES', FACILITIES_IN_SCOPE)
    : `${identifier(facilityColumn)} = ANY(${FACILITIES_IN_SCOPE})`;
  await forceRowSecurity(runner, table);
  for (const kind of grantedKinds(privileges)) {
    await addPolicy(runner, table, kind, kind === 'facility' ? own : 'true');
  }
  await grantTable(runner, table, privileges);
}

/**
 * Grants a table that belongs to no facility (a territory, a taxonomy).
 *
 * @param table `schema.table`
 */
export async function grantTable(runner: QueryRunner, table: string, privileges: TablePrivileges): Promise<void> {
  for (const kind of grantedKinds(privileges)) {
    await runner.query(`GRANT ${privileges[kind]} ON ${identifier(table)} TO ${roleFor(table, kind)}`);
  }
}

/** Turns row-level security on, for the table's owner too. */
export async function forceRowSecurity(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`ALTER TABLE ${identifier(table)} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
}

/** Rows for which the condition holds can be read and written in the scope (as far as it has the privilege). */
export async function addPolicy(runner: QueryRunner, table: string, kind: ScopeKind, condition: string): Promise<void> {
  await runner.query(
    `CREATE POLICY ${kind} ON ${identifier(table)} TO ${roleFor(table, kind)} USING (${condition}) WITH CHECK (${condition})`,
  );
}

/** The scope role of the service whose schema the table is in. */
function roleFor(table: string, kind: ScopeKind): string {
  const [schema, name] = table.split('.');
  if (!schema || !name) throw new Error(`Write the table with its schema: ${table}`);
  return identifier(`vigie_${schema}_${kind}`);
}

const grantedKinds = (privileges: TablePrivileges): ScopeKind[] => SCOPE_KINDS.filter((kind) => privileges[kind]);
