import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  Refusal,
  type RegionalIncident,
  openIncidentStates,
  regionalTransitions,
} from '#libs/contracts';
import { Database, audit } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { lockChildren } from './children.sql.js';
import { regionalEvent } from './membership.js';
import { toRegional } from './regional.row.js';
import { lockRegional, stepRegional } from './step.sql.js';

type Action = keyof typeof regionalTransitions;

/** What the journal and the event of each action are called. */
const traces = { close: 'closed', reopen: 'reopened' } as const satisfies Record<Action, string>;

@Injectable()
export class RegionalState {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('incidents-open') while incidents in it last */
  close(body: CommandBody<'incident.regional.close'>, context: CommandContext): Promise<RegionalIncident> {
    return this.move('close', body, context, async (tx) => {
      // Locked until the end: none is taken up again meanwhile.
      const open = (await lockChildren(tx, body.regionalId, [])).filter(({ state }) =>
        openIncidentStates.includes(state),
      );
      if (open.length > 0) throw new Refusal('incidents-open', { count: open.length });
    });
  }

  reopen(body: CommandBody<'incident.regional.reopen'>, context: CommandContext): Promise<RegionalIncident> {
    return this.move('reopen', body, context);
  }

  private move(
    action: Action,
    body: CommandBody<'incident.regional.close'>,
    context: CommandContext,
    check: (tx: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<RegionalIncident> {
    const command = `incident.regional.${action}` as const;
    const { regionalId, reason: text } = body;
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const { from, to } = regionalTransitions[action];
      const regional = await lockRegional(tx, regionalId, from);
      await check(tx);
      const type = traces[action];
      const entry = { id: newId(), type, authorId: context.actor.id, text, at: this.clock.instant() };
      const moved = await stepRegional(tx, { ...regional, state: to }, entry);
      audit(tx, auditOf(command, context, { type: 'regional-incident', id: regionalId, kind: moved.kind }));
      this.outbox.emit(tx, regionalEvent(moved, `regional.${type}`, context));
      return toRegional(moved);
    });
  }
}
