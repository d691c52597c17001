import { OWNER_ROLE, identifier, literal, scopeRoleOf, uuid } from '#libs/database';
import type pg from 'pg';
import { OperatorError } from '../command.js';
import { schemaOfTable } from './catalogue.js';
import type { Scope } from './manifest.js';

/**
 * Takes, until the transaction ends, the role that may see what the scope owns: for facilities the very role in which the service answers
 * their people, so that the database's policies and grants decide what is in the archive, and no list of ours.
 */
export async function takeView(client: pg.ClientBase, scope: Scope, table: string): Promise<void> {
  const role = scope.kind === 'all' ? OWNER_ROLE : scopeRoleOf(schemaOfTable(table), 'facility');
  const facilities = scope.kind === 'all' ? '' : `{${scope.facilities.map(({ id }) => uuid(id)).join(',')}}`;
  await client.query(
    `SET LOCAL ROLE ${identifier(role)}; SELECT set_config('vigie.facilities', ${literal(facilities)}, true),
       set_config('vigie.actor', '', true)`,
  );
}

/** @throws OperatorError for a number that no facility has */
export async function scopeOf(client: pg.ClientBase, finess: readonly string[] | undefined): Promise<Scope> {
  if (finess === undefined) return { kind: 'all' };
  const { rows } = await client.query<{ id: string; finess: string; name: string }>(
    'SELECT id, finess, name FROM directory.facility WHERE finess = ANY($1) ORDER BY finess',
    [finess],
  );
  const unknown = finess.filter((number) => !rows.some((row) => row.finess === number));
  if (unknown.length > 0) throw new OperatorError(`No facility has the FINESS number ${unknown.join(', ')}`);
  return { kind: 'facility', facilities: rows };
}
