import { type Database, execute, rows } from '#libs/database';
import { KeyUnknown, type MasterKey, MasterKeys } from './master-keys.js';

/** Files whose keys are wrapped in one transaction. */
const AT_ONCE = 500;
const SYSTEM = { kind: 'system' } as const;

interface Row {
  id: string;
  keyId: string;
  wrappedKey: Buffer;
}

export interface Rewrapped {
  wrapped: number;
  lost: string[];
}

/**
 * Wraps the keys of all files with the first master key. What is wrapped with it already is left alone: broken off, it goes on where it was
 * when it is called again. The files themselves are not touched.
 *
 * @returns how many it wrapped, and the files that none of the master keys opens: these stay as they are
 */
export async function rewrapAll(database: Database, masterKeys: readonly MasterKey[]): Promise<Rewrapped> {
  const keys = new MasterKeys(masterKeys);
  const done: Rewrapped = { wrapped: 0, lost: [] };
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const found = await database.transaction(SYSTEM, async (tx) => {
      const page = await rows<Row>(
        tx,
        `SELECT id, key_id AS "keyId", wrapped_key AS "wrappedKey" FROM attachment WHERE key_id <> $1 AND id > $2
         ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`,
        [keys.current, after],
      );
      for (const row of page) {
        const key = openedBy(keys, row);
        if (!key) continue;
        const { keyId, wrappedKey } = keys.wrap(key, row.id);
        await execute(tx, 'UPDATE attachment SET key_id = $2, wrapped_key = $3 WHERE id = $1', [
          row.id,
          keyId,
          wrappedKey,
        ]);
      }
      return page;
    });
    const lost = found.filter((row) => !openedBy(keys, row)).map(({ id }) => id);
    done.lost.push(...lost);
    done.wrapped += found.length - lost.length;
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) return done;
    after = last.id;
  }
}

function openedBy(keys: MasterKeys, row: Row): Buffer | null {
  try {
    return keys.unwrap(row, row.id);
  } catch (error) {
    if (error instanceof KeyUnknown) return null;
    throw error;
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
