import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type JournalEntry, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { type Stepped, eventOf, saidOf, step } from '../incidents/incident.step.js';
import { type JournalRow, journalColumns, toEntry } from './journal.row.js';

const WRITE = 'incident.journal.write';
type Note = CommandBody<typeof WRITE>;

@Injectable()
export class JournalService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** In the order in which it was written; what is the agency's alone does not exist for a facility. */
  async list(
    { incidentId, after, limit }: CommandBody<'incident.journal.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.journal.list'>> {
    return this.database.transaction(scope, async (tx) => {
      if (!(await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1', [incidentId]))) throw new Refusal('not-found');
      const found = await rows<JournalRow>(
        tx,
        `SELECT ${journalColumns(scope)} FROM journal_entry WHERE incident_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT $3`,
        [incidentId, after, limit + 1],
      );
      const items = found.slice(0, limit).map(toEntry);
      return { items, next: found.length > limit ? (items.at(-1)?.seq ?? null) : null };
    });
  }

  /** @throws Refusal('forbidden') when a facility would write what it could not read */
  async write(note: Note, context: CommandContext): Promise<JournalEntry> {
    if (context.scope.kind === 'facility' && note.visibility === 'agency') throw new Refusal('forbidden');
    const { id, incidentId, text, visibility } = note;
    const { seq, at } = await this.place(note, context);
    const authorId = context.actor.id;
    return {
      id,
      incidentId,
      seq,
      type: 'note',
      visibility,
      authorSide: sideOf(context),
      authorId,
      text,
      details: {},
      at,
    };
  }

  /** What is kept for a repeated key is the entry's place, not its text: the body that comes again has that. */
  private async place(note: Note, context: CommandContext): Promise<{ seq: number; at: string }> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(WRITE, note, context), (tx) =>
        this.record(tx, note, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'journal_entry_id_key') ? new Refusal('already-exists') : error;
    }
  }

  private async record(tx: EntityManager, note: Note, context: CommandContext): Promise<{ seq: number; at: string }> {
    const { id, incidentId, text, visibility } = note;
    const at = this.clock.instant();
    const stepped = await step(tx, context, at, incidentId, { id, type: 'note', visibility, text });
    const { facilityId, kind, seq } = stepped;
    audit(tx, auditOf(WRITE, context, { type: 'incident', id: incidentId, facilityId, kind, details: { id, seq } }));
    this.outbox.emit(tx, writtenEvent(stepped, visibility, context));
    return { seq, at };
  }
}

const sideOf = ({ scope }: CommandContext): JournalEntry['authorSide'] =>
  scope.kind === 'facility' ? 'facility' : 'agency';

function writtenEvent(stepped: Stepped, visibility: JournalEntry['visibility'], context: CommandContext) {
  const { entryId, seq } = stepped;
  return {
    ...eventOf(stepped, context),
    type: 'incident.journal-written',
    payload: { ...saidOf(stepped), entryId, seq, visibility, authorSide: sideOf(context) },
  } as const;
}
