import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, Refusal, type Timeline, type TimelineSource } from '#libs/contracts';
import { Database, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, Logger } from '#libs/platform';
import { AdvisoryTraces } from './advisory-traces.js';
import { ClocksAt } from './clocks-at.js';
import { type Moment, lookAt } from './moment.js';
import { pageOf } from './page.js';
import { type Subject, membersAt, readSubjects } from './subject.sql.js';
import type { Reading } from './source.js';
import { sources } from './sources.js';

type Looking = Omit<CommandBody<'incident.timeline.get'>, 'incidentId'>;

/** What a timeline tells of itself before anything happened in it. */
interface Head {
  kind: Timeline['kind'];
  territory: string;
}

interface Drawing extends Pick<Reading, 'at' | 'scope' | 'from' | 'to'> {
  regionalId?: string | null;
}

interface Drawn {
  subjects: readonly Subject[];
  moments: Moment[];
  silent: TimelineSource[];
  cut: boolean;
}

/** Draws what happened from every kind of record, at an instant. */
@Injectable()
export class TimelineService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ClocksAt) private readonly clocks: ClocksAt,
    @Inject(AdvisoryTraces) private readonly advisories: AdvisoryTraces,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** @throws Refusal('not-found') also for an incident that was not recorded at the instant */
  async get(
    { incidentId, ...looking }: CommandBody<'incident.timeline.get'>,
    context: CommandContext,
  ): Promise<Timeline> {
    const asOf = this.instantOf(looking.at);
    const drawn = await this.draw([incidentId], { ...looking, at: asOf, scope: context.scope });
    const [subject] = drawn.subjects;
    if (!subject) throw new Refusal('not-found');
    return told(drawn, subject, asOf, looking);
  }

  /** @throws Refusal('not-found') */
  async regional(
    { regionalId, ...looking }: CommandBody<'incident.timeline.regional'>,
    context: CommandContext,
  ): Promise<Timeline> {
    const asOf = this.instantOf(looking.at);
    const { head, members } = await this.database.transaction(context.scope, async (tx) => ({
      head: await maybeOne<Head>(tx, 'SELECT kind, territory FROM regional_incident WHERE id = $1', [regionalId]),
      members: await membersAt(tx, regionalId, asOf),
    }));
    if (!head) throw new Refusal('not-found');
    const drawn = await this.draw(members, { ...looking, at: asOf, scope: context.scope, regionalId });
    return told(drawn, head, asOf, looking);
  }

  /** Every moment of these incidents, of those that the reader may see, and of the regional incident where they are under one. */
  async draw(incidentIds: readonly string[], { at, scope, from, to, regionalId = null }: Drawing): Promise<Drawn> {
    const inScope: Reading['read'] = (work) => this.database.transaction(scope, work);
    const subjects = await inScope((tx) => readSubjects(tx, incidentIds, at));
    const others = { read: inScope, clocks: this.clocks, advisories: this.advisories };
    const reading: Reading = { subjects, regionalId, at, scope, from, to, ...others };
    const drawn: Drawn = { subjects, moments: [], silent: [], cut: false };
    if (subjects.length === 0 && regionalId === null) return drawn;
    for (const { of, read } of sources) {
      try {
        const { moments, cut = false } = await read(reading);
        drawn.moments.push(...moments);
        drawn.cut ||= cut;
      } catch (error) {
        // Another service that is down is no reason to show nothing; what fails here is.
        if (!(error instanceof Refusal)) throw error;
        this.logger.warn({ err: error, sources: of }, 'a source of the timeline does not answer');
        drawn.silent.push(...of);
      }
    }
    return drawn;
  }

  /** An instant to come is now: nothing of it is known. */
  private instantOf(at: string | undefined): string {
    const now = this.clock.instant();
    return at === undefined || at > now ? now : at;
  }
}

function told({ moments, silent, cut }: Drawn, { kind, territory }: Head, asOf: string, looking: Looking): Timeline {
  const { moments: chosen, ...looked } = lookAt(moments, looking, asOf);
  const page = pageOf(chosen, looking.cursor, looking.limit);
  return { asOf, kind, territory, ...looked, ...page, total: chosen.length, silent, cut };
}
