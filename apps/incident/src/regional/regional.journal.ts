import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal, type RegionalEntry } from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne, one } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { readCursor, unknownCursor, writeCursor } from '../paging/cursor.js';
import { regionalEvent } from './membership.js';
import { lockRegional, readEntries, stepRegional } from './step.sql.js';

const WRITE = 'incident.regional.write';

/** Where an entry stands. What is kept for a repeated key is this, not its text: the body that comes again has that. */
type Placed = Pick<RegionalEntry, 'seq' | 'at'>;

/** What the analysts note and decide about a regional incident, among what became of it. */
@Injectable()
export class RegionalJournal {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found') */
  list(
    { regionalId, limit, cursor }: CommandBody<'incident.regional.journal'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.regional.journal'>> {
    const after = readCursor(cursor);
    if (after && after.rank === undefined) throw unknownCursor();
    return this.database.transaction(scope, async (tx) => {
      const known = await maybeOne(tx, 'SELECT 1 FROM regional_incident WHERE id = $1', [regionalId]);
      if (!known) throw new Refusal('not-found');
      const total = after?.total ?? (await one<{ total: number }>(tx, COUNT, [regionalId])).total;
      const found = await readEntries(tx, regionalId, after?.rank ?? null, limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const next =
        found.length > limit && last ? writeCursor({ at: last.at, id: last.id, total, rank: last.seq }) : null;
      return { items, next, total };
    });
  }

  /** @throws Refusal('already-exists') for the id of another entry, Refusal('state-conflict') once it is closed */
  async write(body: CommandBody<typeof WRITE>, context: CommandContext): Promise<RegionalEntry> {
    const { id, regionalId, type, text } = body;
    const request = requestOf(WRITE, body, context);
    try {
      const placed = await this.database.idempotentTransaction(context.scope, request, (tx) =>
        this.record(tx, body, context),
      );
      return { id, regionalId, type, text, authorId: context.actor.id, incidents: [], details: {}, ...placed };
    } catch (error) {
      throw isUniqueViolation(error, 'regional_entry_id_key') ? new Refusal('already-exists') : error;
    }
  }

  private async record(
    tx: EntityManager,
    { id, regionalId, type, text }: CommandBody<typeof WRITE>,
    context: CommandContext,
  ): Promise<Placed> {
    const regional = await lockRegional(tx, regionalId);
    const at = this.clock.instant();
    const entry = { id, type, text, authorId: context.actor.id, at };
    const stepped = await stepRegional(tx, regional, entry);
    const { kind, version: seq } = stepped;
    audit(
      tx,
      auditOf(WRITE, context, { type: 'regional-incident', id: regionalId, kind, details: { entryId: id, seq, type } }),
    );
    const event = regionalEvent(stepped, 'regional.journal-written', context);
    this.outbox.emit(tx, { ...event, payload: { ...event.payload, entryId: id, seq, entryType: type } });
    return { seq, at };
  }
}

const COUNT = 'SELECT count(*)::int AS total FROM regional_entry WHERE regional_id = $1';
