import {
  type CommandResult,
  type PlaybookDefinition,
  type PlaybookRun,
  Refusal,
  openIncidentStates,
} from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** In the place of the incident, where a playbook was started on a regional one. */
export const NO_INCIDENT = '00000000-0000-0000-0000-000000000000';

type RunRow = Omit<PlaybookRun, 'startedAt' | 'reversedAt'> & { startedAt: Date; reversedAt: Date | null };

const COLUMNS = `r.id, coalesce(r.incident_id, '${NO_INCIDENT}') AS "incidentId", r.regional_id AS "regionalId", r.code, r.version,
  r.name, r.started_by AS "startedBy", r.started_at AS "startedAt", r.reversed_at AS "reversedAt"`;
const NEWEST_FIRST = 'ORDER BY r.started_at DESC, r.id DESC';

const toRun = <Row extends RunRow>({ startedAt, reversedAt, ...row }: Row) => ({
  ...row,
  startedAt: startedAt.toISOString(),
  reversedAt: reversedAt?.toISOString() ?? null,
});

/** Every start of a playbook that made tasks for an incident, on itself or on a regional incident; the newest first. */
export async function runsOf(tx: EntityManager, incidentId: string): Promise<PlaybookRun[]> {
  const found = await rows<RunRow>(
    tx,
    `SELECT ${COLUMNS} FROM playbook_run r
     WHERE r.id IN (SELECT run_id FROM task WHERE incident_id = $1) ${NEWEST_FIRST}`,
    [incidentId],
  );
  return found.map(toRun);
}

/** Every start of a playbook on a regional incident, the newest first. */
export async function runsOn(tx: EntityManager, regionalId: string): Promise<PlaybookRun[]> {
  const found = await rows<RunRow>(
    tx,
    `SELECT ${COLUMNS} FROM playbook_run r WHERE r.regional_id = $1 ${NEWEST_FIRST}`,
    [regionalId],
  );
  return found.map(toRun);
}

/** The start by which a playbook is under way, for each of these incidents on which it is. */
export async function underWayOn(
  tx: EntityManager,
  incidentIds: readonly string[],
  code: string,
): Promise<Map<string, string>> {
  const found = await rows<{ incidentId: string; runId: string }>(
    tx,
    `SELECT DISTINCT t.incident_id AS "incidentId", r.id AS "runId" FROM task t JOIN playbook_run r ON r.id = t.run_id
     WHERE t.incident_id = ANY($1) AND r.code = $2 AND r.reversed_at IS NULL`,
    [incidentIds, code],
  );
  return new Map(found.map(({ incidentId, runId }) => [incidentId, runId]));
}

type RegionalRuns = Omit<CommandResult<'incident.regional.tasks'>, 'items'>;
type RegionalRunRow = RunRow & { givenTo: number; forFacilities: boolean };

/** The starts of playbooks on a regional incident, and which of its open incidents have which playbook. */
export async function regionalRuns(tx: EntityManager, regionalId: string): Promise<RegionalRuns> {
  const open = [regionalId, openIncidentStates];
  const found = await rows<RegionalRunRow>(
    tx,
    `SELECT ${COLUMNS}, v.definition->'tasks' @> '[{"side": "facility"}]' AS "forFacilities",
       (SELECT count(DISTINCT t.incident_id)::int FROM task t WHERE t.run_id = r.id) AS "givenTo"
     FROM playbook_run r JOIN playbook_version v ON v.code = r.code AND v.version = r.version
     WHERE r.regional_id = $1 ${NEWEST_FIRST}`,
    [regionalId],
  );
  const [{ openIncidents } = { openIncidents: 0 }] = await rows<{ openIncidents: number }>(
    tx,
    'SELECT count(*)::int AS "openIncidents" FROM incident WHERE regional_id = $1 AND state = ANY($2)',
    open,
  );
  const underWay = await rows<RegionalRuns['underWay'][number]>(
    tx,
    `SELECT r.code, count(DISTINCT i.id)::int AS incidents
     FROM incident i JOIN task t ON t.incident_id = i.id JOIN playbook_run r ON r.id = t.run_id
     WHERE i.regional_id = $1 AND i.state = ANY($2) AND r.reversed_at IS NULL GROUP BY r.code ORDER BY r.code`,
    open,
  );
  const having = new Map(underWay.map(({ code, incidents }) => [code, incidents]));
  const runs = found.map(({ forFacilities, ...row }) => ({
    ...toRun(row),
    missing: forFacilities && row.reversedAt === null ? openIncidents - (having.get(row.code) ?? 0) : 0,
  }));
  return { runs, openIncidents, underWay };
}

/** @throws Refusal('not-found') */
export async function definitionOf(tx: EntityManager, code: string, version: number): Promise<PlaybookDefinition> {
  const found = await maybeOne<{ definition: PlaybookDefinition }>(
    tx,
    'SELECT definition FROM playbook_version WHERE code = $1 AND version = $2',
    [code, version],
  );
  if (!found) throw new Refusal('not-found');
  return found.definition;
}

export function insertRun(tx: EntityManager, run: PlaybookRun): Promise<unknown> {
  const { id, incidentId, regionalId, code, version, name, startedBy, startedAt } = run;
  return execute(
    tx,
    `INSERT INTO playbook_run (id, incident_id, regional_id, code, version, name, started_by, started_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, regionalId === null ? incidentId : null, regionalId, code, version, name, startedBy, startedAt],
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
