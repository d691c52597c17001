import { Inject, Injectable } from '@nestjs/common';
import { scopeFor } from '#libs/auth';
import { type CommandBody, Refusal, type RefusalCode, type RelayReceipt } from '#libs/contracts';
import { Database, audit, bodyHash, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { DeclarationService } from '../declarations/declaration.service.js';
import { type Relayed, RelayedReader } from './relayed.reader.js';

const RELAY = 'incident.declaration.relay';

/**
 * Days after which a code opens no incident any more: the network of a hospital has been away for ten, and a photograph found months later
 * tells of another time. What was received within them is told as received however old its code is.
 */
const DAYS = 30;

/** What the declaration's own author would be told means, to who relays it, that it cannot be recorded. */
const UNFIT: ReadonlySet<RefusalCode> = new Set(['aware-in-future', 'aware-before-start']);
/** The declaration is there in another version, or another record under its id. */
const TAKEN: ReadonlySet<RefusalCode> = new Set(['already-exists', 'idempotency-key-reused']);

@Injectable()
export class RelayService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RelayedReader) private readonly reader: RelayedReader,
    @Inject(DeclarationService) private readonly declarations: DeclarationService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Records it for its author, as if they had sent it themselves, and once, whoever else relays or sends it. The two transactions are not one:
   * after a failure between them the same request finds the incident, and leaves what is missing.
   */
  async relay(body: CommandBody<typeof RELAY>, context: CommandContext): Promise<RelayReceipt> {
    const answered = await this.answered(body, context);
    if (answered) return answered;
    const relayed = await this.reader.read(body.parts, context.traceId);
    const receipt = await this.take(relayed, authorContext(relayed, context), context);
    const { id, facilityId, kind } = relayed.content.declaration;
    const details = { alreadyReceived: receipt.alreadyReceived };
    return this.database.idempotentTransaction(context.scope, requestOf(RELAY, body, context), async (tx) => {
      audit(tx, auditOf(RELAY, context, { type: 'incident', id, facilityId, kind, details }));
      return receipt;
    });
  }

  /** @throws Refusal('idempotency-key-reused') */
  private async answered(body: unknown, { actor, scope, key }: CommandContext): Promise<RelayReceipt | null> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<{ hash: string; response: RelayReceipt | null }>(
        tx,
        `SELECT encode(body_hash, 'hex') AS hash, response FROM idempotency WHERE actor_id = $1 AND operation = $2 AND key = $3`,
        [actor.id, RELAY, key],
      ),
    );
    if (row && row.hash !== bodyHash(body)) throw new Refusal('idempotency-key-reused');
    return row?.response ?? null;
  }

  private async take(
    { author, content }: Relayed,
    context: CommandContext,
    { actor }: CommandContext,
  ): Promise<RelayReceipt> {
    const { declaration, signedAt } = content;
    const territory = author.facilities.find(({ id }) => id === declaration.facilityId)?.territory ?? '';
    if (this.clock.now().getTime() - Date.parse(signedAt) > DAYS * 86_400_000) {
      return this.received(content, context, new Refusal('relay-too-old', { days: DAYS }));
    }
    const by = { source: 'relay', relayedBy: actor.id } as const;
    const command = 'incident.declaration.submit';
    try {
      const incoming = { command, declaration, body: declaration, context, territory, ...by } as const;
      const { receipt, isNew } = await this.declarations.takeTelling(incoming);
      return { reference: receipt.reference, recordedAt: receipt.recordedAt, alreadyReceived: !isNew };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (TAKEN.has(error.code)) return this.received(content, context, new Refusal('relay-unfit'));
      throw UNFIT.has(error.code) ? new Refusal('relay-unfit') : error;
    }
  }

  /** The receipt of what the author has declared under this id. @throws the refusal when there is nothing */
  private async received(
    { declaration }: Relayed['content'],
    { actor, scope }: CommandContext,
    otherwise: Refusal,
  ): Promise<RelayReceipt> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<{ reference: string; recordedAt: Date }>(
        tx,
        'SELECT reference, recorded_at AS "recordedAt" FROM incident WHERE id = $1 AND declared_by = $2',
        [declaration.id, actor.id],
      ),
    );
    if (!row) throw otherwise;
    return { reference: row.reference, recordedAt: row.recordedAt.toISOString(), alreadyReceived: true };
  }
}

/**
 * The author acts, with the roles that they hold now; from the address of who relays.
 *
 * @throws Refusal('relay-not-entitled')
 */
function authorContext({ author, content }: Relayed, { origin, traceId }: CommandContext): CommandContext {
  const { declaration, key } = content;
  const scope = scopeFor(author, 'incident.declare');
  if (scope?.kind !== 'facility' || !scope.facilities.includes(declaration.facilityId)) {
    throw new Refusal('relay-not-entitled');
  }
  return { actor: author, scope, origin, traceId, key };
}
