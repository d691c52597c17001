import { Inject, Injectable } from '@nestjs/common';
import type { ClockMove, FacilityProfile, NewRegime, RegimePreview, RegimeVersion } from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { type ClockFace, clocksOf } from '../clocks/clock.engine.js';
import { readTold, subjectOf } from '../clocks/subject.sql.js';
import { readRegimes } from './regime.store.js';

/** Incidents that are read together. */
const AT_ONCE = 500;
/** Clocks that are shown of those that change. */
const SHOWN = 20;

interface Open {
  incidentId: string;
  reference: string;
  profile: FacilityProfile | null;
  zone: string | null;
}

/** Works out what a version would change, and changes nothing. */
@Injectable()
export class RegimePreviewer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  preview(regime: NewRegime, scope: DatabaseScope): Promise<RegimePreview> {
    return this.database.transaction(scope, async (tx) => {
      const regimes = await readRegimes(tx);
      const proposed = [...regimes, this.asVersion(regime, regimes)];
      const preview: RegimePreview = { incidents: 0, open: 0, changed: 0, sample: [] };
      for (let after: string | null = null; ;) {
        const found: Open[] = await openIncidents(tx, regime, after);
        await compare(tx, found, { code: regime.code, regimes, proposed }, preview);
        if (found.length < AT_ONCE) return preview;
        after = found.at(-1)?.incidentId ?? null;
      }
    });
  }

  private asVersion({ code, ...regime }: NewRegime, regimes: readonly RegimeVersion[]): RegimeVersion {
    const versions = regimes.filter((other) => other.code === code).map(({ version }) => version);
    return { code, version: Math.max(0, ...versions) + 1, savedAt: this.clock.instant(), ...regime };
  }
}

function openIncidents(tx: EntityManager, { validFrom, validTo }: NewRegime, after: string | null): Promise<Open[]> {
  return rows<Open>(
    tx,
    `SELECT s.incident_id AS "incidentId", i.reference, s.profile, s.zone FROM clock_sheet s JOIN incident i ON i.id = s.incident_id
     WHERE i.aware_at >= $1 AND i.aware_at < coalesce($2::timestamptz, 'infinity') AND i.state <> 'closed'
       AND ($3::uuid IS NULL OR s.incident_id > $3)
     ORDER BY s.incident_id LIMIT ${AT_ONCE}`,
    [validFrom, validTo, after],
  );
}

interface Comparison {
  code: string;
  regimes: readonly RegimeVersion[];
  proposed: readonly RegimeVersion[];
}

async function compare(
  tx: EntityManager,
  found: readonly Open[],
  { code, regimes, proposed }: Comparison,
  preview: RegimePreview,
): Promise<void> {
  const told = await readTold(
    tx,
    found.map(({ incidentId }) => incidentId),
  );
  for (const { incidentId, reference, profile, zone } of found) {
    const says = told.get(incidentId);
    if (!says) continue;
    const subject = subjectOf(says, profile, zone ?? 'UTC');
    const of = (versions: readonly RegimeVersion[]) =>
      clocksOf(
        subject,
        versions.filter((version) => version.code === code),
      );
    const [today, then] = [of(regimes), of(proposed)];
    const moves = movesOf(today, then).map((move) => ({ incidentId, reference, ...move }));
    preview.incidents += 1;
    preview.open += today.filter(({ state }) => state === 'open').length;
    preview.changed += moves.length;
    preview.sample.push(...moves.slice(0, SHOWN - preview.sample.length));
  }
}

type Move = Pick<ClockMove, 'stage' | 'from' | 'to'>;

/** The stages whose state or due time would be another one. */
function movesOf(today: readonly ClockFace[], then: readonly ClockFace[]): Move[] {
  const stages = [...new Set([...today, ...then].map(({ stage }) => stage))];
  return stages
    .map((stage) => ({ stage, from: standing(today, stage), to: standing(then, stage) }))
    .filter(({ from, to }) => from.state !== to.state || from.dueAt !== to.dueAt);
}

function standing(faces: readonly ClockFace[], stage: string): Move['from'] {
  const face = faces.find((one) => one.stage === stage);
  return { state: face?.state ?? null, dueAt: face?.dueAt ?? null };
}
