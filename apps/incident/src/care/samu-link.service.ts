import { Inject, Injectable } from '@nestjs/common';
import { newSecret, secretHash } from '#libs/auth';
import { type CommandBody, type CommandResult, Refusal, type SamuLink } from '#libs/contracts';
import { Database, audit, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { CREATE, LIST, REVOKE, type SamuLinkRow, toSamuLink } from './samu-link.store.js';

const MAKE = 'incident.samu-link.create';
const END = 'incident.samu-link.revoke';
const DAY = 86_400_000;

/** Links through which the ambulance service sees the board without signing in. */
@Injectable()
export class SamuLinkService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The stored answer of an idempotent request would keep the token for a month: it is held beside the transaction, and whoever asks
   * again gets the link without it.
   *
   * @throws Refusal('already-exists')
   */
  async create(body: CommandBody<typeof MAKE>, context: CommandContext): Promise<CommandResult<typeof MAKE>> {
    let token: string | null = null;
    const link = await this.database.idempotentTransaction(
      context.scope,
      requestOf(MAKE, body, context),
      async (tx) => {
        const { id, label, kind, territories, services, validDays } = body;
        const made = newSecret();
        const now = this.clock.now();
        const expiresAt = new Date(now.getTime() + validDays * DAY);
        const scope = [[...new Set(territories)], [...new Set(services)]];
        const values = [id, label, secretHash(made), kind, ...scope, context.actor.id, now, expiresAt];
        const row = await maybeOne<SamuLinkRow>(tx, CREATE, values);
        if (!row) throw new Refusal('already-exists');
        const details = { territories, services, expiresAt: expiresAt.toISOString() };
        audit(tx, auditOf(MAKE, context, { type: 'samu-link', id, kind, details }));
        token = made;
        return toSamuLink(row);
      },
    );
    return { ...link, token };
  }

  list({ scope }: CommandContext): Promise<{ items: SamuLink[] }> {
    return this.database.transaction(scope, async (tx) => ({
      items: (await rows<SamuLinkRow>(tx, LIST)).map(toSamuLink),
    }));
  }

  /** @throws Refusal('not-found') */
  revoke(body: CommandBody<typeof END>, context: CommandContext): Promise<SamuLink> {
    return this.database.idempotentTransaction(context.scope, requestOf(END, body, context), async (tx) => {
      const row = await maybeOne<SamuLinkRow>(tx, REVOKE, [body.linkId, this.clock.now(), context.actor.id]);
      if (!row) throw new Refusal('not-found');
      audit(tx, auditOf(END, context, { type: 'samu-link', id: row.id, kind: row.kind }));
      return toSamuLink(row);
    });
  }
}
