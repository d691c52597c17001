import { Inject, Injectable } from '@nestjs/common';
import { type AdvisoryTrace, type Facility, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { readStanding } from '../care/care.store.js';
import { Facilities } from '../facilities/facilities.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { AdvisoryTraces } from '../timeline/advisory-traces.js';
import { ClocksAt } from '../timeline/clocks-at.js';
import { spanOf } from '../timeline/span.js';
import { type Subject, membersAt, readSubjects } from '../timeline/subject.sql.js';
import { TimelineService } from '../timeline/timeline.service.js';
import { momentText } from '../words/moment.js';
import { type Asked, type Drawing, isOpenTo } from './drawing.js';
import { answersAt, noticesAt, openAround } from './records.sql.js';
import { readTasks, tasksAt, undoneAt } from './tasks.sql.js';
import { reportWords } from './words.js';

/** Above so many incidents their journals are not told: what they were is. */
const FEW = 100;

/** Gathers what was known at a report's instant. It asks other services, and holds no transaction meanwhile. */
@Injectable()
export class ReportDrawer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TimelineService) private readonly timelines: TimelineService,
    @Inject(ClocksAt) private readonly clocks: ClocksAt,
    @Inject(AdvisoryTraces) private readonly advisories: AdvisoryTraces,
    @Inject(Facilities) private readonly directory: Facilities,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
  ) {}

  /** A report for the facility is drawn in its own scope: the database shows nothing else. */
  async gather(asked: Asked, actorId: string): Promise<Drawing> {
    const { asOf, forFacility, facilityId, tlp } = asked;
    const scope: DatabaseScope =
      forFacility && facilityId !== null
        ? { kind: 'facility', facilities: [facilityId], actorId }
        : { kind: 'agency', actorId };
    const ids = await this.database.transaction(scope, (tx) => idsOf(tx, asked));
    const read = await this.database.transaction(scope, (tx) => readSubjects(tx, ids, asOf));
    const all = read.filter(({ standing }) => asked.subject !== 'region' || standing.state !== 'closed');
    const subjects = all.filter(isOpenTo(tlp));
    const isPartial = subjects.length > FEW;
    // Of very many, what was noted and decided about all of them is told still.
    const told = isPartial ? [] : subjects.map(({ id }) => id);
    const drawn = await this.timelines.draw(told, { at: asOf, scope, regionalId: asked.regionalId });
    const moments = drawn.moments.filter(isOpenTo(tlp));
    const { traces, silent } = await this.tracesOf(subjects, asked);
    const records = await this.recordsOf(subjects, asked, scope, actorId);
    const facilities = await this.facilitiesOf([...subjects, ...records.care].map((one) => one.facilityId));
    const zone = await this.zones.zoneOf(asked.territory);
    return {
      asked,
      subjects,
      moments,
      traces: traces.filter(isOpenTo(tlp)),
      silent,
      ...records,
      clocks: await this.clocks.read(subjects, asOf),
      facilities,
      words: reportWords(asked.locale),
      when: (at) => momentText(at, zone, asked.locale),
      isPartial,
      isCut: drawn.cut,
      leftOut: all.length - subjects.length + drawn.moments.length - moments.length,
    };
  }

  private async recordsOf(subjects: readonly Subject[], asked: Asked, scope: DatabaseScope, actorId: string) {
    const { asOf: at, kind, territory, regionalId } = asked;
    const ids = subjects.map(({ id }) => id);
    const own = new Set(subjects.map(({ facilityId }) => facilityId));
    const told = await this.database.transaction(scope, async (tx) => {
      const territories = asked.subject === 'region' ? [territory] : [...new Set(subjects.map((one) => one.territory))];
      const care = await readStanding(tx, scope, { kind, at, territories });
      return {
        answers: await answersAt(tx, ids, at),
        notices: await noticesAt(tx, ids, at),
        tasks: await readTasks(tx, ids, regionalId, at),
        care: asked.subject === 'region' ? care : care.filter(({ facilityId }) => own.has(facilityId)),
        regional:
          regionalId === null
            ? null
            : ((await maybeOne<{ reference: string; title: string }>(
                tx,
                'SELECT reference, title FROM regional_incident WHERE id = $1',
                [regionalId],
              )) ?? null),
      };
    });
    // No facility reads what was started; that a playbook was undone its journal tells.
    const agency: DatabaseScope = { kind: 'agency', actorId };
    const undone = await this.database.transaction(agency, (tx) => undoneAt(tx, told.tasks, at));
    return { ...told, tasks: tasksAt(told.tasks, undone, at) };
  }

  /** A report without the advisories says so, and is better than none. */
  private async tracesOf(
    subjects: readonly Subject[],
    { kind, asOf }: Asked,
  ): Promise<{ traces: AdvisoryTrace[]; silent: boolean }> {
    const facilityIds = [...new Set(subjects.map(({ facilityId }) => facilityId))];
    if (facilityIds.length === 0) return { traces: [], silent: false };
    try {
      const { from, until } = spanOf(subjects, asOf);
      return { traces: await this.advisories.read({ facilityIds, kind, from, until, at: asOf }), silent: false };
    } catch (error) {
      if (error instanceof Refusal) return { traces: [], silent: true };
      throw error;
    }
  }

  /** Those that the directory does not tell are shown by their incident's reference. */
  private async facilitiesOf(ids: readonly string[]): Promise<Map<string, Facility>> {
    const known = new Map<string, Facility>();
    const [first, ...rest] = [...new Set(ids)];
    const ask = async (id: string) => known.set(id, await this.directory.get(id));
    try {
      // The first says whether the directory answers at all: two hundred need not wait for one that does not.
      if (first !== undefined) await ask(first);
      for (let at = 0; at < rest.length; at += 20) await Promise.all(rest.slice(at, at + 20).map(ask));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return known;
  }
}

/** The incidents that it is about. */
async function idsOf(
  tx: EntityManager,
  { subject, incidentId, regionalId, territory, kind, asOf }: Asked,
): Promise<string[]> {
  if (subject === 'incident') return [incidentId ?? ''];
  if (subject === 'regional') return membersAt(tx, regionalId ?? '', asOf);
  return openAround(tx, { territory, kind, at: asOf });
}
