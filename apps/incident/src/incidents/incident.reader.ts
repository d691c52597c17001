import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Incident, Kind, Refusal, openActions } from '#libs/contracts';
import { can } from '#libs/auth';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { type Position, readCursor, unknownCursor, writeCursor } from '../paging/cursor.js';
import { type Filter, filterOf } from './incident.filter.js';
import { bandsOfScore, bandsOfTime, descending, findByWords } from './incident.words.js';
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
    const isByScore = query.order === 'gravest';
    const after = readCursor(query.cursor);
    if (after && (after.rank !== undefined) !== isByScore) throw unknownCursor();
    const asked: Asked = { query, context, filter: filterOf(query, context), isByScore, after };
    return this.database.transaction(context.scope, async (tx) => {
      const isByWords = query.q !== undefined && context.scope.kind !== 'facility';
      const { total, counted, found } = await (isByWords ? this.withWords(tx, asked) : this.ofAll(tx, asked));
      const items = found.slice(0, query.limit).map(toSummary);
      const last = items.at(-1);
      const rank = isByScore ? { rank: last?.score ?? UNASSESSED } : {};
      const isMore = found.length > query.limit && last !== undefined;
      const next = isMore ? writeCursor({ at: last.recordedAt, id: last.id, total, ...rank }) : null;
      return { items, next, total: Math.min(total, counted), isMoreThanTotal: total > counted };
    });
  }

  private async ofAll(tx: EntityManager, { query, context, filter, isByScore, after }: Asked): Promise<Page> {
    const total = after?.total ?? (await count(tx, filter));
    const order = orderOf(isByScore);
    const { where, values } = afterwards(filter, order, after, isByScore);
    const found = await rows<SummaryRow>(
      tx,
      `SELECT ${summaryColumns(context.scope)} FROM incident WHERE ${where} ORDER BY ${descending(order)} LIMIT ${query.limit + 1}`,
      values,
    );
    return { total, counted: COUNTED, found };
  }

  private async withWords(tx: EntityManager, { query, context, filter, isByScore, after }: Asked): Promise<Page> {
    const order = orderOf(isByScore);
    const ids = await findByWords(tx, {
      q: query.q ?? '',
      filter: afterwards(filter, order, after, isByScore),
      order,
      bands: isByScore
        ? bandsOfScore(after?.rank ?? GRAVEST)
        : bandsOfTime(after ? new Date(after.at) : await newest(tx)),
      most: after ? query.limit + 1 : Math.max(query.limit, COUNTED_WITH_WORDS) + 1,
    });
    const found = await rows<SummaryRow>(
      tx,
      `SELECT ${summaryColumns(context.scope)} FROM incident WHERE id = ANY($1) ORDER BY ${descending(order)}`,
      [ids.slice(0, query.limit + 1)],
    );
    return { total: after?.total ?? ids.length, counted: COUNTED_WITH_WORDS, found };
  }

  async get(incidentId: string, { actor, scope }: CommandContext): Promise<Incident> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<DetailRow>(tx, `SELECT ${detailColumns(scope)} FROM incident WHERE id = $1`, [incidentId]),
    );
    if (!row) throw new Refusal('not-found');
    return toIncident(row, can(actor, 'incident.triage') ? openActions(row.state) : []);
  }
}

interface Asked {
  query: CommandBody<'incident.incident.list'>;
  context: CommandContext;
  filter: Filter;
  isByScore: boolean;
  after: Position | null;
}

interface Page {
  /** Counted up to one beyond `counted`. */
  total: number;
  counted: number;
  /** One more than the page where there is one. */
  found: SummaryRow[];
}

/** Beyond these nobody counts: a narrower question says more than a large number, and does not grow with the years. */
const COUNTED = 10_000;
const COUNTED_WITH_WORDS = 200;
/** The place of what was not assessed: after everything that was. */
const UNASSESSED = -1;
const GRAVEST = 100;

/** Where a search begins: after a quiet year, too, the first weeks that it reads have something in them. */
async function newest(tx: EntityManager): Promise<Date> {
  // Each kind by its index.
  const ofKind = (kind: string) => `(SELECT max(recorded_at) FROM incident WHERE kind = '${kind}')`;
  const { at } = await one<{ at: Date | null }>(tx, `SELECT greatest(${Kind.options.map(ofKind).join(', ')}) AS at`);
  return at ?? new Date(0);
}

async function count(tx: EntityManager, { where, values }: Filter): Promise<number> {
  const found = `SELECT FROM incident WHERE ${where} LIMIT ${COUNTED + 1}`;
  return (await one<{ total: number }>(tx, `SELECT count(*)::int AS total FROM (${found}) AS found`, values)).total;
}

const orderOf = (isByScore: boolean): string[] =>
  isByScore ? [`coalesce(score, ${UNASSESSED})`, 'recorded_at', 'id'] : ['recorded_at', 'id'];

/** What comes after the page before. */
function afterwards(filter: Filter, order: string[], after: Position | null, isByScore: boolean): Filter {
  if (!after) return filter;
  const values = [...filter.values, ...(isByScore ? [after.rank] : []), after.at, after.id];
  const places = order.map((_, index) => `$${filter.values.length + index + 1}`);
  return { ...filter, where: `${filter.where} AND (${order.join(', ')}) < (${places.join(', ')})`, values };
}
