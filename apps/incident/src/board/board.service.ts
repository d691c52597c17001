import { Inject, Injectable } from '@nestjs/common';
import {
  type CareService,
  type CommandBody,
  type CommandResult,
  IncidentState,
  type PatientDanger,
  type Severity,
  openIncidentStates,
} from '#libs/contracts';
import { Database, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';

/** Worst last; what is not known weighs more than what is known to be harmless. */
const dangers: readonly PatientDanger[] = ['none', 'unknown', 'potential', 'proven'];
const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

interface FacilityRow {
  facilityId: string;
  open: number;
  worstSeverity: number | null;
  worstDanger: number;
  degraded: boolean;
  careServices: CareService[];
  lastAt: Date;
}

@Injectable()
export class BoardService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async get(
    { territory, kind }: CommandBody<'incident.board.get'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.board.get'>> {
    return this.database.transaction(scope, async (tx) => {
      const facilities = await rows<FacilityRow>(tx, FACILITIES, [
        kind,
        openIncidentStates,
        territory ?? null,
        severities,
        dangers,
      ]);
      const counted = await rows<{ state: IncidentState; count: number }>(tx, COUNTS, [kind, territory ?? null]);
      return { facilities: facilities.map(toFacility), counts: countsOf(counted) };
    });
  }
}

const FACILITIES = `
  SELECT facility_id AS "facilityId", count(*)::int AS open,
    max(array_position($4::text[], severity)) AS "worstSeverity", max(array_position($5::text[], patient_danger)) AS "worstDanger",
    bool_or(degraded_mode = 'yes') AS degraded, max(changed_at) AS "lastAt",
    ARRAY(SELECT DISTINCT service FROM incident AS own, unnest(own.care_services) AS service
      WHERE own.facility_id = incident.facility_id AND own.kind = $1 AND own.state = ANY($2) ORDER BY service) AS "careServices"
  FROM incident WHERE kind = $1 AND state = ANY($2) AND ($3::text IS NULL OR territory = $3)
  GROUP BY facility_id ORDER BY max(changed_at) DESC, facility_id`;

const COUNTS = `
  SELECT state, count(*)::int AS count FROM incident WHERE kind = $1 AND ($2::text IS NULL OR territory = $2) GROUP BY state`;

/** PostgreSQL counts positions from one. */
const toFacility = ({ worstSeverity, worstDanger, lastAt, ...row }: FacilityRow) => ({
  ...row,
  worstSeverity: worstSeverity === null ? null : (severities[worstSeverity - 1] ?? null),
  worstDanger: dangers[worstDanger - 1] ?? 'unknown',
  lastAt: lastAt.toISOString(),
});

/** Every state has its number, also when that is none. */
function countsOf(counted: readonly { state: IncidentState; count: number }[]): Record<IncidentState, number> {
  const known = new Map(counted.map(({ state, count }) => [state, count]));
  return Object.fromEntries(IncidentState.options.map((state) => [state, known.get(state) ?? 0])) as Record<
    IncidentState,
    number
  >;
}
