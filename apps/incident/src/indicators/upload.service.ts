import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  INDICATOR_FILE_MAX_BYTES,
  Refusal,
  UPLOAD_PART_BYTES,
} from '#libs/contracts';
import { Database, audit, keepUploadPart } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';

const APPEND = 'incident.indicator.upload';
const LIMITS = { file: INDICATOR_FILE_MAX_BYTES, person: 4 * INDICATOR_FILE_MAX_BYTES };

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
      const part = { actorId: context.actor.id, uploadId, index, last, data, receivedAt: this.clock.now() };
      const received = await keepUploadPart(tx, part, LIMITS);
      audit(tx, auditOf(APPEND, context, { type: 'upload', id: uploadId, details: { index, bytes: data.length } }));
      return { uploadId, received };
    });
  }
}
