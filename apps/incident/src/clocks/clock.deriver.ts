import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { FacilityProfile } from '#libs/contracts';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { CommandClient, Outbox } from '#libs/messaging';
import { Clock, Logger, Rounds, newTraceId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../acting.js';
import { readRegimes } from '../regimes/regime.store.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import { type Change, changesOf, isVisible } from './changes.js';
import { clocksOf } from './clock.engine.js';
import { lockClocks, writeClocks } from './clock.row.js';
import {
  type Asked,
  type Derived,
  type Sheet,
  askForClocks,
  countMoves,
  lockSheets,
  settleSheets,
  takeAsked,
  unannounced,
} from './sheet.store.js';
import { readTold, subjectOf } from './subject.sql.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds between two rounds when nobody asks for one, and at least. */
const ROUNDS = { interval: 2_000, pause: 50 };
/** Incidents whose clocks are worked out together: few, so that nobody who declares waits for them. */
const AT_ONCE = 50;
/** How much longer than it works it rests: in a storm, declarations go first. At most so many milliseconds. */
const REST = { times: 4, most: 2_000 };
/** Milliseconds before a profile that nobody could tell is asked for again, or somebody else may work on what was taken. */
const AGAIN = 15_000;

/** The profiles of facilities; undefined when the directory does not answer. */
type Profiles = ReadonlyMap<string, FacilityProfile> | undefined;

/**
 * Keeps clocks as they have to be. Events only note that they are out of date: the directory is asked outside of every transaction. While
 * it does not answer, clocks are worked out with what is known, because one that may apply must ring too, and again when it does.
 */
@Injectable()
export class ClockDeriver implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.announce().catch((err: unknown) => this.logger.warn({ err }, 'old incidents have no clocks yet'));
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  /** Something was asked for: do not wait for the next round. */
  nudge(): void {
    this.rounds.nudge();
  }

  private async announce(): Promise<void> {
    for (let found = AT_ONCE; found === AT_ONCE;) {
      found = await this.database.transaction(SYSTEM, async (tx) => {
        const incidents = await unannounced(tx, AT_ONCE);
        if (incidents.length > 0) await askForClocks(tx, incidents, this.clock.now());
        return incidents.length;
      });
    }
  }

  private async round(): Promise<void> {
    try {
      for (let found = AT_ONCE; found === AT_ONCE;) found = await this.deriveAndRest();
    } catch (err) {
      this.logger.warn({ err }, 'clocks could not be worked out; they will be soon');
    }
  }

  private async deriveAndRest(): Promise<number> {
    const began = performance.now();
    const found = await this.deriveAsked();
    if (found > 0) await sleep(Math.min(REST.times * (performance.now() - began), REST.most));
    return found;
  }

  private async deriveAsked(): Promise<number> {
    const now = this.clock.now();
    const again = new Date(now.getTime() + AGAIN);
    const asked = await this.database.transaction(SYSTEM, (tx) => takeAsked(tx, now, again, AT_ONCE));
    if (asked.length === 0) return 0;
    const profiles = await this.profilesOf(asked);
    const zones = await this.zonesOf(asked);
    await this.database.transaction(SYSTEM, (tx) => this.derive(tx, asked, profiles, zones));
    return asked.length;
  }

  private async profilesOf(asked: readonly Asked[]): Promise<Profiles> {
    const facilityIds = [...new Set(asked.map(({ facilityId }) => facilityId))];
    try {
      const token = await this.tokens.issueForService();
      const options = { token, traceId: newTraceId() };
      const { profiles } = await this.client.request('directory.profile.resolve', { facilityIds }, options);
      return new Map(profiles.map(({ facilityId, profile }) => [facilityId, profile]));
    } catch (err) {
      this.logger.warn({ err }, 'the directory does not tell what facilities are; clocks count them as unknown');
      return undefined;
    }
  }

  private async zonesOf(asked: readonly Asked[]): Promise<Map<string, string>> {
    const territories = [...new Set(asked.map(({ territory }) => territory))];
    return new Map(await Promise.all(territories.map(async (code) => [code, await this.zones.zoneOf(code)] as const)));
  }

  private async derive(
    tx: EntityManager,
    asked: readonly Asked[],
    profiles: Profiles,
    zones: ReadonlyMap<string, string>,
  ): Promise<void> {
    const ids = asked.map(({ incidentId }) => incidentId);
    const sheets = await lockSheets(tx, ids);
    const [regimes, told, kept] = [await readRegimes(tx), await readTold(tx, ids), await lockClocks(tx, ids)];
    const keptOf = Map.groupBy(kept, ({ incidentId }) => incidentId);
    const changes = sheets.map((sheet) => {
      const says = told.get(sheet.incidentId);
      if (!says) throw new Error(`The incident of sheet ${sheet.id} is gone`);
      const subject = subjectOf(says, profileFor(sheet, profiles), zoneFor(sheet, zones));
      return { sheet, changed: changesOf(keptOf.get(sheet.incidentId) ?? [], clocksOf(subject, regimes)) };
    });
    await writeClocks(
      tx,
      changes.flatMap(({ sheet, changed }) => changed.map(({ after }) => ({ owner: ownerOf(sheet), face: after }))),
    );
    await this.tell(tx, changes);
    if (profiles)
      await settleSheets(
        tx,
        sheets.map((sheet) => derivedOf(sheet, profiles, zones)),
      );
  }

  /** Leaves an audit row and an event for each incident of which somebody may have seen other clocks. */
  private async tell(tx: EntityManager, changes: readonly { sheet: Sheet; changed: Change[] }[]): Promise<void> {
    const moved = changes
      .map(({ sheet, changed }) => ({ sheet, visible: changed.filter(isVisible) }))
      .filter(({ visible }) => visible.length > 0);
    if (moved.length === 0) return;
    await countMoves(
      tx,
      moved.map(({ sheet }) => sheet.incidentId),
    );
    const acting = ownActing();
    for (const { sheet, visible } of moved) {
      const { incidentId, facilityId, kind } = sheet;
      const details = { clocks: visible.map(moveOf) };
      const record = { type: 'incident', id: incidentId, facilityId, kind, details } as const;
      audit(tx, auditOf('incident.clock.move', acting, record));
    }
    this.outbox.emit(
      tx,
      ...moved.map(({ sheet, visible }) => movedEvent(sheet, visible, acting.actor.id, acting.traceId)),
    );
  }
}

