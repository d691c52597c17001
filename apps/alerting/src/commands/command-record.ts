import type { CommandName, Kind } from '#libs/contracts';
import { type IdempotentRequest, audit } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

export const idempotencyOf = (operation: CommandName, body: unknown, context: CommandContext): IdempotentRequest => ({
  actorId: context.actor.id,
  operation,
  key: context.key,
  body,
});

interface ChangedRecord {
  recordType: 'advisory' | 'recipient' | 'webhook';
  recordId: string;
  kind?: Kind;
  facilityId?: string | null;
  /** Ids, codes and counts only. */
  details: Record<string, unknown>;
}

/** Says in the audit who carried out the command, on which record, from where. */
export function auditCommand(
  tx: EntityManager,
  action: CommandName,
  { actor, origin, traceId }: CommandContext,
  record: ChangedRecord,
): void {
  audit(tx, { action, actorId: actor.id, origin, traceId, ...record });
}
