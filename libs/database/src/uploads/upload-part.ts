import { Refusal } from '#libs/contracts';
import type { EntityManager } from 'typeorm';
import { execute, maybeOne, one, rows } from '../query.js';

const QUOTA_WAIT_SECONDS = 3_600;

/** A part of a file on its way in. */
export interface UploadPart {
  actorId: string;
  uploadId: string;
  /** From 0 on. */
  index: number;
  last: boolean;
  data: Buffer;
  receivedAt: Date;
}

/** How much may lie in a service's `upload_part`: of one file, and of all of one person's; bytes. */
export interface UploadLimits {
  file: number;
  person: number;
}

/**
 * Keeps a part in the service's own table `upload_part`; the same part once more changes nothing.
 *
 * @returns bytes of the file so far
 * @throws Refusal('already-exists') for other bytes in the place of a part; Refusal('too-large'), Refusal('too-many-requests')
 *   beyond the limits: the transaction must not be committed then
 */
export async function keepUploadPart(tx: EntityManager, part: UploadPart, limits: UploadLimits): Promise<number> {
  const key = [part.actorId, part.uploadId, part.index, part.last, part.data];
  const added = await execute(
    tx,
    `INSERT INTO upload_part (actor_id, upload_id, index, is_last, data, received_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [...key, part.receivedAt],
  );
  if (added === 0 && !(await maybeOne(tx, SAME, key))) throw new Refusal('already-exists');
  const { file, person } = await one<UploadLimits>(tx, SIZES, [part.actorId, part.uploadId]);
  if (file > limits.file) throw new Refusal('too-large');
  if (person > limits.person) throw new Refusal('too-many-requests', { seconds: QUOTA_WAIT_SECONDS });
  return file;
}

const SAME =
  'SELECT 1 FROM upload_part WHERE actor_id = $1 AND upload_id = $2 AND index = $3 AND is_last = $4 AND data = $5';
const SIZES = `
  SELECT sum(octet_length(data)) FILTER (WHERE upload_id = $2)::float8 AS file, sum(octet_length(data))::float8 AS person
  FROM upload_part WHERE actor_id = $1`;

/**
 * The whole file that a person has sent.
 *
 * @throws Refusal('not-found') when the person has sent nothing under this id; Refusal('upload-incomplete') when a part is missing
 */
export async function readUpload(tx: EntityManager, actorId: string, uploadId: string): Promise<Buffer> {
  const parts = await rows<{ index: number; is_last: boolean; data: Buffer }>(
    tx,
    'SELECT index, is_last, data FROM upload_part WHERE actor_id = $1 AND upload_id = $2 ORDER BY index',
    [actorId, uploadId],
  );
  if (parts.length === 0) throw new Refusal('not-found');
  const isWhole = parts.every(({ index, is_last }, i) => index === i && is_last === (i === parts.length - 1));
  if (!isWhole) throw new Refusal('upload-incomplete');
  return Buffer.concat(parts.map(({ data }) => data));
}
