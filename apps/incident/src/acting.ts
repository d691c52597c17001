import { serviceActor } from '#libs/auth';
import type { CommandName, Kind } from '#libs/contracts';
import type { AuditEntry, IdempotentRequest } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

/** A command as its caller numbered it. */
export function requestOf(operation: CommandName, body: unknown, { actor, key }: CommandContext): IdempotentRequest {
  return { actorId: actor.id, operation, key, body };
}

/** What the service does without being asked. */
type OwnAct =
  | 'incident.attachment.attach-mail'
  | 'incident.attachment.scan'
  | 'incident.attachment.store-mail'
  | 'incident.clock.move'
  | 'incident.clock.ring'
  | 'incident.similar.tell';

/** The service itself, where nobody has asked it to. */
export function ownActing(): CommandContext {
  const actor = serviceActor('incident');
  return { actor, scope: { kind: 'system' }, traceId: newTraceId(), origin: actor.issuer, key: '' };
}

interface Audited {
  type:
    | 'clock'
    | 'incident'
    | 'regional-incident'
    | 'regime'
    | 'paper-batch'
    | 'mail-draft'
    | 'call-draft'
    | 'care'
    | 'samu-link'
    | 'upload'
    | 'attachment'
    | 'task'
    | 'playbook'
    | 'playbook-run'
    | 'figure-release'
    | 'situation-report'
    | 'report-template';
  id: string;
  facilityId?: string;
  kind?: Kind;
  details?: Record<string, unknown>;
}

/** Who did what to which record, from where. */
export function auditOf(
  action: CommandName | OwnAct,
  { actor, origin, traceId }: CommandContext,
  record: Audited,
): AuditEntry {
  const { type, id, facilityId, kind, details } = record;
  return { action, recordType: type, recordId: id, facilityId, kind, details, actorId: actor.id, origin, traceId };
}
