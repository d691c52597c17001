import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type PlaybookVersion, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, audit, execute, isUniqueViolation, one } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { readPlaybooks } from './playbook.store.js';

const SAVE = 'incident.playbook.save';
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
  async save(body: Save, context: CommandContext): Promise<Saved> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(SAVE, body, context), (tx) =>
        this.record(tx, body, context),
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'playbook_version_pkey')) throw error;
      throw new Refusal('playbook-changed', { version: body.base + 1 });
    }
  }

  private async record(tx: EntityManager, body: Save, context: CommandContext): Promise<Saved> {
    const { code, base, definition, reason } = body;
    const { latest } = await one<{ latest: number }>(
      tx,
      'SELECT coalesce(max(version), 0)::int AS latest FROM playbook_version WHERE code = $1',
      [code],
    );
    if (latest !== base) throw new Refusal('playbook-changed', { version: latest });
    const version = base + 1;
    await execute(
      tx,
      `INSERT INTO playbook_version (code, version, definition, reason, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [code, version, JSON.stringify(definition), reason, context.actor.id, this.clock.now()],
    );
    const details = { version, tasks: definition.tasks.length };
    audit(tx, auditOf(SAVE, context, { type: 'playbook', id: code, kind: 'real', details }));
    return { code, version };
  }
}
