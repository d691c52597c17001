import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { serviceActor } from '#libs/auth';
import { Database, audit, rows } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger, newTraceId } from '#libs/platform';

const EVERY = 15_000;

const END = `
  WITH over AS (
    UPDATE membership SET ended = true WHERE NOT ended AND until <= $1 RETURNING person_id
  )
  UPDATE person SET version = version + 1 WHERE id IN (SELECT person_id FROM over) RETURNING id, version`;

/** Says that a person has changed when a delegation of theirs reaches its end, which no command announces. */
@Injectable()
export class MembershipEnd implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.warn({ err: error }, 'ended memberships were not announced'));
    }, EVERY);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    const actor = serviceActor('directory');
    const traceId = newTraceId();
    await this.database.transaction({ kind: 'system' }, async (tx) => {
      const people = await rows<{ id: string; version: number }>(tx, END, [this.clock.now()]);
      for (const { id, version } of people) {
        audit(tx, {
          action: 'directory.membership.end',
          recordType: 'person',
          recordId: id,
          actorId: actor.id,
          origin: actor.issuer,
          traceId,
        });
        this.outbox.emit(tx, {
          type: 'directory.person-changed',
          aggregateId: id,
          version,
          kind: 'real',
          actorId: actor.id,
          traceId,
          payload: { personId: id },
        });
      }
    });
  }
}
