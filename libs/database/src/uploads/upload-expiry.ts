import { Injectable } from '@nestjs/common';
import { HourlySweep } from '../hourly-sweep.js';
import { execute } from '../query.js';

const KEPT = 24 * 3_600_000;

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
