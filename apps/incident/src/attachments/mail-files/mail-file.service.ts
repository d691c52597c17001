import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Database, audit } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../../acting.js';
import { requireReason } from '../attachment.store.js';
import { addLine } from '../custody.js';
import { DownloadService } from '../download.service.js';
import { heldOfMail } from './mail-file.store.js';

const OPEN = 'incident.mail-draft.open-attachment';

/** What came with a mail, for who handles the mail. */
@Injectable()
export class MailFileService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DownloadService) private readonly downloads: DownloadService,
  ) {}

  /** @throws as `heldOfMail` and `requireReason`; Refusal('attachment-damaged') */
  async open(body: CommandBody<typeof OPEN>, context: CommandContext): Promise<CommandResult<typeof OPEN>> {
    const { mailDraftId, reason } = body;
    await this.downloads.requireReadable(
      await this.database.transaction(context.scope, async (tx) => {
        const file = await heldOfMail(tx, body);
        requireReason(file, reason, context);
        return file;
      }),
    );
    return this.database.idempotentTransaction(context.scope, requestOf(OPEN, body, context), async (tx) => {
      const file = await heldOfMail(tx, body);
      requireReason(file, reason, context);
      const { id, facilityId, verdict, name, size } = file;
      const at = this.clock.instant();
      const line = { at, action: 'downloaded', reason, result: verdict } as const;
      const { id: downloadId } = await addLine(tx, file, line, context);
      const details = { mailDraftId, downloadId, verdict };
      audit(tx, auditOf(OPEN, context, { type: 'attachment', id, facilityId: facilityId ?? undefined, details }));
      return { downloadId, name, size };
    });
  }
}
