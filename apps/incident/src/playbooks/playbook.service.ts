import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, CommandResult, PlaybookVersion } from '#libs/contracts';
import { Database, type DatabaseScope, audit } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { addVersion } from '../versions.js';
import { readPlaybooks } from './playbook.store.js';

const SAVE = 'incident.playbook.save';
const VERSIONED = { table: 'playbook_version', changed: 'playbook-changed' } as const;
type Save = CommandBody<typeof SAVE>;
type Saved = CommandResult<typeof SAVE>;

/** The playbooks as configuration: versions are added, and never changed. */
@Injectable()
export class PlaybookService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(scope: DatabaseScope): Promise<{ items: PlaybookVersion[] }> {
    return this.database.transaction(scope, async (tx) => ({ items: await readPlaybooks(tx) }));
  }

  /** @throws Refusal('playbook-changed') unless it was written from the latest version */
  save(body: Save, context: CommandContext): Promise<Saved> {
    return this.database.idempotentTransaction(context.scope, requestOf(SAVE, body, context), async (tx) => {
      const by = { savedBy: context.actor.id, savedAt: this.clock.now() };
      const version = await addVersion(tx, VERSIONED, { ...body, ...by });
      const { code, definition } = body;
      const details = { version, tasks: definition.tasks.length };
      audit(tx, auditOf(SAVE, context, { type: 'playbook', id: code, kind: 'real', details }));
      return { code, version };
    });
  }
}
