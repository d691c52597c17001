import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type PlaybookRun, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { step, type Stepped } from '../incidents/incident.step.js';
import { lockOpen } from '../incidents/incident.touch.js';
import { dropTasks, insertTasks, tasksStartedBy } from '../tasks/task.store.js';
import { definitionOf, endRun, insertRun, runsOf } from './run.store.js';
import { tasksOfRun, undone } from './run.tasks.js';
import { detailsOf, toldOf } from './run.told.js';

const START = 'incident.playbook.start';
const REVERSE = 'incident.playbook.reverse';
type Start = CommandBody<typeof START>;
type Reverse = CommandBody<typeof REVERSE>;
type Reversed = CommandResult<typeof REVERSE>;

/** Starting a playbook on an incident, once, and undoing that. */
@Injectable()
export class PlaybookRunService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** While it is under way, by whomever and wherever it was started, every further start is answered with that run. */
  async start(body: Start, context: CommandContext): Promise<PlaybookRun> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(START, body, context), (tx) =>
        this.begin(tx, body, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'playbook_run_pkey') ? new Refusal('already-exists') : error;
    }
  }

  /** @throws Refusal('state-conflict') for one that is undone already */
  reverse(body: Reverse, context: CommandContext): Promise<Reversed> {
    return this.database.idempotentTransaction(context.scope, requestOf(REVERSE, body, context), (tx) =>
      this.undo(tx, body, context),
    );
  }

  private async begin(tx: EntityManager, body: Start, context: CommandContext): Promise<PlaybookRun> {
    const { id, incidentId, code, version } = body;
    await lockOpen(tx, incidentId);
    const runs = await runsOf(tx, incidentId);
    const underWay = runs.find((run) => run.code === code && run.reversedAt === null);
    if (underWay) return underWay;
    const definition = await definitionOf(tx, code, version);
    const startedAt = this.clock.instant();
    const { name } = definition;
    const by = { startedBy: context.actor.id, startedAt, reversedAt: null };
    const run = { id, incidentId, regionalId: null, code, version, name, ...by };
    const tasks = tasksOfRun(definition, run, newId);
    const forFacility = tasks.some(({ side }) => side === 'facility');
    const head = await this.noted(tx, context, 'playbook-started', run, { at: startedAt, forFacility });
    await insertRun(tx, run);
    const given = { place: { incidentId }, facilityId: head.facilityId, tasks };
    await insertTasks(tx, [given], { createdBy: context.actor.id, at: startedAt });
    this.audited(tx, context, START, head, run, { tasks: tasks.length });
    return run;
  }

  private async undo(tx: EntityManager, body: Reverse, context: CommandContext): Promise<Reversed> {
    const { incidentId, runId, reason } = body;
    await lockOpen(tx, incidentId);
    const run = (await runsOf(tx, incidentId)).find(({ id, regionalId }) => id === runId && regionalId === null);
    if (!run) throw new Refusal('not-found');
    if (run.reversedAt !== null) throw new Refusal('state-conflict', { state: 'reversed' });
    const { dropped, kept } = undone(await tasksStartedBy(tx, runId));
    const at = this.clock.instant();
    const forFacility = [...dropped, ...kept].some(({ side }) => side === 'facility');
    const head = await this.noted(tx, context, 'playbook-reversed', run, { at, forFacility, text: reason });
    await endRun(tx, runId, { id: context.actor.id, at, reason });
    await dropTasks(
      tx,
      dropped.map(({ id }) => id),
      reason,
      at,
    );
    const counts = { dropped: dropped.length, kept: kept.length };
    this.audited(tx, context, REVERSE, head, run, counts);
    return { run: { ...run, reversedAt: at }, ...counts };
  }

  /** Into the journal and to whom it concerns. */
  private async noted(
    tx: EntityManager,
    context: CommandContext,
    type: 'playbook-started' | 'playbook-reversed',
    run: PlaybookRun,
    { at, forFacility, text }: { at: string; forFacility: boolean; text?: string },
  ): Promise<Stepped> {
    const visibility = forFacility ? 'shared' : 'agency';
    const head = await step(tx, context, at, run.incidentId, { type, visibility, details: detailsOf(run), text });
    this.outbox.emit(tx, toldOf(head, type, run, forFacility, context));
    return head;
  }

  private audited(
    tx: EntityManager,
    context: CommandContext,
    operation: typeof START | typeof REVERSE,
    { facilityId, kind }: Stepped,
    { id, incidentId, code, version }: PlaybookRun,
    counts: Record<string, number>,
  ): void {
    const details = { incidentId, code, version, ...counts };
    audit(tx, auditOf(operation, context, { type: 'playbook-run', id, facilityId, kind, details }));
  }
}
