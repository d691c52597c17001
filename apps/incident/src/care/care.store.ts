import { type CareReport, type CareService, type CareSuggestion, type Kind, isCareStale } from '#libs/contracts';
import { type DatabaseScope, execute, one, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

const COLUMNS = `id, facility_id AS "facilityId", territory, service, status, since, until, transfers, transfer_text AS "transferText",
  note, author_side AS side, reported_at AS "confirmedAt"`;
/** A facility has no privilege on who of the agency wrote. */
const AUTHOR = { facility: 'facility_author_id', agency: 'coalesce(facility_author_id, agency_author_id)' };

/** As the table has it, of whichever facility. */
interface Row extends Omit<CareReport, 'since' | 'until' | 'confirmedAt' | 'stale'> {
  facilityId: string;
  territory: string;
  since: Date;
  until: Date | null;
  confirmedAt: Date;
}

export interface StandingReport extends CareReport {
  facilityId: string;
  territory: string;
}

interface Asked {
  kind: Kind;
  /** What was said until then. */
  at: string;
  facilityId?: string;
  territories?: readonly string[];
  services?: readonly string[];
}

/** The newest report of each service then: the one truth behind the board, its past, the facility's sheet and the links. */
export async function readStanding(
  tx: EntityManager,
  { kind: scope }: DatabaseScope,
  { kind, at, facilityId, territories, services }: Asked,
): Promise<StandingReport[]> {
  const found = await rows<Row>(
    tx,
    `SELECT DISTINCT ON (facility_id, service) ${COLUMNS},
       ${AUTHOR[scope === 'facility' ? 'facility' : 'agency']} AS "confirmedBy"
     FROM care_report
     WHERE kind = $1 AND reported_at <= $2 AND ($3::uuid IS NULL OR facility_id = $3)
       AND ($4::text[] IS NULL OR territory = ANY($4)) AND ($5::text[] IS NULL OR service = ANY($5))
     ORDER BY facility_id, service, reported_at DESC, version DESC`,
    [kind, at, facilityId ?? null, territories ?? null, services ?? null],
  );
  return found.map((row) => standing(row, at));
}

function standing({ since, until, confirmedAt, ...row }: Row, at: string): StandingReport {
  const confirmed = confirmedAt.toISOString();
  return {
    ...row,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    confirmedAt: confirmed,
    stale: isCareStale(confirmed, at),
  };
}

export interface SheetStep {
  sheetId: string;
  version: number;
  /** Never before what the sheet says already, however the clocks of two machines differ. */
  at: string;
}

/** Takes the facility's sheet, which begins with its first report, and holds it until the transaction ends. */
export async function stepSheet(
  tx: EntityManager,
  { facilityId, territory, kind, now }: { facilityId: string; territory: string; kind: Kind; now: string },
): Promise<SheetStep> {
  await execute(
    tx,
    `INSERT INTO care_sheet (id, facility_id, territory, kind, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [newId(), facilityId, territory, kind, now],
  );
  const { sheetId, version, changedAt } = await one<{ sheetId: string; version: number; changedAt: Date }>(
    tx,
    `UPDATE care_sheet SET version = version + 1, changed_at = greatest(changed_at, $3::timestamptz)
     WHERE facility_id = $1 AND kind = $2 RETURNING id AS "sheetId", version, changed_at AS "changedAt"`,
    [facilityId, kind, now],
  );
  return { sheetId, version, at: changedAt.toISOString() };
}

/** What is said of one service. */
export type SaidOfService = Pick<
  CareReport,
  'service' | 'status' | 'since' | 'until' | 'transfers' | 'transferText' | 'note'
> & { confirms: string | null };

interface Author {
  facilityId: string;
  territory: string;
  kind: Kind;
  scope: DatabaseScope;
  actorId: string;
}

export async function insertReports(
  tx: EntityManager,
  { sheetId, version, at }: SheetStep,
  { facilityId, territory, kind, scope, actorId }: Author,
  said: readonly SaidOfService[],
): Promise<void> {
  const author = scope.kind === 'facility' ? 'facility_author_id' : 'agency_author_id';
  for (const { service, status, since, until, transfers, transferText, note, confirms } of said) {
    await execute(
      tx,
      `INSERT INTO care_report (id, sheet_id, version, facility_id, territory, kind, service, status, since, until, transfers,
         transfer_text, note, confirms, reported_at, ${author})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        ...[newId(), sheetId, version, facilityId, territory, kind, service, status, since, until, transfers],
        ...[transferText, note, confirms, at, actorId],
      ],
    );
  }
}

/** What open declarations name, of which nobody has said anything since: a start for who reports, and no status of its own. */
export function readSuggestions(tx: EntityManager, facilityId: string, kind: Kind): Promise<CareSuggestion[]> {
  return rows<CareSuggestion & { service: CareService }>(
    tx,
    `SELECT DISTINCT ON (named.service) named.service, i.id AS "incidentId", i.reference,
       CASE WHEN i.degraded_mode = 'yes' THEN 'degraded' ELSE 'unknown' END AS status
     FROM incident i, unnest(i.care_services) AS named (service)
     WHERE i.facility_id = $1 AND i.kind = $2 AND i.state NOT IN ('resolved', 'closed') AND NOT EXISTS (
       SELECT 1 FROM care_report r
       WHERE r.facility_id = $1 AND r.kind = $2 AND r.service = named.service AND r.reported_at >= i.recorded_at)
     ORDER BY named.service, i.recorded_at DESC, i.id DESC`,
    [facilityId, kind],
  );
}
