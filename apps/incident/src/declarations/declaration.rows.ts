import type { CommandName, Declaration } from '#libs/contracts';
import { bodyHash } from '#libs/database';
import type { CommandContext, EventDraft } from '#libs/messaging';
import { newId } from '#libs/platform';
import { supplierKey } from '../incidents/supplier-key.js';
import type { Written } from './declaration.sql.js';

export const COMMAND = 'incident.declaration.submit' satisfies CommandName;

/** A declaration on its way into the tables. */
export interface Submission {
  declaration: Declaration;
  context: CommandContext;
  territory: string;
  recordedAt: string;
}

export function declaredEvent(submission: Submission): EventDraft<'incident.declared'> {
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

/** What the tables get of it. */
export function writtenFor({ declaration, context, territory, recordedAt }: Submission): Written {
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
