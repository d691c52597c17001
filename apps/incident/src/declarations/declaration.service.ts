import { Inject, Injectable } from '@nestjs/common';
import { type CommandName, type Declaration, type Receipt, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, type SqlValue, bodyHash, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, type EventDraft, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import { requestOf } from '../acting.js';
import { supplierKey } from '../incidents/supplier-key.js';
import { type Series, prefixOf, sequenceOf } from '../references/reference.js';
import { References } from '../references/references.js';
import { checkInstants } from './declaration.checks.js';
import { DECLARE, type Written, declareValues } from './declaration.sql.js';

const COMMAND = 'incident.declaration.submit' satisfies CommandName;

/** A declaration on its way into the tables. */
interface Submission {
  declaration: Declaration;
  context: CommandContext;
  territory: string;
  recordedAt: string;
}

@Injectable()
export class DeclarationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(References) private readonly references: References,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async submit(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    const territory = territoryOf(declaration.facilityId, context);
    checkInstants(declaration, this.clock.now());
    const series = await this.references.series(territory, 'incident', declaration.kind);
    const submission = { declaration, context, territory, recordedAt: this.clock.instant() };
    return (await this.record(submission, series)) ?? this.answerAgain(declaration, context);
  }

  /** @returns null when the key or the incident is there already */
  private async record(submission: Submission, series: Series): Promise<Receipt | null> {
    const { declaration, context, recordedAt } = submission;
    const incidentId = declaration.id;
    const event = this.outbox.enclose(declaredEvent(submission));
    const drawing = { prefix: prefixOf(series), sequence: sequenceOf(series), incidentId, recordedAt };
    const values = declareValues(drawing, writtenFor(submission), event.values);
    const [row] = await this.write(context.scope, values);
    if (!row) return null;
    event.publish({ reference: row.reference });
    return { incidentId, reference: row.reference, recordedAt };
  }

  private async write(scope: DatabaseScope, values: readonly SqlValue[]): Promise<{ reference: string }[]> {
    try {
      return await this.database.statement<{ reference: string }>(scope, 'declare', DECLARE, values);
    } catch (error) {
      if (isUniqueViolation(error, 'idempotency_pkey')) return [];
      throw error;
    }
  }

  /**
   * For a key or an incident that is there already: the same key gives the same receipt, and so does another key with the same
   * declaration (a client that lost its key, not its form).
   *
   * @throws Refusal('idempotency-key-reused'), Refusal('already-exists')
   */
  private answerAgain(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    return this.database.idempotentTransaction(context.scope, requestOf(COMMAND, declaration, context), async (tx) => {
      const recorded = await maybeOne<{ reference: string; recorded_at: Date; hash: string }>(
        tx,
        `SELECT reference, recorded_at, encode(declaration_hash, 'hex') AS hash FROM incident WHERE id = $1`,
        [declaration.id],
      );
      if (recorded?.hash !== bodyHash(declaration)) throw new Refusal('already-exists');
      return {
        incidentId: declaration.id,
        reference: recorded.reference,
        recordedAt: recorded.recorded_at.toISOString(),
      };
    });
  }
}

/** @throws Refusal('not-found') for a facility in whose name the person may not declare, whether or not there is one */
function territoryOf(facilityId: string, { actor, scope }: CommandContext): string {
  const facility = actor.facilities.find(({ id }) => id === facilityId);
  if (!facility || scope.kind !== 'facility' || !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
  return facility.territory;
}

function declaredEvent(submission: Submission): EventDraft<'incident.declared'> {
  const { declaration, context, territory } = submission;
  const { facilityId, suspectedMalicious, degradedMode, patientDanger, careServices } = declaration;
  return {
    type: 'incident.declared',
    aggregateId: declaration.id,
    version: 1,
    kind: declaration.kind,
    actorId: context.actor.id,
    traceId: context.traceId,
    payload: {
      facilityId,
      territory,
      // The statement draws it.
      reference: '',
      state: 'declared',
      suspectedMalicious,
      degradedMode,
      patientDanger,
      careServices,
    },
  };
}

function writtenFor({ declaration, context, territory, recordedAt }: Submission): Written {
  const { id, facilityId, kind, contact } = declaration;
  const { actor, origin, traceId } = context;
  const hash = `\\x${bodyHash(declaration)}`;
  return {
    idempotency: { actor_id: actor.id, operation: COMMAND, key: context.key, body_hash: hash },
    journal_entry: {
      id: newId(),
      incident_id: id,
      seq: 1,
      facility_id: facilityId,
      type: 'declared',
      visibility: 'shared',
      facility_author_id: actor.id,
      at: recordedAt,
    },
    audit: {
      id: newId(),
      action: COMMAND,
      record_type: 'incident',
      record_id: id,
      facility_id: facilityId,
      actor_id: actor.id,
      origin,
      trace_id: traceId,
      details: '{}',
      kind,
    },
    incident: {
      id,
      facility_id: facilityId,
      territory,
      kind,
      what: declaration.what,
      since: declaration.since,
      aware_at: declaration.awareAt,
      recorded_at: recordedAt,
      changed_at: recordedAt,
      suspected_malicious: declaration.suspectedMalicious,
      degraded_mode: declaration.degradedMode,
      care_services: declaration.careServices,
      patient_danger: declaration.patientDanger,
      data_touched: declaration.dataTouched,
      data_classes: declaration.dataClasses,
      supplier: declaration.supplier,
      supplier_key: declaration.supplier === null ? null : supplierKey(declaration.supplier),
      help_wanted: declaration.helpWanted,
      contact_name: contact.name,
      contact_phone: contact.phone,
      contact_email: contact.email,
      declared_by: actor.id,
      declaration_hash: hash,
    },
  };
}
