import type { FacilityProfile, Kind } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

/** An incident whose clocks are to be worked out. */
export interface Asked {
  incidentId: string;
  facilityId: string;
  territory: string;
}

/** What the clocks of an incident were worked out with. */
export interface Sheet extends Asked {
  id: string;
  version: number;
  asked: number;
  kind: Kind;
  reference: string;
  profile: FacilityProfile | null;
}

/** Notes that the clocks of these incidents are out of date. In the order of their ids: two who do it at once must not wait for each other. */
export async function askForClocks(tx: EntityManager, incidents: readonly Asked[], now: Date): Promise<void> {
  const ordered = incidents.toSorted((one, other) => (one.incidentId < other.incidentId ? -1 : 1));
  await execute(
    tx,
    `INSERT INTO clock_sheet (incident_id, id, facility_id, territory, next_at)
     SELECT s.*, $5::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS s
     ON CONFLICT (incident_id) DO UPDATE SET asked = clock_sheet.asked + 1, next_at = excluded.next_at`,
    [
      ordered.map(({ incidentId }) => incidentId),
      ordered.map(() => newId()),
      ordered.map(({ facilityId }) => facilityId),
      ordered.map(({ territory }) => territory),
      now,
    ],
  );
}

/** The same for every open incident of a facility. */
export async function askForFacility(tx: EntityManager, facilityId: string, now: Date): Promise<void> {
  await execute(
    tx,
    `UPDATE clock_sheet SET asked = asked + 1, next_at = $2 WHERE incident_id IN (
       SELECT s.incident_id FROM clock_sheet s JOIN incident i ON i.id = s.incident_id
       WHERE s.facility_id = $1 AND i.state <> 'closed' ORDER BY s.incident_id FOR UPDATE OF s)`,
    [facilityId, now],
  );
}

/** The same for the open incidents that a version of a regime is the law for. */
export async function askForPeriod(
  tx: EntityManager,
  { validFrom, validTo }: { validFrom: string; validTo: string | null },
  now: Date,
): Promise<void> {
  await execute(
    tx,
    `UPDATE clock_sheet SET asked = asked + 1, next_at = $3 WHERE incident_id IN (
       SELECT s.incident_id FROM clock_sheet s JOIN incident i ON i.id = s.incident_id
       WHERE i.aware_at >= $1 AND i.aware_at < coalesce($2::timestamptz, 'infinity') AND i.state <> 'closed'
       ORDER BY s.incident_id FOR UPDATE OF s)`,
    [validFrom, validTo, now],
  );
}

/** Incidents that nobody has announced: declared under the release before this one. */
export async function unannounced(tx: EntityManager, limit: number): Promise<Asked[]> {
  return rows<Asked>(
    tx,
    `SELECT i.id AS "incidentId", i.facility_id AS "facilityId", i.territory FROM incident i
     WHERE i.state <> 'closed' AND NOT EXISTS (SELECT FROM clock_sheet s WHERE s.incident_id = i.id) LIMIT $1`,
    [limit],
  );
}

/** Takes incidents whose clocks are out of date; who dies meanwhile loses them at `leaseUntil`. */
export function takeAsked(tx: EntityManager, now: Date, leaseUntil: Date, limit: number): Promise<Asked[]> {
  return rows<Asked>(
    tx,
    `WITH due AS (
       SELECT incident_id FROM clock_sheet WHERE asked > derived AND next_at <= $1 ORDER BY next_at LIMIT $3
       FOR UPDATE SKIP LOCKED
     )
     UPDATE clock_sheet s SET next_at = $2 FROM due WHERE s.incident_id = due.incident_id
     RETURNING s.incident_id AS "incidentId", s.facility_id AS "facilityId", s.territory`,
    [now, leaseUntil, limit],
  );
}

/** Locks the sheets, so that the clocks of an incident are worked out by one at a time, and from what is committed by then. */
export function lockSheets(tx: EntityManager, incidentIds: readonly string[]): Promise<Sheet[]> {
  return rows<Sheet>(
    tx,
    `WITH locked AS MATERIALIZED (
       SELECT * FROM clock_sheet WHERE incident_id = ANY($1::uuid[]) ORDER BY incident_id FOR UPDATE
     )
     SELECT s.incident_id AS "incidentId", s.id, s.facility_id AS "facilityId", s.territory, s.version, s.asked, s.profile,
       i.kind, i.reference
     FROM locked s JOIN incident i ON i.id = s.incident_id`,
    [incidentIds],
  );
}

/** What a sheet was worked out with. */
export interface Derived {
  incidentId: string;
  asked: number;
  profile: FacilityProfile | null;
  zone: string;
}

/** Notes that the clocks are up to date with what was asked by then. */
export async function settleSheets(tx: EntityManager, sheets: readonly Derived[]): Promise<void> {
  await execute(
    tx,
    `UPDATE clock_sheet s SET derived = d.asked, profile = d.profile, zone = d.zone
     FROM unnest($1::uuid[], $2::int[], $3::jsonb[], $4::text[]) AS d (incident_id, asked, profile, zone)
     WHERE s.incident_id = d.incident_id`,
    [
      sheets.map(({ incidentId }) => incidentId),
      sheets.map(({ asked }) => asked),
      sheets.map(({ profile }) => JSON.stringify(profile)),
      sheets.map(({ zone }) => zone),
    ],
  );
}

/** One more event of each sheet. */
export async function countMoves(tx: EntityManager, incidentIds: readonly string[]): Promise<void> {
  await execute(tx, 'UPDATE clock_sheet SET version = version + 1 WHERE incident_id = ANY($1::uuid[])', [incidentIds]);
}
