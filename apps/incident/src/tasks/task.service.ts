import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type CommandResult,
  type JournalEntry,
  Refusal,
  type Task,
  type TaskSide,
} from '#libs/contracts';
import { Database, type DatabaseScope, audit, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import type { IncidentHead } from '../incidents/incident.row.js';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { lockOpen, touch } from '../incidents/incident.touch.js';
import { runsOf } from '../playbooks/run.store.js';
import { changed, checkDependencies, inBoth, moved, ticked } from './changes.js';
import { insertTasks, tasksOf, tasksOfOwner, updateTask } from './task.store.js';

type Write = Extract<CommandName, `incident.task.${string}`>;
type Body<Name extends Write> = CommandBody<Name>;
/** What becomes of a task; the very same task: nothing. */
type Change = (task: Task, all: readonly Task[], at: string) => Task;

/** What is to be done about an incident. Each write holds the incident's lock: two people change its tasks one after the other. */
@Injectable()
export class TaskService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(
    { incidentId }: Body<'incident.task.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.task.list'>> {
    return this.database.transaction(scope, async (tx) => {
      const known = await maybeOne(tx, 'SELECT 1 FROM incident WHERE id = $1', [incidentId]);
      if (!known) throw new Refusal('not-found');
      const runs = scope.kind === 'facility' ? [] : await runsOf(tx, incidentId);
      return { items: await tasksOf(tx, incidentId, sideOf(scope)), runs };
    });
  }

  mine({ scope, actor }: CommandContext): Promise<{ items: Task[] }> {
    return this.database.transaction(scope, async (tx) => ({ items: await tasksOfOwner(tx, actor.id, sideOf(scope)) }));
  }

  /** @throws Refusal('already-exists') for the id of another task, Refusal('forbidden') for a facility that adds the agency's */
  async add(body: Body<'incident.task.add'>, context: CommandContext): Promise<Task> {
    if (body.side !== sideOf(context.scope) && context.scope.kind === 'facility') throw new Refusal('forbidden');
    const request = requestOf('incident.task.add', body, context);
    try {
      return await this.database.idempotentTransaction(context.scope, request, (tx) => this.write(tx, body, context));
    } catch (error) {
      throw isUniqueViolation(error, 'task_pkey') ? new Refusal('already-exists') : error;
    }
  }

  change(body: Body<'incident.task.change'>, context: CommandContext): Promise<Task> {
    return this.alter('incident.task.change', body, context, (task, all) => {
      const next = changed(task, body);
      if (body.after) checkDependencies(next, all);
      return next;
    });
  }

  /** A facility gives its tasks to oneself or to nobody; the agency has no say in who there does them. */
  assign(body: Body<'incident.task.assign'>, context: CommandContext): Promise<Task> {
    const { ownerId } = body;
    return this.alter('incident.task.assign', body, context, (task) => {
      const isOwn = task.side === sideOf(context.scope);
      const isAllowed = isOwn && (task.side === 'agency' || ownerId === null || ownerId === context.actor.id);
      if (!isAllowed) throw new Refusal('forbidden');
      return { ...task, ownerId };
    });
  }

  tick(body: Body<'incident.task.tick'>, context: CommandContext): Promise<Task> {
    const doer = { id: context.actor.id, side: sideOf(context.scope) };
    return this.alter('incident.task.tick', body, context, (task, _, at) =>
      ticked(task, body.itemId, body.done, { ...doer, at }),
    );
  }

  setState(body: Body<'incident.task.set-state'>, context: CommandContext): Promise<Task> {
    return this.alter('incident.task.set-state', body, context, (task) => moved(task, body));
  }

  private async write(tx: EntityManager, body: Body<'incident.task.add'>, context: CommandContext): Promise<Task> {
    const { id, incidentId, side, title, text, dueAt, checklist, after } = body;
    await lockOpen(tx, incidentId);
    checkDependencies(body, await tasksOf(tx, incidentId, sideOf(context.scope)));
    const at = this.clock.instant();
    const details = { taskId: id, title };
    const entry = { type: 'task-added', visibility: visibilityOf(side), details } as const;
    const head = await step(tx, context, at, incidentId, entry);
    const said = { title: inBoth(title), text: text === null ? null : inBoth(text), role: null };
    const items = checklist.map((item) => ({ id: item.id, text: inBoth(item.text) }));
    const task = { id, side, ...said, dueAt, after, runId: null, checklist: items };
    await insertTasks(tx, [task], { incidentId, facilityId: head.facilityId, createdBy: context.actor.id, at });
    return this.told(tx, head, id, { operation: 'incident.task.add', context });
  }

  private alter(
    operation: Write,
    body: { taskId: string; version?: number },
    context: CommandContext,
    change: Change,
  ): Promise<Task> {
    return this.database.idempotentTransaction(context.scope, requestOf(operation, body, context), async (tx) => {
      const { taskId, version } = body;
      const place = await maybeOne<{ incidentId: string }>(
        tx,
        'SELECT incident_id AS "incidentId" FROM task WHERE id = $1',
        [taskId],
      );
      if (!place) throw new Refusal('not-found');
      const { incidentId } = place;
      await lockOpen(tx, incidentId);
      // As the agency reads it: what a facility is not told must not be written back as untold.
      const all = await tasksOf(tx, incidentId, 'agency');
      const task = all.find(({ id }) => id === taskId);
      if (!task) throw new Refusal('not-found');
      if (version !== undefined && version !== task.version)
        throw new Refusal('task-changed', { version: task.version });
      const at = this.clock.instant();
      const next = change(task, all, at);
      const head = await this.noted(tx, context, at, task, next);
      await updateTask(tx, next, at);
      return this.told(tx, head, taskId, { operation, context });
    });
  }

  /** The journal holds what became of a task, and not each tick. */
  private noted(tx: EntityManager, context: CommandContext, at: string, old: Task, next: Task): Promise<IncidentHead> {
    const type = old.state === next.state ? undefined : noted[next.state](old.state);
    if (type === undefined) return touch(tx, at, next.incidentId);
    const details = { taskId: next.id, title: next.title.fr, titleEn: next.title.en };
    const entry = { type, visibility: visibilityOf(next.side), details, text: next.reason ?? undefined };
    return step(tx, context, at, next.incidentId, entry);
  }

  private async told(
    tx: EntityManager,
    head: IncidentHead,
    taskId: string,
    { operation, context }: { operation: Write; context: CommandContext },
  ): Promise<Task> {
    const task = (await tasksOf(tx, head.id, sideOf(context.scope))).find(({ id }) => id === taskId);
    if (!task) throw new Refusal('not-found');
    const { side, state, version } = task;
    const { facilityId, kind } = head;
    const details = { incidentId: head.id, side, state, version };
    audit(tx, auditOf(operation, context, { type: 'task', id: taskId, facilityId, kind, details }));
    this.outbox.emit(tx, {
      ...eventOf(head, context),
      type: 'incident.task-changed',
      payload: { ...saidOf(head), taskId, side, taskState: state },
    });
    return task;
  }
}

const sideOf = ({ kind }: DatabaseScope): TaskSide => (kind === 'facility' ? 'facility' : 'agency');
const visibilityOf = (side: TaskSide): JournalEntry['visibility'] => (side === 'agency' ? 'agency' : 'shared');

type Noted = JournalEntry['type'] | undefined;
const reopened = (from: Task['state']): Noted => (from === 'done' || from === 'dropped' ? 'task-reopened' : undefined);
const noted: Record<Task['state'], (from: Task['state']) => Noted> = {
  todo: reopened,
  doing: reopened,
  done: () => 'task-done',
  dropped: () => 'task-dropped',
};
