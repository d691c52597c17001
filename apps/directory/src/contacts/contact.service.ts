import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type ContactPoint, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, audit, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { facilityInScope } from '../facilities/facility-in-scope.js';
import { LIST, RESOLVE, SAVE } from './contact.sql.js';

const OPERATION = 'directory.contact.save';

@Injectable()
export class ContactService {
  constructor(@Inject(Database) private readonly database: Database) {}

  list(scope: DatabaseScope, facilityId: string): Promise<CommandResult<'directory.contact.list'>> {
    return this.database.transaction(scope, async (tx) => {
      await facilityInScope(tx, facilityId);
      return { items: await rows<ContactPoint>(tx, LIST, [facilityId]) };
    });
  }

  /** Adds the contact point, or corrects the one that has this id at this facility. */
  async save(body: CommandBody<typeof OPERATION>, context: CommandContext): Promise<ContactPoint> {
    const { actor, scope, key } = context;
    const request = { actorId: actor.id, operation: OPERATION, key, body };
    return this.database.idempotentTransaction(scope, request, async (tx) => {
      await facilityInScope(tx, body.facilityId);
      const saved = await this.write(tx, body);
      audit(tx, {
        action: OPERATION,
        recordType: 'contact-point',
        recordId: saved.id,
        facilityId: saved.facilityId,
        actorId: actor.id,
        origin: context.origin,
        traceId: context.traceId,
      });
      return saved;
    });
  }

  async resolve(
    scope: DatabaseScope,
    { facilityIds = [], contactIds = [] }: CommandBody<'directory.contact.resolve'>,
  ): Promise<CommandResult<'directory.contact.resolve'>> {
    const contacts = await this.database.transaction(scope, (tx) =>
      rows<ContactPoint>(tx, RESOLVE, [facilityIds, contactIds]),
    );
    return { contacts };
  }

  private async write(tx: EntityManager, contact: ContactPoint): Promise<ContactPoint> {
    const { id, facilityId, label, name, email, phone, outside, locale } = contact;
    const saved = await maybeOne<ContactPoint>(tx, SAVE, [id, facilityId, label, name, email, phone, outside, locale]);
    if (!saved) throw new Refusal('already-exists');
    return saved;
  }
}
