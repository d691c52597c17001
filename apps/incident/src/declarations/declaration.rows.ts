import { type CommandName, type Declaration, type Source } from '#libs/contracts';
import { bodyHash } from '#libs/database';
import type { CommandContext, EventDraft } from '#libs/messaging';
import { newId } from '#libs/platform';
import { supplierKey } from '../incidents/supplier-key.js';
import type { Side, Written } from './declaration.sql.js';
import { reportJson } from './report.json.js';

/** A declaration that the agency recorded has no person of the facility behind it. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A declaration on its way into the tables. */
export interface Submission {
  command: CommandName;
  declaration: Declaration;
  /** What the idempotency key is bound to: the body as it came. */
  body: unknown;
  context: CommandContext;
  territory: string;
  recordedAt: string;
  source: Source;
  /** What makes it the same when it comes again, where the declaration is not what its sender wrote; the declaration unless told. */
  original?: unknown;
  /** What the machine key is called that sent it. */
  machineName?: string;
  /** Who sent it from another's device. */
  relayedBy?: string;
  /** Who telephoned, when the agency types. */
  caller?: { name: string; phone: string | null };
  /** The number of the form from which it was typed. */
  paperNumber?: number;
  /** The mail that it was written from. */
  mailDraftId?: string;
}

/** @throws when neither a facility nor the agency acts: the permissions let nobody else come here */
export function sideOf({ scope }: CommandContext): Side {
  if (scope.kind === 'facility' || scope.kind === 'agency') return scope.kind;
  throw new Error(`Nobody declares in scope ${scope.kind}`);
}

export function declaredEvent(submission: Submission): EventDraft<'incident.declared'> {
  const { declaration, context, territory, source } = submission;
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
      source,
      // What the table gives to an incident that nobody has qualified.
      tlp: 'AMBER',
    },
  };
}

/** By which a declaration is known again, also when its idempotency key is long forgotten. */
export const hashOf = ({ declaration, original = declaration }: Submission): string => bodyHash(original);

/** What the tables get of it. */
export function writtenFor(submission: Submission): Written {
  const {
    command,
    declaration,
    body,
    context,
    territory,
    recordedAt,
    source,
    relayedBy,
    caller,
    paperNumber,
    mailDraftId,
    machineName,
  } = submission;
  const { id, facilityId, kind, contact } = declaration;
  const { actor, origin, traceId } = context;
  const hash = `\\x${hashOf(submission)}`;
  const isOwn = sideOf(context) === 'facility';
  const author = isOwn ? { facility_author_id: actor.id } : { agency_author_id: actor.id };
  const from = {
    ...(paperNumber !== undefined && { form: paperNumber }),
    ...(mailDraftId && { mailDraftId }),
  };
  const details = JSON.stringify({ source, ...(relayedBy && { relayedBy }), ...from });
  return {
    idempotency: {
      actor_id: actor.id,
      operation: command,
      key: context.key,
      body_hash: body === (submission.original ?? declaration) ? hash : `\\x${bodyHash(body)}`,
    },
    journal_entry: {
      id: newId(),
      incident_id: id,
      seq: 1,
      facility_id: facilityId,
      type: 'declared',
      visibility: 'shared',
      details: source === 'console' ? '{}' : JSON.stringify({ source, ...from }),
      at: recordedAt,
      ...author,
    },
    audit: {
      id: newId(),
      action: command,
      record_type: 'incident',
      record_id: id,
      facility_id: facilityId,
      actor_id: actor.id,
      origin,
      trace_id: traceId,
      details: source === 'console' ? '{}' : details,
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
      declared_by: isOwn ? actor.id : NOBODY,
      declaration_hash: hash,
      stage: declaration.stage ?? 'full',
      source,
      report: declaration.report ? reportJson(declaration.report) : null,
      ...(isOwn
        ? { relayed_by: relayedBy ?? null, machine_name: machineName ?? null }
        : { recorded_by: actor.id, caller_name: caller?.name ?? null, caller_phone: caller?.phone ?? null }),
    },
  };
}
