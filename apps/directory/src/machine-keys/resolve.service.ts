import { Inject, Injectable } from '@nestjs/common';
import type { CommandResult, ResolvedMachineKey } from '#libs/contracts';
import { Database, audit, execute, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { RESOLVE, USE } from './machine-key.sql.js';

/** Tells the gateway whose a secret is. */
@Injectable()
export class ResolveService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** That a key was used is kept once an hour, in its row and in the audit: what was done with it has its own audit rows. */
  resolve(
    secretHash: string,
    { scope, origin, traceId }: CommandContext,
  ): Promise<CommandResult<'directory.machine-key.resolve'>> {
    const now = this.clock.now();
    return this.database.transaction(scope, async (tx) => {
      const key = await maybeOne<ResolvedMachineKey>(tx, RESOLVE, [secretHash, now]);
      if (key?.state === 'active' && (await execute(tx, USE, [key.id, now])) > 0) {
        const { id, facilityId } = key;
        const record = { recordType: 'machine-key', recordId: id, facilityId };
        audit(tx, { action: 'directory.machine-key.use', ...record, actorId: id, origin, traceId });
      }
      return { key: key ?? null };
    });
  }
}
