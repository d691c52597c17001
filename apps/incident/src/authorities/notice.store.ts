import type { AuthorityNotice, CommandBody } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

type Tell = CommandBody<'incident.authority.tell'>;

/** What authorities were told, the latest first. */
export async function readNotices(tx: EntityManager, incidentId: string): Promise<AuthorityNotice[]> {
  const found = await rows<Omit<AuthorityNotice, 'toldAt' | 'recordedAt'> & { toldAt: Date; recordedAt: Date }>(
    tx,
    `SELECT id, authority, status, told_at AS "toldAt", reference, told_by AS "toldBy", stages, author_side AS "authorSide",
       recorded_at AS "recordedAt"
     FROM authority_notice WHERE incident_id = $1 ORDER BY recorded_at DESC, id DESC`,
    [incidentId],
  );
  return found.map(({ toldAt, recordedAt, ...row }) => ({
    ...row,
    toldAt: toldAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  }));
}

export async function insertNotice(
  tx: EntityManager,
  tell: Tell,
  facilityId: string,
  { scope, actor }: CommandContext,
  at: string,
): Promise<void> {
  const { id, incidentId, authority, status, toldAt, reference, toldBy, stages } = tell;
  const author = scope.kind === 'facility' ? 'facility_author_id' : 'agency_author_id';
  await execute(
    tx,
    `INSERT INTO authority_notice (id, incident_id, facility_id, authority, status, told_at, reference, told_by, stages, recorded_at, ${author})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, incidentId, facilityId, authority, status, toldAt, reference, toldBy, stages, at, actor.id],
  );
}

const KEY = `regime || '/' || stage`;

/** How many of these stages the incident has clocks for. */
export async function countStages(tx: EntityManager, incidentId: string, stages: readonly string[]): Promise<number> {
  const found = await rows(tx, `SELECT id FROM clock WHERE incident_id = $1 AND ${KEY} = ANY($2::text[])`, [
    incidentId,
    stages,
  ]);
  return found.length;
}

/**
 * The first submission counts: a clock that is met keeps its instant, or gets an earlier one that was recorded later. What was sent before
 * an authority asked does not answer it.
 */
export async function meetClocks(
  tx: EntityManager,
  incidentId: string,
  stages: readonly string[],
  toldAt: string,
): Promise<void> {
  await execute(
    tx,
    `UPDATE clock SET state = 'met', met_at = least(met_at, $3), rings = '{}', rung = 0, next_ring_at = NULL
     WHERE incident_id = $1 AND ${KEY} = ANY($2::text[])
       AND coalesce((reason->'due'->>'askedAt')::timestamptz, '-infinity') <= $3::timestamptz`,
    [incidentId, stages, toldAt],
  );
}
