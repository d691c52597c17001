import type pg from 'pg';
import type { AttachmentStore } from '../built-modules.js';
import type { ArchiveWriter } from './archive-writer.js';
import { ATTACHMENTS, type Manifest, QUARANTINE, type Scope } from './manifest.js';
import { type OpenStore, isOfTheFile } from './store.js';
import { takeView } from './view.js';

const TABLE = 'incident.attachment';
/** So many records are in memory at once. */
const PAGE = 200;

interface Shown {
  id: string;
  name: string;
  size: string;
  sha256: string;
  verdict: string;
}

interface Opening {
  keyId: string;
  wrappedKey: Buffer;
}

export interface Exported {
  lostFiles: Manifest['lostFiles'];
  notIncluded: Manifest['notIncluded'];
}

/**
 * Writes the files on incidents whose records the scope is shown, opened: whoever reads the archive needs no key of ours. What no scanner
 * has found clean goes into a folder of its own.
 */
export async function exportAttachments(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  scope: Scope,
  openStore: OpenStore,
): Promise<Exported> {
  const done: Exported = { lostFiles: [], notIncluded: await onTheirWay(client, scope) };
  let store: AttachmentStore | undefined;
  for await (const page of pages(client, scope)) {
    store ??= await openStore();
    const keys = await keysOf(client, page);
    for (const file of page) {
      const why = await exportFile(archive, store, file, keys.get(file.id));
      if (why === undefined) continue;
      done.lostFiles.push({ id: file.id, why });
      done.notIncluded.push({ what: `the bytes of the file ${file.id}`, why: `the store has lost them: ${why}` });
    }
  }
  return done;
}

/** @returns why it is not in the archive */
async function exportFile(
  archive: ArchiveWriter,
  store: AttachmentStore,
  { id, name, size, sha256, verdict }: Shown,
  key: Opening | undefined,
): Promise<string | undefined> {
  if (!key) return 'its key is gone';
  const file = await archive.create(`${verdict === 'clean' ? ATTACHMENTS : QUARANTINE}${id}`);
  try {
    for await (const piece of store.read({ id, size: Number(size), ...key })) await file.add(piece);
    if (file.digest() === sha256) return void (await archive.close(file, { name, verdict }));
  } catch (error) {
    await archive.drop(file);
    if (isOfTheFile(error)) return error.message;
    throw error;
  }
  await archive.drop(file);
  return 'it is not the file that was received';
}

async function* pages(client: pg.ClientBase, scope: Scope): AsyncGenerator<Shown[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    await takeView(client, scope, TABLE);
    const { rows } = await client.query<Shown>(
      `SELECT id, original_name AS name, size::text AS size, encode(sha256, 'hex') AS sha256, verdict FROM ${TABLE}
       WHERE id > $1 AND state <> 'destroyed' AND sha256 IS NOT NULL ORDER BY id LIMIT ${PAGE}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}

/** No scope of people reads keys: the owner does, for the files that the scope was shown. */
async function keysOf(client: pg.ClientBase, page: readonly Shown[]): Promise<Map<string, Opening>> {
  await takeView(client, { kind: 'all' }, TABLE);
  const { rows } = await client.query<Opening & { id: string }>(
    `SELECT id, key_id AS "keyId", wrapped_key AS "wrappedKey" FROM ${TABLE} WHERE id = ANY($1) AND wrapped_key IS NOT NULL`,
    [page.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, ...opening }) => [id, opening]));
}

async function onTheirWay(client: pg.ClientBase, scope: Scope): Promise<Manifest['notIncluded']> {
  await takeView(client, scope, TABLE);
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*)::text AS count FROM ${TABLE} WHERE state = 'uploading' AND sha256 IS NULL`,
  );
  const count = rows[0]?.count ?? '0';
  return count === '0' ? [] : [{ what: `${count} files on incidents`, why: 'still being sent at this instant' }];
}
