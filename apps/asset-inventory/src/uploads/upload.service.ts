import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type CommandResult,
  Refusal,
  UPLOAD_MAX_BYTES,
  UPLOAD_PART_BYTES,
} from '#libs/contracts';
import { Database, audit, keepUploadPart } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { CsafReader } from '../csaf/csaf-reader.js';

const APPEND = 'asset-inventory.upload.append' satisfies CommandName;
const LIMITS = { file: UPLOAD_MAX_BYTES, person: 12 * UPLOAD_MAX_BYTES };
const OPENING_BRACE = 0x7b;

/** Keeps files that arrive in parts until they are imported. */
@Injectable()
export class UploadService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CsafReader) private readonly csaf: CsafReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async append(body: CommandBody<typeof APPEND>, context: CommandContext): Promise<CommandResult<typeof APPEND>> {
    const { uploadId, index, last } = body;
    const data = Buffer.from(body.data, 'base64');
    if (data.length > UPLOAD_PART_BYTES) throw new Refusal('too-large');
    // JSON is a CSAF document that will be read in a moment.
    if (index === 0 && context.scope.kind === 'agency' && data[0] === OPENING_BRACE) this.csaf.warm();
    return this.database.idempotentTransaction(context.scope, requestOf(APPEND, body, context), async (tx) => {
      const part = { actorId: context.actor.id, uploadId, index, last, data, receivedAt: this.clock.now() };
      const received = await keepUploadPart(tx, part, LIMITS);
      audit(tx, auditOf(APPEND, context, { type: 'upload', id: uploadId, details: { index, bytes: data.length } }));
      return { uploadId, received };
    });
  }
}
