import type { Client } from 'pg';
import { OWNER_ROLE, SCOPE_KINDS, loginRoleOf, scopeRoleOf } from './scope.js';
import { scramVerifier } from './scram.js';
import { identifier, literal } from './sql.js';

export interface ClusterOptions {
  database: string;
  services: readonly string[];
  /** By login role, `vigie_owner` among them. */
  passwords: Readonly<Record<string, string>>;
}

/**
 * Creates what is missing of the roles and the database, and sets passwords and attributes anew.
 *
 * @param admin connected as a superuser
 */
export async function prepareCluster(admin: Client, { database, services, passwords }: ClusterOptions): Promise<void> {
  await ensureLogin(admin, OWNER_ROLE, passwords, 'BYPASSRLS');
  for (const service of services) {
    const login = loginRoleOf(service);
    await ensureLogin(admin, login, passwords, 'NOINHERIT NOBYPASSRLS');
    for (const kind of SCOPE_KINDS) {
      const role = scopeRoleOf(service, kind);
      await ensureRole(admin, role);
      await admin.query(`ALTER ROLE ${identifier(role)} NOLOGIN NOBYPASSRLS`);
      await admin.query(`GRANT ${identifier(role)} TO ${identifier(login)}`);
    }
  }
  await ensureDatabase(admin, database, services);
}

async function ensureLogin(
  admin: Client,
  role: string,
  passwords: Readonly<Record<string, string>>,
  attributes: string,
): Promise<void> {
  const password = passwords[role];
  if (!password) throw new Error(`The secrets hold no password for the role ${role}`);
  await ensureRole(admin, role);
  await admin.query(
    `ALTER ROLE ${identifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE ${attributes} PASSWORD ${literal(scramVerifier(password))}`,
  );
}

async function ensureRole(admin: Client, role: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`CREATE ROLE ${identifier(role)}`);
}

async function ensureDatabase(admin: Client, database: string, services: readonly string[]): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  const name = identifier(database);
  if (rowCount === 0) await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`);
  await admin.query(`ALTER DATABASE ${name} OWNER TO ${OWNER_ROLE}`);
  await admin.query(`ALTER DATABASE ${name} SET timezone TO 'UTC'`);
  // Statements hold what people wrote: the server's log must not, neither when one fails nor when one is slow.
  await admin.query(`ALTER DATABASE ${name} SET log_min_error_statement TO 'panic'`);
  await admin.query(`ALTER DATABASE ${name} SET log_min_duration_statement TO -1`);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  const logins = services.map((service) => identifier(loginRoleOf(service))).join(', ');
  if (logins) await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${logins}`);
}
