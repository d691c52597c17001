import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Incident, Refusal, openActions } from '#libs/contracts';
import { can } from '#libs/auth';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { type Position, readCursor, unknownCursor, writeCursor } from '../paging/cursor.js';
import { type Filter, filterOf } from './incident.filter.js';
import {
  type DetailRow,
  type SummaryRow,
  detailColumns,
  summaryColumns,
  toIncident,
  toSummary,
} from './incident.row.js';

@Injectable()
export class IncidentReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first, or the gravest; of those of one score, the newest. @throws Refusal('invalid-request') for a cursor of the other order */
  async list(
    query: CommandBody<'incident.incident.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.incident.list'>> {
    const filter = filterOf(query, context);
    const isByScore = query.order === 'gravest';
    const after = readCursor(query.cursor);
    if (after && (after.rank !== undefined) !== isByScore) throw unknownCursor();
    return this.database.transaction(context.scope, async (tx) => {
      const total = after?.total ?? (await count(tx, filter));
      const found = await page(tx, summaryColumns(context.scope), filter, after, query.limit + 1, isByScore);
      const items = found.slice(0, query.limit).map(toSummary);
      const last = items.at(-1);
      const rank = isByScore ? { rank: last?.score ?? UNASSESSED } : {};
      const isMore = found.length > query.limit && last !== undefined;
      const next = isMore ? writeCursor({ at: last.recordedAt, id: last.id, total, ...rank }) : null;
      return { items, next, total };
    });
  }

  async get(incidentId: string, { actor, scope }: CommandContext): Promise<Incident> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<DetailRow>(tx, `SELECT ${detailColumns(scope)} FROM incident WHERE id = $1`, [incidentId]),
    );
    if (!row) throw new Refusal('not-found');
    return toIncident(row, can(actor, 'incident.triage') ? openActions(row.state) : []);
  }
}

async function count(tx: EntityManager, { where, values }: Filter): Promise<number> {
  const { total } = await one<{ total: string }>(tx, `SELECT count(*) AS total FROM incident WHERE ${where}`, values);
  return Number(total);
}

/** The place of what was not assessed: after everything that was. */
const UNASSESSED = -1;

function page(
  tx: EntityManager,
  columns: string,
  { where, values }: Filter,
  after: Position | null,
  limit: number,
  isByScore: boolean,
): Promise<SummaryRow[]> {
  const [at, id, most, rank] = [1, 2, 3, 4].map((offset) => `$${values.length + offset}`);
  const score = `coalesce(score, ${UNASSESSED})`;
  const columnsOfOrder = isByScore ? [score, 'recorded_at', 'id'] : ['recorded_at', 'id'];
  const beginning = [
    ...(isByScore ? [`coalesce(${rank}, 101)`] : []),
    `coalesce(${at}, 'infinity'::timestamptz)`,
    `coalesce(${id}, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`,
  ];
  return rows<SummaryRow>(
    tx,
    `SELECT ${columns} FROM incident
     WHERE ${where} AND (${columnsOfOrder.join(', ')}) < (${beginning.join(', ')})
     ORDER BY ${columnsOfOrder.map((column) => `${column} DESC`).join(', ')} LIMIT ${most}`,
    [...values, after?.at ?? null, after?.id ?? null, limit, ...(isByScore ? [after?.rank ?? null] : [])],
  );
}
