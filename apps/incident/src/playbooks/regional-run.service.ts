import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  type Kind,
  type PlaybookDefinition,
  type PlaybookRun,
  Refusal,
  type RegionalStart,
  type TaskSide,
  openIncidentStates,
} from '#libs/contracts';
import { Database, audit, isUniqueViolation } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import type { IncidentHead } from '../incidents/incident.row.js';
import { stepAll } from '../incidents/incident.step.js';
import { type Child, lockChildren } from '../regional/children.sql.js';
import { regionalEvent } from '../regional/membership.js';
import type { RegionalRow } from '../regional/regional.row.js';
import { lockRegional, stepRegional } from '../regional/step.sql.js';
import { dropTasks, insertTasks, tasksStartedBy } from '../tasks/task.store.js';
import { NO_INCIDENT, definitionOf, endRun, insertRun, runsOn, underWayOn } from './run.store.js';
import { ofSide, tasksOfRun, undone } from './run.tasks.js';
import { detailsOf, toldOf } from './run.told.js';

const START = 'incident.regional.start-playbook';
const REVERSE = 'incident.regional.reverse-playbook';
type Start = CommandBody<typeof START>;
type Reverse = CommandBody<typeof REVERSE>;
type Reversed = CommandResult<typeof REVERSE>;

interface Giving {
  regional: RegionalRow;
  run: PlaybookRun;
  definition: PlaybookDefinition;
  /** It starts now: the agency gets its own as well. */
  isNew: boolean;
  receiving: readonly Child[];
  leftOut: number;
  at: string;
}

interface Audited {
  run: PlaybookRun;
  kind: Kind;
  heads: readonly IncidentHead[];
}

/**
 * Starting a playbook on a regional incident, and undoing that: the agency's tasks are there once, the facilities' on each open incident
 * in it. The regional incident is locked first, its incidents after it.
 */