const profileFor = ({ facilityId, profile }: Sheet, profiles: Profiles): FacilityProfile | null =>
  profiles ? (profiles.get(facilityId) ?? null) : profile;

const zoneFor = ({ territory }: Sheet, zones: ReadonlyMap<string, string>): string => zones.get(territory) ?? 'UTC';

const derivedOf = (sheet: Sheet, profiles: Profiles, zones: ReadonlyMap<string, string>): Derived => ({
  incidentId: sheet.incidentId,
  asked: sheet.asked,
  profile: profileFor(sheet, profiles),
  zone: zoneFor(sheet, zones),
});

const ownerOf = ({ incidentId, facilityId, territory, kind, reference }: Sheet) => ({
  incidentId,
  facilityId,
  territory,
  kind,
  reference,
});

const moveOf = ({ before, after }: Change) => ({
  regime: after.regime,
  stage: after.stage,
  from: { state: before?.state, dueAt: before?.dueAt },
  to: { state: after.state, dueAt: after.dueAt },
});

function movedEvent(sheet: Sheet, visible: readonly Change[], actorId: string, traceId: string) {
  const { id, version, kind, incidentId, facilityId, territory, reference } = sheet;
  const clocks = visible.map(({ after: { regime, stage, state, dueAt } }) => ({ regime, stage, state, dueAt }));
  const payload = { incidentId, facilityId, territory, reference, clocks };
  return { type: 'clock.moved', aggregateId: id, version: version + 1, kind, actorId, traceId, payload } as const;
}
