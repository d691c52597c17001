import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Incident, Refusal, openActions } from '#libs/contracts';
import { can } from '#libs/auth';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { type Position, readCursor, writeCursor } from '../paging/cursor.js';
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

  /** Newest first. */
  async list(
    query: CommandBody<'incident.incident.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.incident.list'>> {
    const filter = filterOf(query, context);
    const after = readCursor(query.cursor);
    return this.database.transaction(context.scope, async (tx) => {
      const total = after?.total ?? (await count(tx, filter));
      const found = await page(tx, summaryColumns(context.scope), filter, after, query.limit + 1);
      const items = found.slice(0, query.limit).map(toSummary);
      const last = items.at(-1);
      const next = found.length > query.limit && last ? writeCursor({ at: last.recordedAt, id: last.id, total }) : null;
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

function page(
  tx: EntityManager,
  columns: string,
  { where, values }: Filter,
  after: Position | null,
  limit: number,
): Promise<SummaryRow[]> {
  const [at, id, most] = [1, 2, 3].map((offset) => `$${values.length + offset}`);
  return rows<SummaryRow>(
    tx,
    `SELECT ${columns} FROM incident
     WHERE ${where} AND (recorded_at, id) < (coalesce(${at}, 'infinity'::timestamptz), coalesce(${id}, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY recorded_at DESC, id DESC LIMIT ${most}`,
    [...values, after?.at ?? null, after?.id ?? null, limit],
  );
}
