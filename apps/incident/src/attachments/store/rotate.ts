import { type Database, execute, rows } from '#libs/database';
import { type MasterKey, MasterKeys } from './master-keys.js';

/** Files whose keys are wrapped in one transaction. */
const AT_ONCE = 500;
const SYSTEM = { kind: 'system' } as const;

interface Row {
  id: string;
  keyId: string;
  wrappedKey: Buffer;
}

/**
 * Wraps the keys of all files with the first master key. What is wrapped with it already is left alone: broken off, it goes on where it was
 * when it is called again. The files themselves are not touched.
 *
 * @returns how many it wrapped
 * @throws KeyUnknown for a file that none of the master keys opens
 */
export async function rewrapAll(database: Database, masterKeys: readonly MasterKey[]): Promise<number> {
  const keys = new MasterKeys(masterKeys);
  for (let done = 0; ;) {
    const wrapped = await database.transaction(SYSTEM, async (tx) => {
      const found = await rows<Row>(
        tx,
        `SELECT id, key_id AS "keyId", wrapped_key AS "wrappedKey" FROM attachment WHERE key_id <> $1
         ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`,
        [keys.current],
      );
      for (const row of found) {
        const { keyId, wrappedKey } = keys.wrap(keys.unwrap(row, row.id), row.id);
        await execute(tx, 'UPDATE attachment SET key_id = $2, wrapped_key = $3 WHERE id = $1', [
          row.id,
          keyId,
          wrappedKey,
        ]);
      }
      return found.length;
    });
    done += wrapped;
    if (wrapped < AT_ONCE) return done;
  }
}

/** How many files each master key opens. */
export const keysInUse = (database: Database): Promise<{ keyId: string; files: number }[]> =>
  database.transaction(SYSTEM, (tx) =>
    rows(
      tx,
      `SELECT key_id AS "keyId", count(*)::int AS files FROM attachment WHERE key_id IS NOT NULL GROUP BY key_id ORDER BY key_id`,
    ),
  );
