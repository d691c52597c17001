import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type JournalEntry, Refusal } from '#libs/contracts';
import { Database, audit, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { type NewEntry, type Stepped, eventOf, saidOf, step } from '../incidents/incident.step.js';
import { isPinned, readAfter, readBefore, readPinned, readWordings } from './journal.store.js';

const WRITE = 'incident.journal.write';
const EDIT = 'incident.journal.edit';
const PIN = 'incident.journal.pin';
type Writing = typeof WRITE | typeof EDIT | typeof PIN;
type List<Name extends 'list' | 'earlier' | 'pinned' | 'history'> = `incident.journal.${Name}`;

/** After the last position that there can be. */
const AFTER_ALL = 2_147_483_647;

/** Where an entry stands. What is kept for a repeated key is this, not its text: the body that comes again has that. */
interface Placed {
  seq: number;
  at: string;
  type: JournalEntry['type'];
  visibility: JournalEntry['visibility'];
}

@Injectable()
export class JournalService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(
    { incidentId, after, limit }: CommandBody<List<'list'>>,
    context: CommandContext,
  ): Promise<CommandResult<List<'list'>>> {
    return this.reading(incidentId, context, async (tx) => {
      const found = await readAfter(tx, context.scope, incidentId, after, limit + 1);
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? (items.at(-1)?.seq ?? null) : null };
    });
  }

  earlier(
    { incidentId, before = AFTER_ALL, limit }: CommandBody<List<'earlier'>>,
    context: CommandContext,
  ): Promise<CommandResult<List<'earlier'>>> {
    return this.reading(incidentId, context, async (tx) => {
      const found = await readBefore(tx, context.scope, incidentId, before, limit + 1);
      const items = found.slice(0, limit).toReversed();
      return { items, before: found.length > limit ? (items[0]?.seq ?? null) : null };
    });
  }

  pinned({ incidentId }: CommandBody<List<'pinned'>>, context: CommandContext): Promise<CommandResult<List<'pinned'>>> {
    return this.reading(incidentId, context, async (tx) => ({
      items: await readPinned(tx, context.scope, incidentId),
    }));
  }

  /** @throws Refusal('not-found') also for an entry that the reader must not see */
  history(
    { incidentId, entryId }: CommandBody<List<'history'>>,
    context: CommandContext,
  ): Promise<CommandResult<List<'history'>>> {
    return this.reading(incidentId, context, async (tx) => {
      const items = await readWordings(tx, context.scope, incidentId, entryId);
      if (items[0]?.id !== entryId) throw new Refusal('not-found');
      return { items };
    });
  }

  /** @throws Refusal('forbidden') when a facility would write what it could not read */
  async write(note: CommandBody<typeof WRITE>, context: CommandContext): Promise<JournalEntry> {
    const { id, incidentId, text, visibility, type = 'note', topic = null, tlp = null, mentions = [] } = note;
    if (context.scope.kind === 'facility' && visibility === 'agency') throw new Refusal('forbidden');
    const entry = { id, type, visibility, text, topic, tlp, mentions } satisfies NewEntry;
    const placed = await this.once(WRITE, note, context, (tx) => this.record(tx, WRITE, incidentId, entry, context));
    return toldOf(incidentId, entry, placed, context);
  }

  /**
   * @throws Refusal('not-found') for an entry that is none of one's eyes, Refusal('not-the-author'), Refusal('entry-changed') when it was
   * worded anew since
   */
  async edit(body: CommandBody<typeof EDIT>, context: CommandContext): Promise<JournalEntry> {
    const { id, incidentId, entryId, base, text, topic = null, tlp = null } = body;
    const said = { id, type: 'edited', text, topic, tlp, details: { entryId } } as const;
    const placed = await this.once(EDIT, body, context, async (tx) => {
      await lock(tx, incidentId);
      const wordings = await readWordings(tx, context.scope, incidentId, entryId);
      const [first] = wordings;
      if (first?.id !== entryId) throw new Refusal('not-found');
      const isOwn = first.authorId === context.actor.id && first.authorSide === sideOf(context);
      if (!isOwn || (first.type !== 'note' && first.type !== 'decision')) throw new Refusal('not-the-author');
      if (wordings.at(-1)?.seq !== base) throw new Refusal('entry-changed');
      return this.record(tx, EDIT, incidentId, { ...said, visibility: first.visibility }, context);
    });
    return toldOf(incidentId, { ...said, visibility: placed.visibility }, placed, context);
  }

  /** @throws Refusal('not-found') */
  async pin(body: CommandBody<typeof PIN>, context: CommandContext): Promise<CommandResult<typeof PIN>> {
    const { incidentId, entryId, pinned } = body;
    await this.once(PIN, body, context, async (tx) => {
      await lock(tx, incidentId);
      const [first] = await readWordings(tx, context.scope, incidentId, entryId);
      if (first?.id !== entryId) throw new Refusal('not-found');
      if ((await isPinned(tx, incidentId, entryId)) === pinned) return null;
      const type = pinned ? 'pinned' : 'unpinned';
      const entry = { id: newId(), type, visibility: first.visibility, details: { entryId } } as const;
      return this.record(tx, PIN, incidentId, entry, context);
    });
    return { entryId, pinned };
  }

  private reading<T>(
    incidentId: string,
    { scope }: CommandContext,
    read: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(scope, async (tx) => {
      if (!(await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1', [incidentId]))) throw new Refusal('not-found');
      return read(tx);
    });
  }

  private async once<T>(
    name: Writing,
    body: unknown,
    context: CommandContext,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(name, body, context), work);
    } catch (error) {
      throw isUniqueViolation(error, 'journal_entry_id_key') ? new Refusal('already-exists') : error;
    }
  }

  private async record(
    tx: EntityManager,
    name: Writing,
    incidentId: string,
    entry: NewEntry & { id: string },
    context: CommandContext,
  ): Promise<Placed> {
    const at = this.clock.instant();
    const stepped = await step(tx, context, at, incidentId, entry);
    const { facilityId, kind, seq } = stepped;
    const { id, type, visibility } = entry;
    const details = { id, seq, ...entry.details };
    audit(tx, auditOf(name, context, { type: 'incident', id: incidentId, facilityId, kind, details }));
    this.outbox.emit(tx, writtenEvent(stepped, entry, context));
    return { seq, at, type, visibility };
  }
}

/** So that nobody words or pins it in between. */
async function lock(tx: EntityManager, incidentId: string): Promise<void> {
  const found = await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1 FOR UPDATE', [incidentId]);
  if (!found) throw new Refusal('not-found');
}

const sideOf = ({ scope }: CommandContext): JournalEntry['authorSide'] =>
  scope.kind === 'facility' ? 'facility' : 'agency';

/** The entry as its author is answered. */
function toldOf(
  incidentId: string,
  { id, text, topic = null, tlp = null, mentions = [], details = {} }: NewEntry & { id: string; text: string },
  placed: Placed,
  context: CommandContext,
): JournalEntry {
  const author = { authorSide: sideOf(context), authorId: context.actor.id };
  return { id, incidentId, ...placed, ...author, text, details, topic, tlp, mentions: [...mentions] };
}

function writtenEvent(stepped: Stepped, { type, visibility, mentions = [], tlp }: NewEntry, context: CommandContext) {
  const { entryId, seq } = stepped;
  const entry = { entryId, seq, visibility, authorSide: sideOf(context), entryType: type, mentions: [...mentions] };
  return {
    ...eventOf(stepped, context),
    type: 'incident.journal-written',
    payload: { ...saidOf(stepped), ...entry, ...(tlp && { entryTlp: tlp }) },
  } as const;
}
