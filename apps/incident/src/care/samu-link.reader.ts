import { Inject, Injectable } from '@nestjs/common';
import type { SamuLink, SamuReading } from '#libs/contracts';
import { Database, audit, execute, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { boardOf } from './care.board.js';
import { readStanding } from './care.store.js';
import { RESOLVE, type SamuLinkRow, USE, toSamuLink } from './samu-link.store.js';

/** What the gateway shows to who holds a link. */
@Injectable()
export class SamuLinkReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** That a link was used is kept once an hour, in its row and in the audit: a page that refreshes itself would fill a disk. */
  read(tokenHash: string, context: CommandContext): Promise<SamuReading> {
    const at = this.clock.instant();
    return this.database.transaction(context.scope, async (tx) => {
      const row = await maybeOne<SamuLinkRow>(tx, RESOLVE, [tokenHash]);
      if (!row) return { linkId: null, board: null };
      const link = toSamuLink(row);
      if (link.revokedAt !== null || link.expiresAt <= at) return { linkId: link.id, board: null };
      if ((await execute(tx, USE, [link.id, at])) > 0) noteUse(tx, link, context);
      return { linkId: link.id, board: await shown(tx, link, at, context) };
    });
  }
}

function noteUse(tx: EntityManager, { id, kind }: SamuLink, { origin, traceId }: CommandContext): void {
  const record = { recordType: 'samu-link', recordId: id, kind };
  audit(tx, { action: 'incident.samu-link.use', ...record, actorId: id, origin, traceId });
}

/** The states, and nothing of who said them or why. */
async function shown(
  tx: EntityManager,
  { label, kind, territories, services, expiresAt }: SamuLink,
  at: string,
  { scope }: CommandContext,
): Promise<SamuReading['board']> {
  const chosen = services.length === 0 ? undefined : services;
  const { facilities } = boardOf(await readStanding(tx, scope, { kind, at, territories, services: chosen }), { at });
  return {
    label,
    kind,
    at,
    expiresAt,
    territories,
    facilities: facilities.map(({ facilityId, territory, reports }) => ({
      facilityId,
      territory,
      reports: reports.map(({ id: _, note: __, side: ___, confirmedBy: ____, ...said }) => said),
    })),
  };
}
