import { hostname, userInfo } from 'node:os';
import type { AuditEntry } from '#libs/database';
import { newTraceId } from '#libs/platform';

/** Whoever runs `vigie` is known to the machine, not to the directory. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The audit row of what an operator does with an archive; its record is the SHA-256 of the manifest. */
export const operatorEntry = (action: string, recordId: string, details: Record<string, unknown>): AuditEntry => ({
  action,
  recordType: 'archive',
  recordId,
  actorId: NOBODY,
  origin: `cli:${userInfo().username}@${hostname()}`,
  traceId: newTraceId(),
  details,
});
