import type { CommandBody } from '#libs/contracts';
import { execute, one } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { LATEST_FIRST } from '../clocks/request.sql.js';

type Ask = CommandBody<'incident.report-request.record'>;

export async function insertRequest(
  tx: EntityManager,
  ask: Ask,
  facilityId: string,
  { scope, actor }: CommandContext,
  at: string,
): Promise<void> {
  const { id, incidentId, regime, stage, askedAt, dueAt, askedBy } = ask;
  const author = scope.kind === 'facility' ? 'facility_author_id' : 'agency_author_id';
  await execute(
    tx,
    `INSERT INTO report_request (id, incident_id, facility_id, regime, stage, asked_at, due_at, asked_by, recorded_at, ${author})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, incidentId, facilityId, regime, stage, askedAt, dueAt, askedBy, at, actor.id],
  );
}

/** By when the request that counts wants the stage, which there is. */
export async function dueAtOf(tx: EntityManager, { incidentId, regime, stage }: Ask): Promise<string> {
  const { dueAt } = await one<{ dueAt: Date }>(
    tx,
    `SELECT due_at AS "dueAt" FROM report_request WHERE incident_id = $1 AND regime = $2 AND stage = $3
     ORDER BY ${LATEST_FIRST} LIMIT 1`,
    [incidentId, regime, stage],
  );
  return dueAt.toISOString();
}
