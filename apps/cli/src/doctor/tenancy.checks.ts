import { services } from '#libs/contracts';
import { OWNER_ROLE, identifier, loginRoleOf, schemaOf, scopeRoleOf } from '#libs/database';
import pg from 'pg';
import { addressFor } from '../service-database.js';
import type { AdminConfig } from '../settings.js';
import { type Check, type Finding, well, wrong } from './check.js';

const MIGRATE = 'run vigie migrate';
const SCHEMAS = [...services.map(schemaOf), 'messaging'];

/** Whether the database itself keeps facilities apart. */
export function tenancyChecks(config: AdminConfig, database: pg.Client): Check[] {
  return [
    { name: 'roles', run: () => roles(database) },
    { name: 'sign-in of the services', run: () => logins(config) },
    { name: 'row-level security', run: () => forced(database) },
    { name: 'a scope without facilities', run: () => emptyScope(database) },
    { name: 'audit', run: () => auditIsAppendOnly(database) },
  ];
}

interface Role {
  rolname: string;
  rolsuper: boolean;
  rolbypassrls: boolean;
  rolinherit: boolean;
}

async function roles(database: pg.Client): Promise<Finding | Finding[]> {
  const { rows } = await database.query<Role>(
    `SELECT rolname, rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname LIKE 'vigie\\_%'`,
  );
  const known = new Map(rows.map((role) => [role.rolname, role]));
  const faults = services.map(loginRoleOf).flatMap((name): Finding[] => {
    const role = known.get(name);
    if (!role) return [wrong(`the role ${name} is missing`, MIGRATE)];
    if (role.rolsuper || role.rolbypassrls) return [wrong(`${name} passes row-level security by`, MIGRATE)];
    return role.rolinherit ? [wrong(`${name} inherits every scope at once`, MIGRATE)] : [];
  });
  if (!known.get(OWNER_ROLE)?.rolbypassrls) faults.push(wrong(`${OWNER_ROLE} is bound by row-level security`, MIGRATE));
  const { rows: owned } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY($1) AND pg_get_userbyid(c.relowner) = ANY($2)`,
    [SCHEMAS, services.map(loginRoleOf)],
  );
  if (owned.length > 0) {
    const names = owned.map(({ name }) => name).join(', ');
    faults.push(
      wrong(`a service's login owns ${names}`, `give them to ${OWNER_ROLE}: who owns a table can lift its protection`),
    );
  }
  return faults.length > 0 ? faults : well(`${services.length} login roles without privileges of their own`);
}

async function logins(config: AdminConfig): Promise<Finding | Finding[]> {
  const faults: Finding[] = [];
  for (const service of services) {
    const client = new pg.Client({
      connectionString: await addressFor(config, loginRoleOf(service)),
      connectionTimeoutMillis: 5_000,
    });
    try {
      await client.connect();
    } catch (error) {
      faults.push(
        wrong(`${loginRoleOf(service)}: ${(error as Error).message}`, `${MIGRATE}: it sets the passwords anew`),
      );
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return faults.length > 0 ? faults : well('every service can connect with its password');
}

/** Every table with a facility, and every one that has a policy. */
async function forced(database: pg.Client): Promise<Finding> {
  const { rows } = await database.query<{ name: string; safe: boolean }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relrowsecurity AND c.relforcerowsecurity AS safe
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p')
       AND (EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'facility_id' AND NOT a.attisdropped)
         OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
     ORDER BY 1`,
    [SCHEMAS],
  );
  const open = rows.filter(({ safe }) => !safe).map(({ name }) => name);
  if (rows.length === 0) return wrong('there is no protected table', MIGRATE);
  if (open.length === 0) return well(`forced on ${rows.length} tables`);
  return wrong(
    `not forced on ${open.join(', ')}`,
    'ALTER TABLE ... ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
  );
}

/** The proof: to a facility scope that has no facility, no protected table shows a row. */
async function emptyScope(database: pg.Client): Promise<Finding> {
  const leaking: string[] = [];
  let looked = 0;
  for (const service of services) {
    const role = scopeRoleOf(service, 'facility');
    const { rows } = await database.query<{ name: string }>(
      `SELECT format('%s.%s', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND has_any_column_privilege($2, c.oid, 'SELECT')
         AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)`,
      [schemaOf(service), role],
    );
    for (const { name } of rows) {
      looked += 1;
      if (await showsRows(database, role, name)) leaking.push(name);
    }
  }
  if (leaking.length === 0) return well(`sees nothing in ${looked} tables`);
  return wrong(
    `sees rows of ${leaking.join(', ')}`,
    'stop the platform: the policies of these tables let a facility see others',
  );
}

async function showsRows(database: pg.Client, role: string, table: string): Promise<boolean> {
  await database.query(`BEGIN READ ONLY; SET LOCAL ROLE ${identifier(role)}; SET LOCAL vigie.facilities = ''`);
  try {
    const { rows } = await database.query<{ seen: boolean }>(
      `SELECT EXISTS (SELECT FROM ${identifier(table)}) AS seen`,
    );
    return rows[0]?.seen ?? false;
  } finally {
    await database.query('ROLLBACK');
  }
}

async function auditIsAppendOnly(database: pg.Client): Promise<Finding> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT n.nspname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = 'audit' AND n.nspname = ANY($1)
       AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'A'
              AND t.tgname IN ('append_only', 'never_emptied')) < 2`,
    [SCHEMAS],
  );
  if (rows.length === 0) return well('cannot be changed or emptied');
  return wrong(
    `can be changed in ${rows.map(({ name }) => name).join(', ')}`,
    'somebody has disabled its triggers: find out who and why, then ENABLE ALWAYS them again',
  );
}
