import { Injectable } from '@nestjs/common';
import { HourlySweep } from './hourly-sweep.js';
import { execute } from './query.js';

/** Thirty days: far longer than a console keeps trying; what comes later still meets the record's own id. */
const KEPT = 30 * 24 * 3_600_000;
/** Rows per transaction: nobody who writes waits for more. */
const BATCH = 5_000;

/** Forgets the answers to requests that nobody will send again. For the services that have an `idempotency` table. */
@Injectable()
export class IdempotencyExpiry extends HourlySweep {
  async run(): Promise<number> {
    const before = this.before(KEPT);
    for (let forgotten = 0; ;) {
      const count = await this.forget(before);
      forgotten += count;
      if (count < BATCH) return forgotten;
    }
  }

  private forget(before: Date): Promise<number> {
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(
        tx,
        `DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM idempotency WHERE created_at < $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
        [before],
      ),
    );
  }
}
