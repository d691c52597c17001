import type { ClockReason, ClockState, Kind, YesNoUnknown } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { ClockFace } from './clock.engine.js';

/** Whose clock it is. */
interface Owner {
  incidentId: string;
  facilityId: string;
  territory: string;
  kind: Kind;
  reference: string;
}

/** A clock as it is kept. */
export interface KeptClock extends ClockFace {
  id: string;
  incidentId: string;
}

interface FaceRow {
  id: string;
  incidentId: string;
  regime: string;
  regimeVersion: number;
  stage: string;
  applies: YesNoUnknown;
  state: ClockState;
  dueAt: Date | null;
  metAt: Date | null;
  reason: ClockReason;
  rings: Date[];
}

/** The clocks of these incidents, locked until the commit. */
export async function lockClocks(tx: EntityManager, incidentIds: readonly string[]): Promise<KeptClock[]> {
  const found = await rows<FaceRow>(
    tx,
    `SELECT id, incident_id AS "incidentId", regime, regime_version AS "regimeVersion", stage, applies, state, due_at AS "dueAt",
       met_at AS "metAt", reason, rings
     FROM clock WHERE incident_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`,
    [incidentIds],
  );
  return found.map(({ dueAt, metAt, rings, ...row }) => ({
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    metAt: metAt?.toISOString() ?? null,
    rings: rings.map((at) => at.toISOString()),
  }));
}

/** A clock that has to be written: a new one, or one that is no longer what it was. */
export interface Written {
  owner: Owner;
  face: ClockFace;
}

/**
 * Writes the clocks, in one statement however many. A reminder that was given for a due time counts as given as long as the due time and its
 * reminders stay; where they move, the first of the new ones is next.
 */
export async function writeClocks(tx: EntityManager, written: readonly Written[]): Promise<void> {
  if (written.length === 0) return;
  await execute(
    tx,
    `INSERT INTO clock (id, incident_id, facility_id, territory, kind, reference, regime, regime_version, stage, applies, state, due_at,
       met_at, reason, rings, next_ring_at)
     SELECT c.id, c."incidentId", c."facilityId", c.territory, c.kind, c.reference, c.regime, c."regimeVersion", c.stage, c.applies, c.state,
       c."dueAt", c."metAt", c.reason, c.rings, c.rings[1]
     FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, "incidentId" uuid, "facilityId" uuid, territory text, kind text, reference text,
       regime text, "regimeVersion" int, stage text, applies text, state text, "dueAt" timestamptz, "metAt" timestamptz, reason jsonb,
       rings timestamptz[])
     ON CONFLICT (incident_id, regime, stage) DO UPDATE SET
       regime_version = excluded.regime_version, applies = excluded.applies, state = excluded.state, due_at = excluded.due_at,
       met_at = excluded.met_at, reason = excluded.reason, rings = excluded.rings,
       rung = CASE WHEN clock.rings = excluded.rings THEN clock.rung ELSE 0 END,
       next_ring_at = CASE WHEN clock.rings = excluded.rings THEN clock.next_ring_at ELSE excluded.rings[1] END`,
    [JSON.stringify(written.map(({ owner, face }) => ({ ...owner, ...face, id: newId() })))],
  );
}
