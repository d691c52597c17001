import { Inject, Injectable } from '@nestjs/common';
import {
  type CareBoard,
  type CareReport,
  type CareSheet,
  type CommandBody,
  type CommandName,
  type Kind,
  Refusal,
} from '#libs/contracts';
import { Database, audit, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { Facilities } from '../facilities/facilities.js';
import { boardOf } from './care.board.js';
import {
  type SaidOfService,
  type SheetStep,
  type StandingReport,
  insertReports,
  readStanding,
  readSuggestions,
  stepSheet,
} from './care.store.js';

const REPORT = 'incident.care.report';
const CONFIRM = 'incident.care.confirm';

interface Writing {
  command: CommandName;
  body: { facilityId: string; kind: Kind };
  /** What to write, given what stands and when it is. */
  said: (standing: readonly StandingReport[], at: string) => SaidOfService[];
}

/** Which care services are open: a status is only what somebody said, and the newest report of a service counts. */
@Injectable()
export class CareService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Facilities) private readonly facilities: Facilities,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found'), Refusal('care-changed'), Refusal('care-since-in-future') */
  report(body: CommandBody<typeof REPORT>, context: CommandContext): Promise<CareSheet> {
    const said: Writing['said'] = (standing, at) =>
      body.reports.map(({ replaces, ...one }) => {
        if (one.since > at) throw new Refusal('care-since-in-future');
        requireSeen(standing.find(({ service }) => service === one.service)?.id ?? null, replaces);
        return { ...one, confirms: null };
      });
    return this.write({ command: REPORT, body, said }, context);
  }

  /** The same again, with the present as the time at which it was confirmed. @throws Refusal('not-found'), Refusal('care-changed') */
  confirm(body: CommandBody<typeof CONFIRM>, context: CommandContext): Promise<CareSheet> {
    const said: Writing['said'] = (standing) =>
      [...new Set(body.reportIds)].map((reportId) => {
        const found = standing.find(({ id }) => id === reportId);
        if (!found) throw new Refusal('care-changed');
        return { ...found, confirms: reportId };
      });
    return this.write({ command: CONFIRM, body, said }, context);
  }

  /** @throws Refusal('not-found') for a facility of others */
  get({ facilityId, kind }: CommandBody<'incident.care.get'>, context: CommandContext): Promise<CareSheet> {
    requireFacility(facilityId, context);
    return this.database.transaction(context.scope, (tx) =>
      this.sheet(tx, { facilityId, kind }, this.clock.instant(), context),
    );
  }

  board(
    { territory, services, kind, stale, at }: CommandBody<'incident.care.board'>,
    { scope }: CommandContext,
  ): Promise<CareBoard> {
    const now = this.clock.instant();
    const then = at !== undefined && at < now ? at : now;
    const territories = territory === undefined ? undefined : [territory];
    return this.database.transaction(scope, async (tx) =>
      boardOf(await readStanding(tx, scope, { kind, at: then, territories, services }), {
        at: then,
        staleOnly: stale === 'yes',
      }),
    );
  }

  private async write({ command, body, said }: Writing, context: CommandContext): Promise<CareSheet> {
    const { facilityId, kind } = body;
    const territory = await this.territoryOf(facilityId, kind, context);
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const step = await stepSheet(tx, { facilityId, territory, kind, now: this.clock.instant() });
      const before = await readStanding(tx, context.scope, { kind, facilityId, at: step.at });
      const written = said(before, step.at);
      const { scope, actor } = context;
      await insertReports(tx, step, { facilityId, territory, kind, scope, actorId: actor.id }, written);
      this.tell(tx, { command, facilityId, territory, kind, step, written }, context);
      return this.sheet(tx, body, step.at, context);
    });
  }

  private tell(
    tx: EntityManager,
    of: {
      command: CommandName;
      facilityId: string;
      territory: string;
      kind: Kind;
      step: SheetStep;
      written: readonly SaidOfService[];
    },
    context: CommandContext,
  ): void {
    const { command, facilityId, territory, kind, step, written } = of;
    const services = written.map(({ service, status }) => ({ service, status }));
    audit(tx, auditOf(command, context, { type: 'care', id: step.sheetId, facilityId, kind, details: { services } }));
    this.outbox.emit(tx, {
      type: 'care.reported',
      aggregateId: step.sheetId,
      version: step.version,
      kind,
      occurredAt: step.at,
      actorId: context.actor.id,
      traceId: context.traceId,
      payload: { facilityId, territory, services, confirmed: command === CONFIRM },
    });
  }

  private async sheet(
    tx: EntityManager,
    { facilityId, kind }: { facilityId: string; kind: Kind },
    at: string,
    { scope }: CommandContext,
  ): Promise<CareSheet> {
    const standing = await readStanding(tx, scope, { kind, facilityId, at });
    const reports = standing.map(({ facilityId: _, territory: __, ...report }): CareReport => report);
    return { facilityId, kind, reports, suggestions: await readSuggestions(tx, facilityId, kind) };
  }

  /** As the person's token says, as the sheet does, or else as the directory: a facility never waits for it, the agency once. */
  private async territoryOf(facilityId: string, kind: Kind, context: CommandContext): Promise<string> {
    requireFacility(facilityId, context);
    const own = context.actor.facilities.find(({ id }) => id === facilityId);
    if (own) return own.territory;
    const known = await this.database.transaction(context.scope, (tx) =>
      maybeOne<{ territory: string }>(tx, 'SELECT territory FROM care_sheet WHERE facility_id = $1 AND kind = $2', [
        facilityId,
        kind,
      ]),
    );
    return known?.territory ?? (await this.facilities.get(facilityId)).territory;
  }
}

/** Who reports says what of it they saw: what a colleague said meanwhile is read before it is replaced. */
function requireSeen(standing: string | null, replaces: string | null): void {
  if (standing !== replaces) throw new Refusal('care-changed');
}

/** Somebody else's facility does not exist. */
function requireFacility(facilityId: string, { scope }: CommandContext): void {
  if (scope.kind === 'facility' && !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
}
