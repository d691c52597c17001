import { Inject, Injectable } from '@nestjs/common';
import { type ClockStanding, type CommandBody, type CommandResult, type IncidentClock, Refusal } from '#libs/contracts';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { type Position, readCursor, writeCursor } from '../paging/cursor.js';
import { REQUESTS } from './request.sql.js';
import { COUNTS, type Filter, SORT, filterOf, standingOf } from './standing.sql.js';

type List = CommandResult<'incident.clock.list'>;
type Instants = 'dueAt' | 'metAt' | 'nextRingAt';
type ClockRow = Omit<IncidentClock, Instants> & Record<Instants, Date | null> & { sortAt: Date };

const COLUMNS = `c.id, incident_id AS "incidentId", reference, facility_id AS "facilityId", territory, kind, regime,
  regime_version AS "regimeVersion", r.definition->'name' AS "regimeName", r.definition->'basis' AS basis,
  (r.definition->'toConfirm')::boolean AS "toConfirm", stage, s.value->'name' AS "stageName", s.value->'authorities' AS authorities, applies,
  state, due_at AS "dueAt", met_at AS "metAt", next_ring_at AS "nextRingAt", reason, ${REQUESTS} AS requests, ${SORT} AS "sortAt"`;

@Injectable()
export class ClockReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What is due first comes first. */
  list(query: CommandBody<'incident.clock.list'>, context: CommandContext): Promise<List> {
    const filter = filterOf(query, context, this.clock.now());
    const after = readCursor(query.cursor);
    return this.database.transaction(context.scope, async (tx) => {
      if (query.incidentId !== undefined) await mustExist(tx, query.incidentId);
      // Before the clocks are read: worked out in between, they would seem to be none.
      const pending = await isPending(tx, query.incidentId);
      const counts = await one<Record<ClockStanding, number>>(
        tx,
        `SELECT ${COUNTS} FROM clock WHERE ${filter.where}`,
        filter.values,
      );
      const total = totalOf(query, counts);
      const found = await page(tx, filter, standingOf(query), after, query.limit + 1);
      const shown = found.slice(0, query.limit);
      const last = shown.at(-1);
      const next =
        found.length > query.limit && last ? writeCursor({ at: last.sortAt.toISOString(), id: last.id, total }) : null;
      return { items: shown.map(toClock), next, total, counts, pending };
    });
  }
}

const totalOf = ({ state }: CommandBody<'incident.clock.list'>, counts: Record<ClockStanding, number>): number =>
  Object.entries(counts)
    .filter(([standing]) => state === undefined || state.length === 0 || state.includes(standing as ClockStanding))
    .reduce((sum, [, count]) => sum + count, 0);

/** @throws Refusal('not-found') for an incident that is not in scope, whether or not there is one */
async function mustExist(tx: EntityManager, incidentId: string): Promise<void> {
  if (!(await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1', [incidentId]))) throw new Refusal('not-found');
}

/** Whether the clocks of the incident are still being worked out: the one that is asked for, else none. */
async function isPending(tx: EntityManager, incidentId: string | undefined): Promise<boolean> {
  if (incidentId === undefined) return false;
  const sheet = await maybeOne<{ settled: boolean }>(
    tx,
    'SELECT derived >= asked AS settled FROM clock_sheet WHERE incident_id = $1',
    [incidentId],
  );
  return sheet?.settled !== true;
}

function page(
  tx: EntityManager,
  { where, values }: Filter,
  standing: string,
  after: Position | null,
  limit: number,
): Promise<ClockRow[]> {
  const [at, id, most] = [1, 2, 3].map((offset) => `$${values.length + offset}`);
  return rows<ClockRow>(
    tx,
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM clock WHERE ${where} AND ${standing}
         AND (${SORT}, id) > (coalesce(${at}, '-infinity'::timestamptz), coalesce(${id}, '00000000-0000-0000-0000-000000000000'::uuid))
       ORDER BY ${SORT}, id LIMIT ${most}
     ) AS c
     JOIN clock_regime r ON r.code = c.regime AND r.version = c.regime_version
     JOIN LATERAL jsonb_array_elements(r.definition->'stages') AS s ON s.value->>'code' = c.stage
     ORDER BY "sortAt", c.id`,
    [...values, after?.at ?? null, after?.id ?? null, limit],
  );
}

function toClock({ sortAt: _, dueAt, metAt, nextRingAt, ...row }: ClockRow): IncidentClock {
  return {
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    metAt: metAt?.toISOString() ?? null,
    nextRingAt: nextRingAt?.toISOString() ?? null,
  };
}
