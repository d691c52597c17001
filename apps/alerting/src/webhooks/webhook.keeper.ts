import { Inject, Injectable } from '@nestjs/common';
import { Database, HourlySweep, execute, rows } from '#libs/database';
import { Clock, Logger } from '#libs/platform';
import { SecretBox } from './secret.box.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

const DAY = 86_400_000;
/** Rows per transaction. */
const BATCH = 2_000;
const SYSTEM = { kind: 'system' } as const;

/** Forgets the log when its time has come, endpoints that were removed, and secrets that have ended; seals with the newest key. */
@Injectable()
export class WebhookKeeper extends HourlySweep {
  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(Logger) logger: Logger,
    @Inject(SecretBox) private readonly box: SecretBox,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {
    super(database, clock, logger);
  }

  async run(): Promise<number> {
    const forgotten = await this.forget();
    await this.sealAnew();
    return forgotten;
  }

  private async forget(): Promise<number> {
    let forgotten = await this.remove('DELETE FROM webhook_secret WHERE ends_at <= $1', 0);
    // With all that was sent to it.
    forgotten += await this.remove('DELETE FROM webhook_endpoint WHERE removed_at <= $1', this.settings.logDays);
    for (;;) {
      const count = await this.remove(
        `DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM webhook_delivery WHERE created_at < $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
        this.settings.logDays,
      );
      forgotten += count;
      if (count < BATCH) return forgotten;
    }
  }

  private remove(sql: string, days: number): Promise<number> {
    return this.database.transaction(SYSTEM, (tx) => execute(tx, sql, [this.before(days * DAY)]));
  }

  /** So that an old key can be thrown away an hour after a new one came. */
  private async sealAnew(): Promise<void> {
    await this.database.transaction(SYSTEM, async (tx) => {
      const kept = await rows<{ id: string; endpointId: string; sealed: Buffer }>(
        tx,
        'SELECT id, endpoint_id AS "endpointId", sealed FROM webhook_secret FOR UPDATE SKIP LOCKED',
      );
      for (const secret of kept.filter(({ sealed }) => !this.box.isCurrent(sealed))) {
        const anew = this.anew(secret);
        if (anew) await execute(tx, 'UPDATE webhook_secret SET sealed = $2 WHERE id = $1', [secret.id, anew]);
      }
    });
  }

  /** Null for one that does not open: it must not keep the others under an old key. */
  private anew({ endpointId, sealed }: { endpointId: string; sealed: Buffer }): Buffer | null {
    try {
      return this.box.seal(this.box.open(sealed, endpointId), endpointId);
    } catch (err) {
      this.logger.error({ err, endpointId }, 'a secret of a webhook does not open, and stays as it is');
      return null;
    }
  }
}
