import type { AdminConfig } from '../settings.js';

/** The superuser's address of the platform's own database. */
export function databaseUrl({ adminDatabaseUrl, databaseName }: AdminConfig): string {
  const url = new URL(adminDatabaseUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}
