import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type RegionalIncident, Refusal } from '#libs/contracts';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { readCursor, writeCursor } from '../paging/cursor.js';
import { REGIONAL, type RegionalRow, toRegional } from './regional.row.js';

@Injectable()
export class RegionalReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first. */
  async list(
    { state, limit, cursor }: CommandBody<'incident.regional.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.regional.list'>> {
    const after = readCursor(cursor);
    return this.database.transaction(scope, async (tx) => {
      const total = after?.total ?? (await one<{ total: number }>(tx, COUNT, [state ?? null])).total;
      const found = await rows<RegionalRow>(tx, PAGE, [state ?? null, after?.at ?? null, after?.id ?? null, limit + 1]);
      const items = found.slice(0, limit).map(toRegional);
      const last = items.at(-1);
      const next = found.length > limit && last ? writeCursor({ at: last.openedAt, id: last.id, total }) : null;
      return { items, next, total };
    });
  }

  async get(regionalId: string, { scope }: CommandContext): Promise<RegionalIncident> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<RegionalRow>(tx, `SELECT ${REGIONAL} FROM regional_incident WHERE id = $1`, [regionalId]),
    );
    if (!row) throw new Refusal('not-found');
    return toRegional(row);
  }
}

const COUNT = 'SELECT count(*)::int AS total FROM regional_incident WHERE $1::text IS NULL OR state = $1';
const PAGE = `
  SELECT ${REGIONAL} FROM regional_incident
  WHERE ($1::text IS NULL OR state = $1) AND ($2::timestamptz IS NULL OR (opened_at, id) < ($2, $3::uuid))
  ORDER BY opened_at DESC, id DESC LIMIT $4`;
