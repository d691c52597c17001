import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { validAt } from '../clocks/clock.engine.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { readRegimes } from '../regimes/regime.store.js';
import { CLOCK_SKEW, awareAtOf, placed } from './notice.check.js';
import { dueAtOf, insertRequest } from './request.store.js';

const RECORD = 'incident.report-request.record';
type Ask = CommandBody<typeof RECORD>;
type Recorded = CommandResult<typeof RECORD>;

/** What authorities asked for, when, and by when. The clocks follow by the event. */
@Injectable()
export class ReportRequestService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * @throws Refusal('asked-in-future'), Refusal('asked-before-aware'), Refusal('due-before-asked'), Refusal('stage-unknown'),
   *   Refusal('stage-not-on-request'), Refusal('already-exists')
   */
  async record(body: Ask, context: CommandContext): Promise<Recorded> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(RECORD, body, context), (tx) =>
        this.write(tx, body, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'report_request_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async write(tx: EntityManager, body: Ask, context: CommandContext): Promise<Recorded> {
    const { id, incidentId, regime, stage, askedAt, dueAt } = body;
    const awareAt = await awareAtOf(tx, incidentId);
    this.check(body, awareAt);
    await mustBeOnRequest(tx, body, awareAt);
    const at = this.clock.instant();
    const details = { regime, stage, dueAt };
    const entry = { type: 'report-requested', visibility: 'shared', details } as const;
    const stepped = await step(tx, context, at, incidentId, entry);
    await insertRequest(tx, body, stepped.facilityId, context, at);
    const { facilityId, kind } = stepped;
    const noted = { ...details, id, askedAt };
    audit(tx, auditOf(RECORD, context, { type: 'incident', id: incidentId, facilityId, kind, details: noted }));
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'report.requested',
      payload: { ...saidOf(stepped), ...details },
    });
    return { id, incidentId, regime, stage, dueAt: await dueAtOf(tx, body) };
  }

  /** An authority may know of an incident before the agency does: what counts is when the facility became aware. */
  private check({ askedAt, dueAt }: Ask, awareAt: Date): void {
    const asked = Date.parse(askedAt);
    if (asked > this.clock.now().getTime() + CLOCK_SKEW)
      throw new Refusal('asked-in-future', placed('askedAt', 'asked-in-future'));
    if (asked < awareAt.getTime()) throw new Refusal('asked-before-aware', placed('askedAt', 'asked-before-aware'));
    if (Date.parse(dueAt) <= asked) throw new Refusal('due-before-asked', placed('dueAt', 'due-before-asked'));
  }
}

/** By the law that is valid for the incident, whether or not its clocks are worked out yet. */
async function mustBeOnRequest(tx: EntityManager, { regime, stage }: Ask, awareAt: Date): Promise<void> {
  const valid = validAt(awareAt.toISOString(), await readRegimes(tx)).find(({ code }) => code === regime);
  const found = valid?.definition.stages.find(({ code }) => code === stage);
  if (!found) throw new Refusal('stage-unknown');
  if (found.due.from !== 'request') throw new Refusal('stage-not-on-request');
}
