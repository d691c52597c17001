import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type PublishedFigures,
  SETTLING_DAYS,
  laterMonth,
  monthsBetween,
  monthsOf,
  nextQuarter,
  quarterOf,
} from '#libs/contracts';
import { Database, audit } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { countByFacility } from './count.sql.js';
import { FacilityKinds } from './facility-kinds.js';
import { type NewRelease, releasesOf } from './release.js';
import { firstDeclared, holdReleases, insertRelease, readReleases } from './release.store.js';

const PUBLISH = 'incident.statistics.publish';
const DAY = 86_400_000;

/** What the region publishes of itself: each closed quarter once, protected, for everybody the same. */
@Injectable()
export class ReleaseService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FacilityKinds) private readonly kinds: FacilityKinds,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  published({ scope }: CommandContext): Promise<PublishedFigures> {
    return this.database.transaction(scope, async (tx) => ({ items: await readReleases(tx) }));
  }

  /** @throws Refusal('unavailable') while the directory does not tell which facilities are one legal entity's, and when a month ends where */
  async publish(body: CommandBody<typeof PUBLISH>, context: CommandContext): Promise<PublishedFigures> {
    const known = { kinds: await this.kinds.all(), zones: await this.zones.all() };
    return this.database.idempotentTransaction(context.scope, requestOf(PUBLISH, body, context), async (tx) => {
      await holdReleases(tx);
      const at = this.clock.instant();
      const due = await this.due(tx, at, known);
      for (const release of due) await insertRelease(tx, release, { actorId: context.actor.id, at });
      const blocks = due.map(({ from, to }) => ({ from, to }));
      audit(tx, auditOf(PUBLISH, context, { type: 'figure-release', id: newId(), kind: 'real', details: { blocks } }));
      return { items: await readReleases(tx) };
    });
  }

  private async due(
    tx: EntityManager,
    at: string,
    { kinds, zones }: { kinds: Awaited<ReturnType<FacilityKinds['all']>>; zones: ReadonlyMap<string, string> },
  ): Promise<NewRelease[]> {
    const last = (await readReleases(tx)).at(-1);
    const declared = await firstDeclared(tx);
    if (!declared) return [];
    const first = last ? nextQuarter(last.to) : quarterOf(new Date(declared.getTime() - DAY).toISOString().slice(0, 7));
    const closed = closedQuarter(at);
    if (first > closed) return [];
    const months = monthsBetween(monthsOf(first)[0] ?? '', monthsOf(closed)[2] ?? '');
    const cells = await countByFacility(tx, { kind: 'real', months, zones });
    return releasesOf(cells, { first, closed }, { kinds, territories: [...zones.keys()] });
  }
}

/** The last quarter that ended long enough ago. */
export function closedQuarter(at: string): string {
  const settled = new Date(Date.parse(at) - (SETTLING_DAYS + 1) * DAY).toISOString().slice(0, 7);
  return quarterOf(laterMonth(monthsOf(quarterOf(settled))[0] ?? '', -1));
}
