import { Inject, Injectable } from '@nestjs/common';
import { Database, HourlySweep, execute, rows } from '#libs/database';
import { Clock, Logger } from '#libs/platform';
import { ATTACHMENTS, type AttachmentSettings } from './attachment.settings.js';
import { Vault } from './store/vault.js';

const SYSTEM = { kind: 'system' } as const;
/** Milliseconds after its last byte for which a file that did not arrive whole can be gone on with. */
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
    return (await this.forgetUnfinished(this.before(KEPT))) + (await this.removeDestroyed());
  }

  private forgetUnfinished(before: Date): Promise<number> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const begun = await rows<{ id: string }>(
        tx,
        `SELECT id FROM attachment
         WHERE state = 'uploading' AND begun_at < $1 AND coalesce(writer_until, 'epoch') < $2 FOR UPDATE SKIP LOCKED`,
        [before, this.before(0)],
      );
      let gone = 0;
      for (const { id } of begun) {
        const lastByte = await this.vault.lastByteAt(id);
        if (lastByte && lastByte >= before) continue;
        // Its bytes first: a crash then leaves a record without bytes, and not bytes that nobody knows of.
        await this.vault.remove(id);
        gone += await execute(tx, 'DELETE FROM attachment WHERE id = $1', [id]);
      }
      return gone;
    });
  }

  private async removeDestroyed(): Promise<number> {
    const destroyed = await this.database.transaction(SYSTEM, (tx) =>
      rows<{ id: string }>(tx, `SELECT id FROM attachment WHERE state = 'destroyed' AND removed_at IS NULL`),
    );
    for (const { id } of destroyed) {
      await this.vault.remove(id);
      await this.database.transaction(SYSTEM, (tx) =>
        execute(tx, 'UPDATE attachment SET removed_at = $2 WHERE id = $1', [id, this.before(0)]),
      );
    }
    return destroyed.length;
  }
}
