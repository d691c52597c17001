import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  EXTRACT_MAX,
  type FoundIndicator,
  type IndicatorRecord,
  Refusal,
  extractIndicators,
  flagsOf,
} from '#libs/contracts';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { readCursor, writeCursor } from '../paging/cursor.js';
import { indicatorIdOf } from './indicator-id.js';
import { standingOf, subjectOf } from './indicator.store.js';
import { textOf } from './indicator.texts.js';
import { SEARCH, SEARCH_COUNT, queryOf } from './search.sql.js';
import { type SightingRow, sightingColumns, toSighting } from './sighting.row.js';

const LISTED_SIGHTINGS = 500;
const FIRST = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

type RecordRow = Omit<IndicatorRecord, 'flags' | 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date };

@Injectable()
export class IndicatorReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  list(
    { incidentId, cursor, limit }: CommandBody<'incident.indicator.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.indicator.list'>> {
    const after = readCursor(cursor);
    return this.database.transaction(scope, async (tx) => {
      await subjectOf(tx, incidentId);
      const total = after?.total ?? (await countOf(tx, incidentId));
      const found = await rows<SightingRow>(
        tx,
        `SELECT ${sightingColumns(scope)} FROM indicator_sighting s
         WHERE s.incident_id = $1 AND (s.recorded_at, s.id) < ($2::timestamptz, $3::uuid)
         ORDER BY s.recorded_at DESC, s.id DESC LIMIT $4`,
        [incidentId, after?.at ?? FIRST[0], after?.id ?? FIRST[1], limit + 1],
      );
      const items = found.slice(0, limit).map(toSighting);
      const last = items.at(-1);
      const next = found.length > limit && last ? writeCursor({ at: last.recordedAt, id: last.id, total }) : null;
      return { items, next, total };
    });
  }

  /** Proposes; a value that is known elsewhere alone is as new as any. */
  extract(
    { incidentId, text }: CommandBody<'incident.indicator.extract'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.indicator.extract'>> {
    return this.database.transaction(scope, async (tx) => {
      await subjectOf(tx, incidentId);
      const whole = text ?? (await textOf(tx, incidentId, scope));
      const items = await markKnown(tx, incidentId, extractIndicators(whole));
      return { items, read: Math.min(whole.length, EXTRACT_MAX), more: whole.length > EXTRACT_MAX };
    });
  }

  search(
    { q, type, kind, cursor, limit }: CommandBody<'incident.indicator.search'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.indicator.search'>> {
    const after = readCursor(cursor);
    const filter = [kind, type ?? null, queryOf(q)];
    return this.database.transaction(scope, async (tx) => {
      const total = after?.total ?? Number((await one<{ total: string }>(tx, SEARCH_COUNT, filter)).total);
      const place = [after?.at ?? FIRST[0], after?.id ?? FIRST[1], limit + 1];
      const found = await rows<RecordRow>(tx, SEARCH, [...filter, ...place]);
      const items = found.slice(0, limit).map(toRecord);
      const last = found.slice(0, limit).at(-1);
      // The place in the list is that of the record, which may be older than what is counted here.
      const at = last && (await firstAtOf(tx, last.id));
      const next = found.length > limit && last && at ? writeCursor({ at, id: last.id, total }) : null;
      return { items, next, total };
    });
  }

  sightings(
    { indicatorId }: CommandBody<'incident.indicator.sightings'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.indicator.sightings'>> {
    return this.database.transaction(scope, async (tx) => {
      if (!(await maybeOne(tx, 'SELECT 1 FROM indicator WHERE id = $1', [indicatorId]))) throw new Refusal('not-found');
      const found = await rows<SightingRow & { facilityId: string; reference: string; kind: 'real' | 'exercise' }>(
        tx,
        `SELECT ${sightingColumns(scope)}, s.facility_id AS "facilityId", i.reference, i.kind
         FROM indicator_sighting s JOIN incident i ON i.id = s.incident_id
         WHERE s.indicator_id = $1 ORDER BY s.recorded_at DESC, s.id DESC LIMIT $2`,
        [indicatorId, LISTED_SIGHTINGS],
      );
      const { total } = await one<{ total: number }>(
        tx,
        'SELECT count(*)::int AS total FROM indicator_sighting WHERE indicator_id = $1',
        [indicatorId],
      );
      const items = found.map(({ facilityId, reference, kind, ...row }) => ({
        ...toSighting(row),
        facilityId,
        reference,
        kind,
      }));
      return { items, total };
    });
  }
}

const toRecord = ({ firstAt, lastAt, ...row }: RecordRow): IndicatorRecord => ({
  ...row,
  flags: flagsOf(row.type, row.value),
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});

/** Which of them are on the incident. */
async function markKnown(
  tx: EntityManager,
  incidentId: string,
  found: readonly Pick<FoundIndicator, 'type' | 'value'>[],
): Promise<FoundIndicator[]> {
  const ids = found.map(({ type, value }) => indicatorIdOf(type, value));
  const standing = await standingOf(tx, incidentId, ids);
  return found.map(({ type, value }, index) => ({
    type,
    value,
    flags: flagsOf(type, value),
    known: standing.has(ids[index]!),
  }));
}

async function countOf(tx: EntityManager, incidentId: string): Promise<number> {
  const { total } = await one<{ total: number }>(
    tx,
    'SELECT count(*)::int AS total FROM indicator_sighting WHERE incident_id = $1',
    [incidentId],
  );
  return total;
}

async function firstAtOf(tx: EntityManager, id: string): Promise<string> {
  return (await one<{ at: Date }>(tx, 'SELECT first_at AS at FROM indicator WHERE id = $1', [id])).at.toISOString();
}
