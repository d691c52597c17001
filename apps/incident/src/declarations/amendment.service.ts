import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  type DeclarationVersion,
  type EventType,
  type OpenDeclaration,
  type Receipt,
  Refusal,
  type Stage,
} from '#libs/contracts';
import { Database, audit, maybeOne, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { HEAD, type IncidentHead } from '../incidents/incident.row.js';
import { type Changes, type NewEntry, type Stepped, eventOf, saidOf, step } from '../incidents/incident.step.js';
import { supplierKey } from '../incidents/supplier-key.js';
import { checkEnd, checkInstants } from './declaration.checks.js';
import { sideOf } from './declaration.rows.js';
import { reportJson } from './report.json.js';
import { keepVersion, listVersions, toVersion } from './version.row.js';

type Amend = CommandBody<'incident.declaration.amend'>;
type Join = CommandBody<'incident.declaration.join'>;
type Reclassify = CommandBody<'incident.incident.reclassify'>;
type CorrectAware = CommandBody<'incident.incident.correct-aware'>;
type Event = Parameters<Outbox['emit']>[1];
type Command = `incident.declaration.${'amend' | 'join'}` | `incident.incident.${'reclassify' | 'correct-aware'}`;

/** What may follow a stage: a declaration is completed once, and then brought up to date. */
const NEXT: Readonly<Record<Stage, readonly Stage[]>> = {
  sos: ['full', 'update'],
  full: ['update'],
  update: ['update'],
};
/** Milliseconds within which two declarations of one facility may be the same thing: two shifts. */
const RECENT = 24 * 3_600_000;
const MOST_RECENT = 5;

interface Current extends IncidentHead {
  stage: Stage;
  answersNumber: number;
  nature: Reclassify['nature'];
  awareAt: Date;
  since: Date | null;
  recordedAt: Date;
}

interface Act<Result> {
  command: Command;
  body: { incidentId: string };
  context: CommandContext;
  work: (tx: EntityManager, current: Current, at: string) => Promise<Result>;
}

/** What becomes of a declaration after it was sent: completed, brought up to date, reclassified, corrected, joined. */
@Injectable()
export class AmendmentService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('answers-changed') when somebody was quicker: nothing is overwritten */
  amend(body: Amend, context: CommandContext): Promise<CommandResult<'incident.declaration.amend'>> {
    const command = 'incident.declaration.amend';
    return this.act({
      command,
      body,
      context,
      work: async (tx, current, at) => {
        const { answersNumber, stage, awareAt } = current;
        if (answersNumber !== body.base) throw new Refusal('answers-changed', { number: answersNumber });
        if (!NEXT[stage].includes(body.stage)) throw new Refusal('state-conflict', { state: stage });
        checkInstants({ since: body.since, awareAt: awareAt.toISOString() }, this.clock.now());
        checkEnd(body.report.endedAt, body.since, this.clock.now());
        if (answersNumber === 1) await keepVersion(tx, current.id, context);
        const number = answersNumber + 1;
        const details = { number, stage: body.stage };
        const stepped = await this.step(tx, { type: 'amended', details }, answersOf(body, number), {
          current,
          context,
          at,
        });
        await keepVersion(tx, current.id, context);
        const { degradedMode, patientDanger, careServices } = body;
        const said = { ...details, degradedMode, patientDanger, careServices, authorSide: sideOf(context) };
        this.leave(tx, command, context, stepped, details, {
          ...eventOf(stepped, context),
          type: 'incident.amended',
          payload: { ...saidOf(stepped), ...said },
        });
        return { incidentId: current.id, number, recordedAt: at };
      },
    });
  }

  reclassify(body: Reclassify, context: CommandContext): Promise<CommandResult<'incident.incident.reclassify'>> {
    const command = 'incident.incident.reclassify';
    const { incidentId, nature, reason } = body;
    return this.act({
      command,
      body,
      context,
      work: async (tx, current, at) => {
        if (current.nature === nature) return { incidentId, nature };
        const details = { from: current.nature, to: nature };
        const entry = { type: 'reclassified', text: reason ?? undefined, details } as const;
        const stepped = await this.step(tx, entry, { nature }, { current, context, at });
        this.leave(tx, command, context, stepped, details, {
          ...eventOf(stepped, context),
          type: 'incident.reclassified',
          payload: { ...saidOf(stepped), nature },
        });
        return { incidentId, nature };
      },
    });
  }

  /** @throws Refusal('aware-in-future'), Refusal('aware-before-start') */
  correctAware(body: CorrectAware, context: CommandContext): Promise<CommandResult<'incident.incident.correct-aware'>> {
    const command = 'incident.incident.correct-aware';
    const { incidentId, awareAt, reason } = body;
    return this.act({
      command,
      body,
      context,
      work: async (tx, current, at) => {
        const since = current.since?.toISOString() ?? null;
        checkInstants({ awareAt, since }, this.clock.now());
        const details = { from: current.awareAt.toISOString(), to: awareAt };
        const entry = { type: 'aware-corrected', text: reason, details } as const;
        const stepped = await this.step(tx, entry, { aware_at: awareAt }, { current, context, at });
        this.leave(tx, command, context, stepped, details, {
          ...eventOf(stepped, context),
          type: 'incident.aware-corrected',
          payload: { ...saidOf(stepped), awareAt },
        });
        return { incidentId, awareAt };
      },
    });
  }

  /** What one had to say, and whom to reach, go to the journal of the declaration that is there. */
  join(body: Join, context: CommandContext): Promise<Receipt> {
    const command = 'incident.declaration.join';
    const { id, incidentId, what, contact } = body;
    return this.act({
      command,
      body,
      context,
      work: async (tx, current, at) => {
        const reach = [contact.name, contact.phone, contact.email].filter(Boolean).join(', ');
        const entry = { id, type: 'joined', text: `${what}\n\n${reach}` } as const;
        const stepped = await this.step(tx, entry, {}, { current, context, at });
        const { entryId, seq } = stepped;
        this.leave(
          tx,
          command,
          context,
          stepped,
          { id },
          {
            ...eventOf(stepped, context),
            type: 'incident.journal-written',
            payload: { ...saidOf(stepped), entryId, seq, visibility: 'shared', authorSide: sideOf(context) },
          },
        );
        return { incidentId, reference: current.reference, recordedAt: current.recordedAt.toISOString() };
      },
    });
  }

  /** Newest first; the only one of a declaration that was never amended is its row. */
  versions(incidentId: string, { scope }: CommandContext): Promise<{ items: DeclarationVersion[] }> {
    return this.database.transaction(scope, async (tx) => {
      const found = await listVersions(tx, incidentId, scope);
      if (found.length === 0) throw new Refusal('not-found');
      return { items: found.map(toVersion) };
    });
  }

  /** @throws Refusal('not-found') for a facility in whose name the person may not declare */
  recent(
    { facilityId, kind }: CommandBody<'incident.declaration.recent'>,
    { scope }: CommandContext,
  ): Promise<{ items: OpenDeclaration[] }> {
    if (scope.kind !== 'facility' || !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
    const from = new Date(this.clock.now().getTime() - RECENT).toISOString();
    return this.database.transaction(scope, async (tx) => {
      const found = await rows<Omit<OpenDeclaration, 'recordedAt' | 'awareAt'> & { recordedAt: Date; awareAt: Date }>(
        tx,
        `SELECT id AS "incidentId", reference, recorded_at AS "recordedAt", aware_at AS "awareAt", left(what, 200) AS excerpt, supplier,
                declared_by AS "declaredBy"
         FROM incident WHERE facility_id = $1 AND kind = $2 AND recorded_at >= $3 AND state NOT IN ('resolved', 'closed')
         ORDER BY recorded_at DESC, id DESC LIMIT ${MOST_RECENT}`,
        [facilityId, kind, from],
      );
      const items = found.map((row) => ({
        ...row,
        recordedAt: row.recordedAt.toISOString(),
        awareAt: row.awareAt.toISOString(),
      }));
      return { items };
    });
  }

  private act<Result>({ command, body, context, work }: Act<Result>): Promise<Result> {
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const current = await lock(tx, body.incidentId);
      if (current.state === 'closed') throw new Refusal('state-conflict', { state: current.state });
      return work(tx, current, this.clock.instant());
    });
  }

  private step(
    tx: EntityManager,
    entry: Omit<NewEntry, 'visibility'>,
    changes: Changes,
    { current, context, at }: { current: Current; context: CommandContext; at: string },
  ): Promise<Stepped> {
    return step(tx, context, at, current.id, { visibility: 'shared', ...entry }, changes);
  }

  /** The audit row and the event of what was done. */
  private leave(
    tx: EntityManager,
    command: Command,
    context: CommandContext,
    { id, facilityId, kind }: Stepped,
    details: Record<string, unknown>,
    event: Event & { type: EventType },
  ): void {
    audit(tx, auditOf(command, context, { type: 'incident', id, facilityId, kind, details }));
    this.outbox.emit(tx, event);
  }
}

function answersOf(body: Amend, number: number): Changes {
  const { supplier, contact } = body;
  return {
    what: body.what,
    since: body.since,
    suspected_malicious: body.suspectedMalicious,
    degraded_mode: body.degradedMode,
    care_services: body.careServices,
    patient_danger: body.patientDanger,
    data_touched: body.dataTouched,
    data_classes: body.dataClasses,
    supplier,
    supplier_key: supplier === null ? null : supplierKey(supplier),
    help_wanted: body.helpWanted,
    contact_name: contact.name,
    contact_phone: contact.phone,
    contact_email: contact.email,
    stage: body.stage,
    report: reportJson(body.report),
    answers_number: number,
  };
}

async function lock(tx: EntityManager, incidentId: string): Promise<Current> {
  const incident = await maybeOne<Current>(
    tx,
    `SELECT ${HEAD}, stage, answers_number AS "answersNumber", nature, aware_at AS "awareAt", since, recorded_at AS "recordedAt"
     FROM incident WHERE id = $1 FOR UPDATE`,
    [incidentId],
  );
  if (!incident) throw new Refusal('not-found');
  return incident;
}
