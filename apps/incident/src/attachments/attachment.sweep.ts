import { Injectable } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { Database, HourlySweep, rows } from '#libs/database';
import { Clock, Logger } from '#libs/platform';
import { ATTACHMENTS, type AttachmentSettings } from './attachment.settings.js';
import { Vault } from './store/vault.js';

/** Milliseconds for which a file that did not arrive whole can be gone on with. */
const KEPT = 7 * 24 * 3_600_000;

/** Removes what was begun and never finished, and what a crash has left of destroyed files. */
@Injectable()
export class AttachmentSweep extends HourlySweep {
  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(Logger) logger: Logger,
    @Inject(ATTACHMENTS) private readonly settings: AttachmentSettings | null,
    @Inject(Vault) private readonly vault: Vault,
  ) {
    super(database, clock, logger);
  }

  async run(): Promise<number> {
    if (!this.settings) return 0;
    const before = this.before(KEPT);
    const gone = await this.database.transaction({ kind: 'system' }, async (tx) => {
      const forgotten = await rows<{ id: string }>(
        tx,
        `DELETE FROM attachment WHERE state = 'uploading' AND begun_at < $1 RETURNING id`,
        [before],
      );
      return [...forgotten, ...(await rows<{ id: string }>(tx, `SELECT id FROM attachment WHERE state = 'destroyed'`))];
    });
    for (const { id } of gone) await this.vault.remove(id);
    return gone.length;
  }
}
