import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  type PlaybookDefinition,
  type PlaybookRun,
  Refusal,
} from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { eventOf, saidOf, step, type Stepped } from '../incidents/incident.step.js';
import { lockOpen } from '../incidents/incident.touch.js';
import { insertTasks, tasksOf, updateTask } from '../tasks/task.store.js';
import { endRun, insertRun, runsOf } from './run.store.js';
import { tasksOfRun, undone } from './run.tasks.js';

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

  /** While it is under way, every further start, by whomever, is answered with that run. */
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
    const run = { id, incidentId, code, version, name, startedBy: context.actor.id, startedAt, reversedAt: null };
    const tasks = tasksOfRun(definition, run, newId);
    const forFacility = tasks.some(({ side }) => side === 'facility');
    const head = await this.noted(tx, context, 'playbook-started', run, { at: startedAt, forFacility });
    await insertRun(tx, run);
    const origin = { place: { incidentId }, facilityId: head.facilityId, createdBy: context.actor.id, at: startedAt };
    await insertTasks(tx, tasks, origin);
    this.audited(tx, context, START, head, run, { tasks: tasks.length });
    return run;
  }

  private async undo(tx: EntityManager, body: Reverse, context: CommandContext): Promise<Reversed> {
    const { incidentId, runId, reason } = body;
    await lockOpen(tx, incidentId);
    const run = (await runsOf(tx, incidentId)).find(({ id }) => id === runId);
    if (!run) throw new Refusal('not-found');
    if (run.reversedAt !== null) throw new Refusal('state-conflict', { state: 'reversed' });
    const { dropped, kept } = undone(await tasksOf(tx, { incidentId }, 'agency'), runId);
    const at = this.clock.instant();
    const forFacility = [...dropped, ...kept].some(({ side }) => side === 'facility');
    const head = await this.noted(tx, context, 'playbook-reversed', run, { at, forFacility, text: reason });
    await endRun(tx, runId, { id: context.actor.id, at, reason });
    for (const task of dropped) await updateTask(tx, { ...task, state: 'dropped', reason }, at);
    const counts = { dropped: dropped.length, kept: kept.length };
    this.audited(tx, context, REVERSE, head, run, counts);
    return { run: { ...run, reversedAt: at }, ...counts };
  }

  /** Into the journal and to whom it concerns: a facility hears of it where it has something to do. */
  private async noted(
    tx: EntityManager,
    context: CommandContext,
    type: 'playbook-started' | 'playbook-reversed',
    { id, incidentId, code, version, name }: PlaybookRun,
    { at, forFacility, text }: { at: string; forFacility: boolean; text?: string },
  ): Promise<Stepped> {
    const details = { playbook: code, version, name: name.fr, nameEn: name.en };
    const entry = { type, visibility: forFacility ? 'shared' : 'agency', details, text } as const;
    const head = await step(tx, context, at, incidentId, entry);
    this.outbox.emit(tx, {
      ...eventOf(head, context),
      type: `incident.${type}`,
      payload: { ...saidOf(head), runId: id, playbook: code, forFacility },
    });
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

async function definitionOf(tx: EntityManager, code: string, version: number): Promise<PlaybookDefinition> {
  const found = await maybeOne<{ definition: PlaybookDefinition }>(
    tx,
    'SELECT definition FROM playbook_version WHERE code = $1 AND version = $2',
    [code, version],
  );
  if (!found) throw new Refusal('not-found');
  return found.definition;
}
