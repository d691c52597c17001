import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { withCommit } from './pending.js';
import { identifier, literal, uuid } from './sql.js';

export interface AuditEntry {
  /** What was done: the command's or the denial's name. */
  action: string;
  recordType: string;
  /** Null when the action concerns no single record. */
  recordId: string | null;
  facilityId?: string | null;
  actorId: string;
  /** The address the person came from; the service's name for a service. */
  origin: string;
  traceId: string;
  /** Ids, codes and counts only: never a name, an address or a text that a person wrote. */
  details?: Record<string, unknown>;
  kind?: 'real' | 'exercise';
}

/**
 * Leaves an audit row that commits with the transaction, in the round trip of its COMMIT: nothing is written when the work fails, and
 * the work is not committed when the row cannot be written.
 */
export function audit(tx: EntityManager, entry: AuditEntry): void {
  withCommit(tx, auditStatement(entry));
}

/**
 * The statement that leaves the row, for who holds a connection of another kind.
 *
 * @param table with its schema, where the search path does not lead to it
 */
export function auditStatement(entry: AuditEntry, table = 'audit'): string {
  const { action, recordType, recordId, facilityId, actorId, origin, traceId, details = {}, kind = 'real' } = entry;
  const values = [
    literal(newId()),
    literal(action),
    literal(recordType),
    recordId === null ? 'NULL' : literal(recordId),
    facilityId ? literal(uuid(facilityId)) : 'NULL',
    literal(uuid(actorId)),
    literal(origin),
    literal(traceId),
    literal(JSON.stringify(details)),
    literal(kind),
  ];
  return `INSERT INTO ${identifier(table)} (id, action, record_type, record_id, facility_id, actor_id, origin, trace_id, details, kind) VALUES (${values.join(', ')})`;
}
