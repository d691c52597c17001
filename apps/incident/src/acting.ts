import type { CommandName, Kind } from '#libs/contracts';
import type { AuditEntry, IdempotentRequest } from '#libs/database';
import type { CommandContext } from '#libs/messaging';

/** A command as its caller numbered it. */
export function requestOf(operation: CommandName, body: unknown, { actor, key }: CommandContext): IdempotentRequest {
  return { actorId: actor.id, operation, key, body };
}

interface Audited {
  type:
    | 'incident'
    | 'regional-incident'
    | 'regime'
    | 'paper-batch'
    | 'mail-draft'
    | 'call-draft'
    | 'care'
    | 'samu-link'
    | 'upload'
    | 'task'
    | 'playbook'
    | 'playbook-run';
  id: string;
  facilityId?: string;
  kind?: Kind;
  details?: Record<string, unknown>;
}

/** Who did what to which record, from where. */
export function auditOf(action: CommandName, { actor, origin, traceId }: CommandContext, record: Audited): AuditEntry {
  const { type, id, facilityId, kind, details } = record;
  return { action, recordType: type, recordId: id, facilityId, kind, details, actorId: actor.id, origin, traceId };
}
