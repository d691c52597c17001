import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type CommandResult,
  Refusal,
  type Task,
  type TaskSide,
} from '#libs/contracts';
import { Database, type DatabaseScope, audit, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { regionalRuns, runsOf } from '../playbooks/run.store.js';
import { changed, checkDependencies, inBoth, moved, ticked } from './changes.js';
import { type Stepped, type TaskEntry, type TaskPlace, holderOf, placeOf } from './task.place.js';
import { type NewTask, insertTasks, tasksOf, tasksOfOwner, updateTask } from './task.store.js';

type Operation = Extract<
  CommandName,
  `incident.task.${string}` | 'incident.regional.tasks' | 'incident.regional.add-task'
>;
type Body<Name extends Operation> = CommandBody<Name>;
type Adding = Body<'incident.regional.add-task'> | Body<'incident.task.add'>;
/** What becomes of a task; the very same task: nothing. */
type Change = (task: Task, all: readonly Task[], at: string) => Task;

/**
 * What is to be done about an incident, or a regional incident. Each write holds its lock: two people change its tasks one after the
 * other.
 */
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
      return { items: await tasksOf(tx, { incidentId }, sideOf(scope)), runs };
    });
  }

  regional(
    { regionalId }: Body<'incident.regional.tasks'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.regional.tasks'>> {
    return this.database.transaction(scope, async (tx) => {
      const known = await maybeOne(tx, 'SELECT 1 FROM regional_incident WHERE id = $1', [regionalId]);
      if (!known) throw new Refusal('not-found');
      return { items: await tasksOf(tx, { regionalId }, 'agency'), ...(await regionalRuns(tx, regionalId)) };
    });
  }

  mine({ scope, actor }: CommandContext): Promise<{ items: Task[] }> {
    return this.database.transaction(scope, async (tx) => ({ items: await tasksOfOwner(tx, actor.id, sideOf(scope)) }));
  }

  /** @throws Refusal('already-exists') for the id of another task, Refusal('forbidden') for a facility that adds the agency's */
  add(body: Body<'incident.task.add'>, context: CommandContext): Promise<Task> {
    if (body.side !== sideOf(context.scope) && context.scope.kind === 'facility') throw new Refusal('forbidden');
    return this.addTo({ incidentId: body.incidentId }, 'incident.task.add', body, context);
  }

  /** @throws as `add` */
  addRegional(body: Body<'incident.regional.add-task'>, context: CommandContext): Promise<Task> {
    return this.addTo({ regionalId: body.regionalId }, 'incident.regional.add-task', body, context);
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

  private async addTo(place: TaskPlace, operation: Operation, body: Adding, context: CommandContext): Promise<Task> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(operation, body, context), (tx) =>
        this.write(tx, place, body, { operation, context }),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'task_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async write(tx: EntityManager, place: TaskPlace, body: Adding, acting: Acting): Promise<Task> {
    const { id, title, text, dueAt, checklist, after } = body;
    const side = 'side' in body ? body.side : 'agency';
    await holderOf(place).lock(tx);
    checkDependencies({ id, side, after }, await tasksOf(tx, place, sideOf(acting.context.scope)));
    const said = { title: inBoth(title), text: text === null ? null : inBoth(text), role: null };
    const items = checklist.map((item) => ({ id: item.id, text: inBoth(item.text) }));
    return this.put(tx, place, { id, side, ...said, dueAt, after, runId: null, checklist: items }, acting);
  }

  /** Adds a task where the transaction holds the lock, with its entry in the journal and its event. */
  async put(tx: EntityManager, place: TaskPlace, task: NewTask, acting: Acting): Promise<Task> {
    const { id, side, title } = task;
    const { context } = acting;
    const at = this.clock.instant();
    const entry = { type: 'task-added', side, details: { taskId: id, title: title.fr }, text: null } as const;
    const stepped = await holderOf(place).step(tx, context, at, entry);
    const facilityId = stepped.facilityId ?? null;
    await insertTasks(tx, [{ place, facilityId, tasks: [task] }], { createdBy: context.actor.id, at });
    return this.told(tx, place, stepped, id, acting);
  }

  private alter(
    operation: Operation,
    body: { taskId: string; version?: number },
    context: CommandContext,
    change: Change,
  ): Promise<Task> {
    return this.database.idempotentTransaction(context.scope, requestOf(operation, body, context), async (tx) => {
      const { taskId, version } = body;
      const found = await maybeOne<Pick<Task, 'incidentId' | 'regionalId'>>(
        tx,
        'SELECT incident_id AS "incidentId", regional_id AS "regionalId" FROM task WHERE id = $1',
        [taskId],
      );
      if (!found) throw new Refusal('not-found');
      const place = placeOf(found);
      const holder = holderOf(place);
      await holder.lock(tx);
      // As the agency reads it: what a facility is not told must not be written back as untold.
      const all = await tasksOf(tx, place, 'agency');
      const task = all.find(({ id }) => id === taskId);
      if (!task) throw new Refusal('not-found');
      if (version !== undefined && version !== task.version)
        throw new Refusal('task-changed', { version: task.version });
      const at = this.clock.instant();
      const next = change(task, all, at);
      if (next === task) return this.readOne(tx, place, taskId, context);
      const stepped = await holder.step(tx, context, at, entryOf(task, next));
      await updateTask(tx, next, at);
      return this.told(tx, place, stepped, taskId, { operation, context });
    });
  }

  /** As the reader may see it. */
  private async readOne(tx: EntityManager, place: TaskPlace, taskId: string, { scope }: CommandContext): Promise<Task> {
    const task = (await tasksOf(tx, place, sideOf(scope))).find(({ id }) => id === taskId);
    if (!task) throw new Refusal('not-found');
    return task;
  }

  private async told(
    tx: EntityManager,
    place: TaskPlace,
    { kind, facilityId, changed: eventFor }: Stepped,
    taskId: string,
    { operation, context }: Acting,
  ): Promise<Task> {
    const task = await this.readOne(tx, place, taskId, context);
    const { side, state, version } = task;
    const details = { ...place, side, state, version };
    audit(tx, auditOf(operation, context, { type: 'task', id: taskId, facilityId, kind, details }));
    this.outbox.emit(tx, eventFor(task));
    return task;
  }
}

/** The command that a task is written by. */
interface Acting {
  operation: CommandName;
  context: CommandContext;
}

/** The journal holds what became of a task, and not each tick. */
function entryOf(old: Task, next: Task): TaskEntry | null {
  const type = old.state === next.state ? undefined : noted[next.state](old.state);
  if (type === undefined) return null;
  const details = { taskId: next.id, title: next.title.fr, titleEn: next.title.en };
  return { type, side: next.side, details, text: next.reason };
}

const sideOf = ({ kind }: DatabaseScope): TaskSide => (kind === 'facility' ? 'facility' : 'agency');

type Noted = TaskEntry['type'] | undefined;
const reopened = (from: Task['state']): Noted => (from === 'done' || from === 'dropped' ? 'task-reopened' : undefined);
const noted: Record<Task['state'], (from: Task['state']) => Noted> = {
  todo: reopened,
  doing: reopened,
  done: () => 'task-done',
  dropped: () => 'task-dropped',
};
