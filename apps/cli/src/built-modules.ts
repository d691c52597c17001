import { existsSync } from 'node:fs';
import type { Database, Migration, Seed } from '#libs/database';

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

/** What the incident service keeps for who rotates the keys of stored files, or carries them out or in. */
export async function attachmentOperator(): Promise<AttachmentOperator> {
  const found = await exported('incident', 'attachments/operator.js', 'operator', isOperator);
  if (!found) throw new Error('This build has no attachments');
  return found;
}

interface AttachmentOperator {
  rotate: (database: Database, keys: string) => Promise<{ wrapped: number; lost: string[]; keyId: string } | null>;
  keysInUse: (database: Database) => Promise<{ keyId: string; files: number }[]>;
  transfer: (dir: string, keys: string) => AttachmentStore | null;
}

interface WrappedKey {
  keyId: string;
  wrappedKey: Buffer;
}

/** The attachment store; what cannot be read throws an error whose name is `Damaged` or `KeyUnknown`. */
export interface AttachmentStore {
  read: (file: WrappedKey & { id: string; size: number }) => AsyncIterable<Buffer>;
  intake: (name: string) => AttachmentIntake;
}

/** Files on their way into the store. */
export interface AttachmentIntake {
  begin: () => Promise<number>;
  isTaken: (id: string) => Promise<boolean>;
  seal: (id: string, size: number, bytes: AsyncIterable<Buffer>) => Promise<WrappedKey & { sha256: string }>;
  keyAlone: (id: string) => WrappedKey;
  hold: () => Promise<void>;
  settle: () => Promise<number>;
  discard: () => Promise<void>;
}

const isOperator = (value: unknown): value is AttachmentOperator =>
  typeof value === 'object' && value !== null && ['rotate', 'keysInUse', 'transfer'].every((name) => name in value);

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
