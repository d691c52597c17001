import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { AttachmentIntake } from '../built-modules.js';
import { OperatorError } from '../command.js';
import { ATTACHMENTS, type ArchiveFile, type Manifest, QUARANTINE } from './manifest.js';
import { isOfTheFile } from './store.js';

const TABLE = 'incident.attachment';
/** So many records are in memory at once. */
const PAGE = 200;
/** A way out of a folder, or what a terminal takes for an order: no name that we gave a file has it. */
const NO_NAME = /^\.|[/\\\p{Cc}]/u;

interface Row {
  id: string;
  name: string;
  size: string;
  sha256: string;
}

export const isAttachment = ({ path }: ArchiveFile): boolean =>
  path.startsWith(ATTACHMENTS) || path.startsWith(QUARANTINE);

/**
 * Seals the archive's files under this instance's master key, and gives the records that were imported their keys. The files have their
 * names when the intake is settled, after the commit.
 *
 * @throws OperatorError for a record without its file, a file without its record, and a file that is not the one of its record
 */
export async function importAttachments(
  client: pg.ClientBase,
  { manifest, folder }: { manifest: Manifest; folder: string },
  intake: AttachmentIntake,
): Promise<number> {
  const files = new Map(manifest.files.filter(isAttachment).map((file) => [file.path.split('/').at(-1), file]));
  const lost = new Set(manifest.lostFiles.map(({ id }) => id));
  let sealed = 0;
  for await (const page of pages(client)) {
    const keys = [];
    for (const row of page) {
      const file = files.get(row.id);
      if (!file && !lost.has(row.id)) throw new OperatorError(`The file of the record ${row.id} is missing in files/`);
      keys.push({ id: row.id, ...(file ? await sealFile(intake, folder, row, file) : intake.keyAlone(row.id)) });
      if (file) sealed += 1;
      files.delete(row.id);
    }
    await client.query(
      `UPDATE ${TABLE} AS a SET key_id = k.key_id, wrapped_key = k.wrapped_key
       FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS k(id, key_id, wrapped_key) WHERE a.id = k.id`,
      [keys.map(({ id }) => id), keys.map(({ keyId }) => keyId), keys.map(({ wrappedKey }) => wrappedKey)],
    );
  }
  const [more] = files.values();
  if (more) throw new OperatorError(`${more.path} belongs to no record of ${TABLE}`);
  await intake.hold();
  return sealed;
}

async function sealFile(intake: AttachmentIntake, folder: string, row: Row, { path, bytes, sha256 }: ArchiveFile) {
  if (NO_NAME.test(row.name))
    throw new OperatorError(`${TABLE} calls ${row.id} ${JSON.stringify(row.name)}: that is no name of a file`);
  if (bytes !== Number(row.size) || sha256 !== row.sha256)
    throw new OperatorError(`${path} is not the file that its record describes`);
  if (await intake.isTaken(row.id))
    throw new OperatorError(
      `The attachment store has a file ${row.id} already: give this instance a store of its own (VIGIE_ATTACHMENTS_DIR). Nothing was imported.`,
    );
  try {
    const sealed = await intake.seal(row.id, bytes, createReadStream(join(folder, path)) as AsyncIterable<Buffer>);
    if (sealed.sha256 !== sha256) throw new OperatorError(`${path} was changed while it was read`);
    return sealed;
  } catch (error) {
    if (isOfTheFile(error)) throw new OperatorError(`${path} was changed while it was read: ${error.message}`);
    throw error;
  }
}

/** Records that wait for their key. */
async function* pages(client: pg.ClientBase): AsyncGenerator<Row[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await client.query<Row>(
      `SELECT id, name, size::text AS size, encode(sha256, 'hex') AS sha256 FROM ${TABLE}
       WHERE id > $1 AND key_id = '' ORDER BY id LIMIT ${PAGE}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}
