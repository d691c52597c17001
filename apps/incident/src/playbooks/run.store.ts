import type { PlaybookRun } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

type RunRow = Omit<PlaybookRun, 'startedAt' | 'reversedAt'> & { startedAt: Date; reversedAt: Date | null };

/** Every start of a playbook on an incident, the newest first. */
export async function runsOf(tx: EntityManager, incidentId: string): Promise<PlaybookRun[]> {
  const found = await rows<RunRow>(
    tx,
    `SELECT id, incident_id AS "incidentId", code, version, name, started_by AS "startedBy", started_at AS "startedAt",
       reversed_at AS "reversedAt"
     FROM playbook_run WHERE incident_id = $1 ORDER BY started_at DESC, id DESC`,
    [incidentId],
  );
  return found.map(({ startedAt, reversedAt, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    reversedAt: reversedAt?.toISOString() ?? null,
  }));
}

export function insertRun(tx: EntityManager, run: PlaybookRun): Promise<unknown> {
  const { id, incidentId, code, version, name, startedBy, startedAt } = run;
  return execute(
    tx,
    `INSERT INTO playbook_run (id, incident_id, code, version, name, started_by, started_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, incidentId, code, version, name, startedBy, startedAt],
  );
}

export function endRun(
  tx: EntityManager,
  runId: string,
  by: { id: string; at: string; reason: string },
): Promise<unknown> {
  return execute(tx, 'UPDATE playbook_run SET reversed_by = $2, reversed_at = $3, reason = $4 WHERE id = $1', [
    runId,
    by.id,
    by.at,
    by.reason,
  ]);
}
