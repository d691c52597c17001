import { type CommandName, Refusal } from '#libs/contracts';
import type { AuditEntry, DatabaseScope, IdempotentRequest } from '#libs/database';
import type { CommandContext } from '#libs/messaging';

/** A command as its caller numbered it. */
export function requestOf(operation: CommandName, body: unknown, { actor, key }: CommandContext): IdempotentRequest {
  return { actorId: actor.id, operation, key, body };
}

interface Audited {
  type: 'upload' | 'import' | 'csaf-document';
  id: string;
  facilityId?: string;
  details?: Record<string, unknown>;
}

/** Who did what to which record, from where. */
export function auditOf(action: CommandName, { actor, origin, traceId }: CommandContext, record: Audited): AuditEntry {
  const { type, id, facilityId, details } = record;
  return { action, recordType: type, recordId: id, facilityId, details, actorId: actor.id, origin, traceId };
}

/** @throws Refusal('not-found') in facility scope for a facility that is not one's own, whether or not there is one */
export function requireFacility(scope: DatabaseScope, facilityId: string): void {
  if (scope.kind === 'facility' && !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
}

/**
 * The value, or why it is refused: for what is prepared before a transaction, so that it holds no connection, and must not keep a repeated
 * request from its stored answer.
 */
export function orRefusal<T>(prepared: Promise<T>): Promise<T | Refusal> {
  return prepared.catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
}