@Injectable()
export class RegionalRunService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** While it is under way, every further start, by whomever, gives its tasks to the incidents that have not got them. */
  async start(body: Start, context: CommandContext): Promise<RegionalStart> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(START, body, context), (tx) =>
        this.begin(tx, body, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'playbook_run_pkey') ? new Refusal('already-exists') : error;
    }
  }

  /** @throws Refusal('state-conflict') for one that is undone already, or once the regional incident is closed */
  reverse(body: Reverse, context: CommandContext): Promise<Reversed> {
    return this.database.idempotentTransaction(context.scope, requestOf(REVERSE, body, context), (tx) =>
      this.undo(tx, body, context),
    );
  }

  private async begin(tx: EntityManager, body: Start, context: CommandContext): Promise<RegionalStart> {
    const { id, regionalId, code } = body;
    const regional = await lockRegional(tx, regionalId);
    const children = await lockChildren(tx, regionalId, []);
    const known = (await runsOn(tx, regionalId)).find((run) => run.code === code && run.reversedAt === null);
    const definition = await definitionOf(tx, code, known?.version ?? body.version);
    const at = this.clock.instant();
    const by = { startedBy: context.actor.id, startedAt: at, reversedAt: null };
    const { name } = definition;
    const run = known ?? { id, incidentId: NO_INCIDENT, regionalId, code, version: body.version, name, ...by };
    const isForFacilities = ofSide(definition, 'facility').tasks.length > 0;
    const { receiving, leftOut } = await receivers(tx, run, isForFacilities ? children : []);
    if (known && receiving.length === 0) return { run, given: 0, leftOut };
    if (!known) await insertRun(tx, run);
    await this.give(tx, { regional, run, definition, isNew: !known, receiving, leftOut, at }, context);
    return { run, given: receiving.length, leftOut };
  }

  /** The tasks, and who hears of them. Who comes later has as long as the others had. */
  private async give(tx: EntityManager, giving: Giving, context: CommandContext): Promise<void> {
    const { regional, run, definition, isNew, receiving, leftOut, at } = giving;
    const details = { ...detailsOf(run), runId: run.id };
    const stepped = await stepRegional(tx, regional, {
      ...{ id: newId(), type: isNew ? 'playbook-started' : 'playbook-extended', authorId: context.actor.id, at },
      ...{ incidents: receiving.map(({ reference }) => reference).sort(), details },
    });
    const ids = receiving.map(({ id }) => id);
    const entry = { type: 'playbook-started', visibility: 'shared', details } as const;
    const heads = await stepAll(tx, context, at, ids, entry);
    const tasksOf = (side: TaskSide) => tasksOfRun(ofSide(definition, side), { id: run.id, startedAt: at }, newId);
    const ofRegional = { place: { regionalId: regional.id }, facilityId: null, tasks: isNew ? tasksOf('agency') : [] };
    const ofIncidents = heads.map(({ id: incidentId, facilityId }) => {
      return { place: { incidentId }, facilityId, tasks: tasksOf('facility') };
    });
    await insertTasks(tx, [ofRegional, ...ofIncidents], { createdBy: context.actor.id, at });
    this.audited(tx, context, START, { run, kind: stepped.kind, heads }, { given: heads.length, leftOut });
    const event = regionalEvent(stepped, 'regional.playbook-started', context);
    this.outbox.emit(
      tx,
      { ...event, payload: { ...event.payload, runId: run.id, playbook: run.code, given: heads.length } },
      ...heads.map((head) => toldOf(head, 'playbook-started', run, true, context)),
    );
  }

  private async undo(tx: EntityManager, body: Reverse, context: CommandContext): Promise<Reversed> {
    const { regionalId, runId, reason } = body;
    const regional = await lockRegional(tx, regionalId);
    const run = (await runsOn(tx, regionalId)).find(({ id }) => id === runId);
    if (!run) throw new Refusal('not-found');
    if (run.reversedAt !== null) throw new Refusal('state-conflict', { state: 'reversed' });
    // Which incidents have them nobody changes who does not hold the regional incident.
    const having = new Set((await tasksStartedBy(tx, runId)).flatMap(({ incidentId }) => incidentId ?? []));
    await lockChildren(tx, regionalId, [...having]);
    const { dropped, kept } = undone(await tasksStartedBy(tx, runId));
    const at = this.clock.instant();
    await endRun(tx, runId, { id: context.actor.id, at, reason });
    const ids = dropped.map(({ id }) => id);
    await dropTasks(tx, ids, reason, at);
    const details = { ...detailsOf(run), runId };
    const entry = { type: 'playbook-reversed', text: reason, details } as const;
    const stepped = await stepRegional(tx, regional, { ...entry, id: newId(), authorId: context.actor.id, at });
    const heads = await stepAll(tx, context, at, [...having], { ...entry, visibility: 'shared' });
    const counts = { dropped: dropped.length, kept: kept.length };
    this.audited(tx, context, REVERSE, { run, kind: stepped.kind, heads }, counts);
    const event = regionalEvent(stepped, 'regional.playbook-reversed', context);
    this.outbox.emit(
      tx,
      { ...event, payload: { ...event.payload, runId, playbook: run.code } },
      ...heads.map((head) => toldOf(head, 'playbook-reversed', run, true, context)),
    );
    return { run: { ...run, reversedAt: at }, ...counts };
  }

  /** Once for the regional incident, and once for each facility's, as if it had been started there. */
  private audited(
    tx: EntityManager,
    context: CommandContext,
    operation: typeof START | typeof REVERSE,
    { run: { id, regionalId, code, version }, kind, heads }: Audited,
    counts: Record<string, number>,
  ): void {
    const of = { type: 'playbook-run', id } as const;
    audit(tx, auditOf(operation, context, { ...of, kind, details: { regionalId, code, version, ...counts } }));
    for (const { id: incidentId, facilityId } of heads)
      audit(tx, auditOf(operation, context, { ...of, facilityId, kind, details: { incidentId, code, version } }));
  }
}

/** The open ones that have not got its tasks; those on which the playbook is under way by another start are left out. */
async function receivers(tx: EntityManager, run: PlaybookRun, children: readonly Child[]) {
  const open = children.filter(({ state }) => openIncidentStates.includes(state));
  const having = await underWayOn(
    tx,
    open.map(({ id }) => id),
    run.code,
  );
  const receiving = open.filter(({ id }) => !having.has(id));
  return { receiving, leftOut: [...having.values()].filter((runId) => runId !== run.id).length };
}
