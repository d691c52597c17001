import { Inject, Injectable } from '@nestjs/common';
import type { FacilityProfile, RegimeVersion } from '#libs/contracts';
import { Database, rows } from '#libs/database';
import { type ClockFace, clocksOf } from '../clocks/clock.engine.js';
import { subjectOf } from '../clocks/subject.sql.js';
import { readRegimes } from '../regimes/regime.store.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { readToldAt } from './told-at.sql.js';
import type { Subject } from './subject.sql.js';

type Words = RegimeVersion['definition']['name'];

export interface ClockThen extends ClockFace {
  regimeName: Words;
  stageName: Words;
}

/**
 * The clocks of incidents as they followed from what was known at an instant: the engine is given the answers, notices, requests and
 * regimes of then. Of the profile only today's is kept.
 */
@Injectable()
export class ClocksAt {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
  ) {}

  /** By incident. They have to be such as the reader may see: clocks are theirs too. */
  async read(subjects: readonly Subject[], at: string): Promise<ReadonlyMap<string, ClockThen[]>> {
    const ids = subjects.map(({ id }) => id);
    const { told, profiles, regimes } = await this.database.transaction({ kind: 'system' }, async (tx) => ({
      told: await readToldAt(tx, subjects, at),
      profiles: await rows<{ id: string; profile: FacilityProfile | null }>(
        tx,
        'SELECT incident_id AS id, profile FROM clock_sheet WHERE incident_id = ANY($1::uuid[])',
        [ids],
      ),
      regimes: (await readRegimes(tx)).filter(({ savedAt }) => savedAt <= at),
    }));
    const profileOf = new Map(profiles.map(({ id, profile }) => [id, profile]));
    const clocks = new Map<string, ClockThen[]>();
    for (const { id, territory } of subjects) {
      const known = told.get(id);
      if (!known) continue;
      const subject = subjectOf(known, profileOf.get(id) ?? null, await this.zones.zoneOf(territory));
      clocks.set(
        id,
        clocksOf(subject, regimes).map((face) => named(face, regimes)),
      );
    }
    return clocks;
  }
}

function named(face: ClockFace, regimes: readonly RegimeVersion[]): ClockThen {
  const regime = regimes.find(({ code, version }) => code === face.regime && version === face.regimeVersion);
  const stage = regime?.definition.stages.find(({ code }) => code === face.stage);
  const unnamed = { fr: face.stage, en: face.stage };
  return { ...face, regimeName: regime?.definition.name ?? unnamed, stageName: stage?.name ?? unnamed };
}
