import { existsSync } from 'node:fs';
import type { Migration, Seed } from '#libs/database';

/**
 * The one place where an application reaches into others: by path, at run time, for what each of them keeps for the operator.
 */
const APPS = new URL('../../', import.meta.url);

/** The migrations that a service has been built with; none for one that has no schema. */
export async function migrationsOf(service: string): Promise<readonly Migration[]> {
  return (await exported(service, 'migrations/index.js', 'migrations', isMigrations)) ?? [];
}

/** What fills a service in; undefined for one that needs nothing. */
export function seedOf(service: string): Promise<Seed | undefined> {
  return exported(service, 'seed/index.js', 'seed', (value): value is Seed => typeof value === 'function');
}

async function exported<T>(
  service: string,
  path: string,
  name: string,
  isExpected: (value: unknown) => value is T,
): Promise<T | undefined> {
  const file = new URL(`${service}/src/${path}`, APPS);
  if (!existsSync(file)) return undefined;
  const value = ((await import(file.href)) as Record<string, unknown>)[name];
  if (!isExpected(value)) throw new Error(`${file.pathname} does not export ${name} as it should`);
  return value;
}

const isMigrations = (value: unknown): value is readonly Migration[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'function');
