import { Inject, Injectable } from '@nestjs/common';
import { Refusal, type RefusalCode } from '#libs/contracts';
import { Database, audit } from '#libs/database';
import { Logger } from '#libs/platform';
import { RateLimits } from '../limits/rate-limits.js';

export interface Denial {
  /** The nil id for a stranger. */
  actorId: string;
  code: RefusalCode;
  /** The route's name in the contract, or the socket's. */
  route: string;
  /** What was asked for, as far as it is known. */
  recordId?: string;
  origin: string;
  traceId: string;
}

/** Rows per minute for one person and route: enough to see that somebody tries, too few to fill a disk. */
const PER_MINUTE = 10;

/** Refusals that mean: somebody reached for what is not theirs (or does not exist, which they are told in the same words). */
export const DENIALS: ReadonlySet<RefusalCode> = new Set([
  'forbidden',
  'not-found',
  'csrf-refused',
  'author-cannot-approve',
  'not-signed-in',
  'machine-key-refused',
  'relay-device-refused',
  'relay-forged',
  'relay-not-entitled',
  'samu-link-refused',
]);

/** Whoever is not signed in: all of them share one allowance of rows for each route. */
export const STRANGER = '00000000-0000-0000-0000-000000000000';

/** Keeps a row of each denied access, in a transaction of its own. */
@Injectable()
export class DenialService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Never throws: that the row cannot be written must not turn a refusal into a fault. */
  async record({ actorId, code, route, recordId, origin, traceId }: Denial): Promise<void> {
    try {
      this.limits.take(actorId, `denial ${route}`, PER_MINUTE);
      await this.database.transaction({ kind: 'system', actorId }, async (tx) =>
        audit(tx, {
          action: 'denial',
          recordType: route,
          recordId: recordId ?? null,
          actorId,
          origin,
          traceId,
          details: { code },
        }),
      );
    } catch (error) {
      if (error instanceof Refusal && error.code === 'too-many-requests') return;
      this.logger.error({ err: error, code, route, traceId }, 'a denial could not be recorded');
    }
  }
}
