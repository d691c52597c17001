import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  INDICATOR_FILE_MAX_BYTES,
  Refusal,
  UPLOAD_PART_BYTES,
} from '#libs/contracts';
import { Database, HourlySweep, audit, execute, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';

const APPEND = 'incident.indicator.upload';
const KEPT = 24 * 3_600_000;
/** What one person may have lying here at a time. */
const QUOTA_BYTES = 4 * INDICATOR_FILE_MAX_BYTES;
const QUOTA_WAIT_SECONDS = 3_600;

/** Keeps files that arrive in parts until they are imported, or for a day. */
@Injectable()
export class UploadService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async append(body: CommandBody<typeof APPEND>, context: CommandContext): Promise<CommandResult<typeof APPEND>> {
    const { uploadId, index, last } = body;
    const data = Buffer.from(body.data, 'base64');
    if (data.length > UPLOAD_PART_BYTES) throw new Refusal('too-large');
    return this.database.idempotentTransaction(context.scope, requestOf(APPEND, body, context), async (tx) => {
      const key = [context.actor.id, uploadId, index, last, data];
      const added = await execute(
        tx,
        `INSERT INTO upload_part (actor_id, upload_id, index, is_last, data, received_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING`,
        [...key, this.clock.now()],
      );
      if (added === 0 && !(await maybeOne(tx, SAME, key))) throw new Refusal('already-exists');
      const received = await sizeOf(tx, context.actor.id, uploadId);
      audit(tx, auditOf(APPEND, context, { type: 'upload', id: uploadId, details: { index, bytes: data.length } }));
      return { uploadId, received };
    });
  }
}

const SAME =
  'SELECT 1 FROM upload_part WHERE actor_id = $1 AND upload_id = $2 AND index = $3 AND is_last = $4 AND data = $5';

async function sizeOf(tx: EntityManager, actorId: string, uploadId: string): Promise<number> {
  const { upload, everything } = await one<{ upload: number; everything: number }>(
    tx,
    `SELECT sum(octet_length(data)) FILTER (WHERE upload_id = $2)::float8 AS upload, sum(octet_length(data))::float8 AS everything
     FROM upload_part WHERE actor_id = $1`,
    [actorId, uploadId],
  );
  if (upload > INDICATOR_FILE_MAX_BYTES) throw new Refusal('too-large');
  if (everything > QUOTA_BYTES) throw new Refusal('too-many-requests', { seconds: QUOTA_WAIT_SECONDS });
  return upload;
}

/**
 * The whole file.
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

/** Removes files that have been lying here for a day: imported or forgotten, they are of no use any more. */
@Injectable()
export class UploadExpiry extends HourlySweep {
  run(): Promise<number> {
    const before = this.before(KEPT);
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(tx, 'DELETE FROM upload_part WHERE received_at < $1', [before]),
    );
  }
}
