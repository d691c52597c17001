import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type IncidentAction, Refusal } from '#libs/contracts';
import { Database, audit, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { HEAD, type IncidentHead } from './incident.row.js';
import { type Changes, type Stepped, eventOf, saidOf, step } from './incident.step.js';
import { stateAfter, traces } from './triage.table.js';

type Change = CommandResult<'incident.incident.take'>;
type Step = CommandBody<'incident.incident.take'>;
type Event = Parameters<Outbox['emit']>[1];

interface Act {
  action: IncidentAction;
  body: Step;
  context: CommandContext;
  changes?: Changes;
  event: (stepped: Stepped) => Event;
}

interface Locked extends IncidentHead {
  assigneeId: string | null;
}

@Injectable()
export class TriageService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  take(body: Step, context: CommandContext): Promise<Change> {
    const assigneeId = context.actor.id;
    return this.act({
      action: 'take',
      body,
      context,
      changes: { assignee_id: assigneeId },
      event: (stepped) => ({
        ...eventOf(stepped, context),
        type: 'incident.taken',
        payload: { ...saidOf(stepped), assigneeId },
      }),
    });
  }

  qualify(body: CommandBody<'incident.incident.qualify'>, context: CommandContext): Promise<Change> {
    const { rsitClass, rsitType, severity, tlp, malicious } = body;
    return this.act({
      action: 'qualify',
      body,
      context,
      changes: { rsit_class: rsitClass, rsit_type: rsitType, severity, tlp, malicious },
      event: (stepped) => ({
        ...eventOf(stepped, context),
        type: 'incident.qualified',
        payload: { ...saidOf(stepped), rsitClass, rsitType, severity, tlp, malicious },
      }),
    });
  }

  /** The actions that change nothing but the state. */
  move(action: Exclude<IncidentAction, 'take' | 'qualify'>, body: Step, context: CommandContext): Promise<Change> {
    return this.act({
      action,
      body,
      context,
      event: (stepped) => ({
        ...eventOf(stepped, context),
        type: traces[action].event,
        payload: saidOf(stepped),
      }),
    });
  }

  private act({ action, body, context, changes, event }: Act): Promise<Change> {
    const command = `incident.incident.${action}` as const;
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const incident = await lock(tx, body.incidentId);
      const state = stateAfter(incident.state, action);
      const { id: incidentId, facilityId, kind } = incident;
      if (isTakenAlready(incident, action, context)) return { incidentId, state, version: incident.version };
      const { incidentId: _, ...details } = body;
      const entry = { type: traces[action].entry, visibility: 'shared', details } as const;
      const stepped = await step(tx, context, this.clock.instant(), incidentId, entry, { ...changes, state });
      audit(tx, auditOf(command, context, { type: 'incident', id: incidentId, facilityId, kind, details }));
      this.outbox.emit(tx, event(stepped));
      return { incidentId, state, version: stepped.version };
    });
  }
}

/** Who has it takes it again, from another tab or by a second click: nothing has happened, and nobody is told. */
const isTakenAlready = ({ state, assigneeId }: Locked, action: IncidentAction, { actor }: CommandContext): boolean =>
  action === 'take' && state !== 'declared' && assigneeId === actor.id;

async function lock(tx: EntityManager, incidentId: string): Promise<Locked> {
  const incident = await maybeOne<Locked>(
    tx,
    `SELECT ${HEAD}, assignee_id AS "assigneeId" FROM incident WHERE id = $1 FOR UPDATE`,
    [incidentId],
  );
  if (!incident) throw new Refusal('not-found');
  return incident;
}
