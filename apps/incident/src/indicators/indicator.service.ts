import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type IndicatorSource,
  type RecordedIndicators,
  Refusal,
  type Sighting,
  type Tlp,
  normaliseIndicator,
} from '#libs/contracts';
import { Database, audit, execute, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { type NewEntry, eventOf, saidOf, step } from '../incidents/incident.step.js';
import { type Subject, insertSightings, subjectOf } from './indicator.store.js';
import { type SightingRow, sightingColumns, toSighting } from './sighting.row.js';
import { type Value, distinct } from './value.js';

const RECORD = 'incident.indicator.record';
const WITHDRAW = 'incident.indicator.withdraw';
const RESTORE = 'incident.indicator.restore';

interface Change {
  change: 'recorded' | 'withdrawn' | 'restored';
  count: number;
  entry: NewEntry;
  details: Record<string, unknown>;
}

/** Writes indicators: each value once on an incident; what is withdrawn is kept. */
@Injectable()
export class IndicatorService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('invalid-request') with the place of every value that is none of its type: then nothing is recorded */
  record(body: CommandBody<typeof RECORD>, context: CommandContext): Promise<RecordedIndicators> {
    const { incidentId, source, items } = body;
    const values = items.map(({ type, value }) => normaliseIndicator(type, value));
    const places = values.flatMap((value, index) =>
      value === null ? [{ path: `items.${index}.value`, code: 'indicator-invalid' }] : [],
    );
    if (places.length > 0) throw new Refusal('invalid-request', { places });
    return this.database.idempotentTransaction(context.scope, requestOf(RECORD, body, context), async (tx) => {
      const subject = await subjectOf(tx, incidentId);
      const stated = items.map((item, index) => ({ ...item, value: values[index]!, tlp: null }));
      const of = { incidentId, source, subject, tlp: body.tlp ?? subject.tlp, action: RECORD } as const;
      return this.keep(tx, distinct(stated), of, context);
    });
  }

  /** The incident's step is written only where there is something new. */
  async keep(
    tx: EntityManager,
    values: readonly Value[],
    of: { incidentId: string; source: IndicatorSource; subject: Subject; tlp: Tlp; action: CommandName },
    context: CommandContext,
  ): Promise<RecordedIndicators> {
    const { incidentId, source, subject, tlp, action } = of;
    const recordedAt = this.clock.instant();
    const counts = await insertSightings(tx, values, {
      incidentId,
      facilityId: subject.facilityId,
      source,
      tlp,
      side: sideOf(context),
      recordedBy: context.actor.id,
      recordedAt,
    });
    if (counts.recorded > 0) {
      const details = { count: counts.recorded, source };
      const entry = { type: 'indicators-recorded', visibility: 'shared', details } as const;
      const change = { change: 'recorded', count: counts.recorded, entry, details: { ...counts, source } } as const;
      await this.tell(tx, incidentId, recordedAt, { action, ...change }, context);
    }
    return counts;
  }

  /** @throws Refusal('state-conflict') when it is withdrawn already, Refusal('indicator-of-other-side') for the agency's in a facility */
  withdraw(body: CommandBody<typeof WITHDRAW>, context: CommandContext): Promise<Sighting> {
    return this.change(WITHDRAW, body, context, async (tx, at) => {
      await execute(
        tx,
        `UPDATE indicator_sighting SET version = version + 1, withdrawn_at = $2, withdrawn_by = $3, withdrawn_reason = $4 WHERE id = $1`,
        [body.sightingId, at, context.actor.id, body.reason],
      );
      return {
        change: 'withdrawn',
        count: 1,
        details: { sightingId: body.sightingId },
        entry: { type: 'indicator-withdrawn', visibility: 'shared', text: body.reason },
      };
    });
  }

  restore(body: CommandBody<typeof RESTORE>, context: CommandContext): Promise<Sighting> {
    return this.change(RESTORE, body, context, async (tx) => {
      await execute(
        tx,
        `UPDATE indicator_sighting SET version = version + 1, withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_reason = NULL WHERE id = $1`,
        [body.sightingId],
      );
      return {
        change: 'restored',
        count: 1,
        details: { sightingId: body.sightingId },
        entry: { type: 'indicator-restored', visibility: 'shared' },
      };
    });
  }

  private change(
    action: typeof WITHDRAW | typeof RESTORE,
    body: { incidentId: string; sightingId: string; version: number },
    context: CommandContext,
    write: (tx: EntityManager, at: string) => Promise<Change>,
  ): Promise<Sighting> {
    const request = requestOf(action, body, context);
    return this.database.idempotentTransaction(context.scope, request, async (tx) => {
      const { incidentId, sightingId } = body;
      const found = await readSighting(tx, body, context, 'FOR UPDATE OF s');
      if (context.scope.kind === 'facility' && found.side === 'agency') throw new Refusal('indicator-of-other-side');
      if (found.version !== body.version) throw new Refusal('indicator-changed', { version: found.version });
      if ((found.withdrawn !== null) === (action === WITHDRAW))
        throw new Refusal('state-conflict', { state: found.withdrawn ? 'withdrawn' : 'active' });
      const at = this.clock.instant();
      const change = await write(tx, at);
      await this.tell(tx, incidentId, at, { action, ...change }, context);
      return readSighting(tx, { incidentId, sightingId }, context);
    });
  }

  private async tell(
    tx: EntityManager,
    incidentId: string,
    at: string,
    { action, change, count, entry, details }: Change & { action: CommandName },
    context: CommandContext,
  ): Promise<void> {
    const stepped = await step(tx, context, at, incidentId, entry);
    const { facilityId, kind } = stepped;
    audit(tx, auditOf(action, context, { type: 'incident', id: incidentId, facilityId, kind, details }));
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'incident.indicators-changed',
      payload: { ...saidOf(stepped), change, count },
    });
  }
}

const sideOf = ({ scope }: CommandContext) => (scope.kind === 'facility' ? 'facility' : 'agency');

async function readSighting(
  tx: EntityManager,
  { incidentId, sightingId }: { incidentId: string; sightingId: string },
  { scope }: CommandContext,
  lock: 'FOR UPDATE OF s' | '' = '',
): Promise<Sighting> {
  const found = await maybeOne<SightingRow>(
    tx,
    `SELECT ${sightingColumns(scope)} FROM indicator_sighting s WHERE s.id = $1 AND s.incident_id = $2 ${lock}`,
    [sightingId, incidentId],
  );
  if (!found) throw new Refusal('not-found');
  return toSighting(found);
}
