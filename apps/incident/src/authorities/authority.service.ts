import { Inject, Injectable } from '@nestjs/common';
import {
  Authority,
  type AuthorityStanding,
  type CommandBody,
  type CommandResult,
  Refusal,
  submittedStatuses,
} from '#libs/contracts';
import { Database, audit, isUniqueViolation } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { CLOCK_SKEW, awareAtOf, placed } from './notice.check.js';
import { countStages, insertNotice, meetClocks, readNotices } from './notice.store.js';

const TELL = 'incident.authority.tell';
type Tell = CommandBody<typeof TELL>;
type Told = CommandResult<typeof TELL>;

/** Which authorities were told of an incident, when, by whom and under which reference. It tells nobody itself. */
@Injectable()
export class AuthorityService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every authority, told or not. */
  list(incidentId: string, { scope }: CommandContext): Promise<{ items: AuthorityStanding[] }> {
    return this.database.transaction(scope, async (tx) => {
      await awareAtOf(tx, incidentId);
      const notices = await readNotices(tx, incidentId);
      const items = Authority.options.map((authority) => {
        const own = notices.filter((notice) => notice.authority === authority);
        return { authority, status: own[0]?.status ?? null, notices: own };
      });
      return { items };
    });
  }

  /** @throws Refusal('told-in-future'), Refusal('told-before-aware'), Refusal('stage-unknown'), Refusal('already-exists') */
  async tell(body: Tell, context: CommandContext): Promise<Told> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(TELL, body, context), (tx) =>
        this.record(tx, { ...body, stages: [...new Set(body.stages)] }, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'authority_notice_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async record(tx: EntityManager, body: Tell, context: CommandContext): Promise<Told> {
    const { id, incidentId, authority, status, toldAt, stages } = body;
    this.check(toldAt, await awareAtOf(tx, incidentId));
    if ((await countStages(tx, incidentId, stages)) !== stages.length) throw new Refusal('stage-unknown');
    const at = this.clock.instant();
    const details = { authority, status };
    const stepped = await step(tx, context, at, incidentId, { type: 'authority-told', visibility: 'shared', details });
    await insertNotice(tx, body, stepped.facilityId, context, at);
    if (submittedStatuses.includes(status)) await meetClocks(tx, incidentId, stages, toldAt);
    const { facilityId, kind } = stepped;
    const noted = { ...details, id, stages, toldAt };
    audit(tx, auditOf(TELL, context, { type: 'incident', id: incidentId, facilityId, kind, details: noted }));
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'authority.told',
      payload: { ...saidOf(stepped), authority, status, stages },
    });
    return { id, incidentId, authority, status };
  }

  private check(toldAt: string, awareAt: Date): void {
    const told = Date.parse(toldAt);
    if (told > this.clock.now().getTime() + CLOCK_SKEW)
      throw new Refusal('told-in-future', placed('toldAt', 'told-in-future'));
    if (told < awareAt.getTime()) throw new Refusal('told-before-aware', placed('toldAt', 'told-before-aware'));
  }
}
