import { Refusal } from '#libs/contracts';
import { execute, one } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** Where an analyst's configuration is kept, of which versions are added and never changed. */
interface Versioned {
  table: 'playbook_version' | 'report_template';
  /** Told to who wrote from a version that is not the latest. */
  changed: 'playbook-changed' | 'report-template-changed';
}

interface NewVersion {
  code: string;
  /** The version that it was written from; 0: there is none yet. */
  base: number;
  definition: object;
  reason: string;
  savedBy: string;
  savedAt: Date;
}

/**
 * Adds a version after `base`; of two at once, one.
 *
 * @returns its number
 * @throws Refusal(changed) with the latest version when that is not `base`
 */
export async function addVersion(
  tx: EntityManager,
  { table, changed }: Versioned,
  { code, base, definition, reason, savedBy, savedAt }: NewVersion,
): Promise<number> {
  const version = base + 1;
  const added = await execute(
    tx,
    `INSERT INTO ${table} (code, version, definition, reason, saved_by, saved_at)
     SELECT $1::text, $2::int, $3::jsonb, $4::text, $5::uuid, $6::timestamptz
     WHERE $2 - 1 = (SELECT coalesce(max(version), 0) FROM ${table} WHERE code = $1) ON CONFLICT DO NOTHING`,
    [code, version, JSON.stringify(definition), reason, savedBy, savedAt],
  );
  if (added > 0) return version;
  const { latest } = await one<{ latest: number }>(
    tx,
    `SELECT coalesce(max(version), 0)::int AS latest FROM ${table} WHERE code = $1`,
    [code],
  );
  throw new Refusal(changed, { version: latest });
}
