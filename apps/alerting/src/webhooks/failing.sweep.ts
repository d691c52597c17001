import { Inject, Injectable } from '@nestjs/common';
import { Database, HourlySweep } from '#libs/database';
import { Clock, Logger } from '#libs/platform';
import { takeHopeless } from './delivery.store.js';
import { EndpointDisabler } from './endpoint.disabler.js';
import { LONGEST_FAILURE } from './retry.rule.js';

/** Switches off what has failed for too long and has nothing left to send: no further attempt would do it. */
@Injectable()
export class FailingSweep extends HourlySweep {
  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(Logger) logger: Logger,
    @Inject(EndpointDisabler) private readonly disabler: EndpointDisabler,
  ) {
    super(database, clock, logger);
  }

  run(): Promise<number> {
    return this.database.transaction({ kind: 'system' }, async (tx) => {
      const hopeless = await takeHopeless(tx, this.before(LONGEST_FAILURE));
      for (const endpoint of hopeless) await this.disabler.disable(tx, endpoint, 'failing', this.before(0));
      return hopeless.length;
    });
  }
}
