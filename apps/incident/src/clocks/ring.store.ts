import type { Kind, Tlp, YesNoUnknown } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** A reminder that is given now. */
export interface Ring {
  clockId: string;
  version: number;
  incidentId: string;
  facilityId: string;
  territory: string;
  kind: Kind;
  reference: string;
  regime: string;
  stage: string;
  applies: YesNoUnknown;
  dueAt: Date;
  /** For which of its instants it rings; later than that when the platform was down. */
  ringAt: Date;
  rung: number;
  declarantId: string | null;
  assigneeId: string | null;
  tlp: Tlp;
}

/** The nil UUID stands for a declaration that the agency recorded. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What is due, by the index of what is still to ring; `$1` is now, `$2` how many at most. */
export const FIND_DUE = `
  SELECT id, (SELECT count(*)::int FROM unnest(rings) AS at WHERE at <= $1) AS passed FROM clock
  WHERE next_ring_at <= $1 ORDER BY next_ring_at LIMIT $2 FOR UPDATE SKIP LOCKED`;

/**
 * Claims clocks that are to ring. Where several instants have passed meanwhile, the latest counts and the others are left out. What another
 * process is claiming is not waited for.
 */
const TAKE_RINGS = `
  WITH due AS (${FIND_DUE}
  ), claimed AS (
    UPDATE clock c SET rung = due.passed, next_ring_at = c.rings[due.passed + 1], version = c.version + 1
    FROM due WHERE c.id = due.id
    RETURNING c.*
  ), rang AS (
    INSERT INTO clock_ring (clock_id, due_at, rung, facility_id, rang_at)
    SELECT id, due_at, rung, facility_id, $1 FROM claimed
    ON CONFLICT DO NOTHING RETURNING clock_id
  )
  SELECT c.id AS "clockId", c.version, c.incident_id AS "incidentId", c.facility_id AS "facilityId", c.territory, c.kind, c.reference,
    c.regime, c.stage, c.applies, c.due_at AS "dueAt", c.rings[c.rung] AS "ringAt", c.rung,
    nullif(i.declared_by, '${NOBODY}') AS "declarantId", i.assignee_id AS "assigneeId", i.tlp, r.clock_id IS NOT NULL AS "isFirst"
  FROM claimed c LEFT JOIN rang r ON r.clock_id = c.id LEFT JOIN incident i ON i.id = c.incident_id`;

/** @returns those that were never given before for the same due time, and how many clocks were claimed */
export async function takeRings(
  tx: EntityManager,
  now: Date,
  limit: number,
): Promise<{ rings: Ring[]; claimed: number }> {
  const found = await rows<Ring & { isFirst: boolean }>(tx, TAKE_RINGS, [now, limit]);
  return {
    rings: found.filter(({ isFirst }) => isFirst).map(({ isFirst: _, ...ring }) => ring),
    claimed: found.length,
  };
}
