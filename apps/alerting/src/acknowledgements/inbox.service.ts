import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type Locale, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope } from '#libs/database';
import { readTexts } from '../advisories/advisory.store.js';
import { pageOf, readCursor } from '../paging/cursor.js';
import { answersAfter } from './answer.rule.js';
import { countInbox, findRecipient, itemOf, listInbox } from './inbox.store.js';

/** What facilities were sent, as they see it. */
@Injectable()
export class InboxService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(
    scope: DatabaseScope,
    body: CommandBody<'alerting.inbox.list'>,
    locale: Locale,
  ): Promise<CommandResult<'alerting.inbox.list'>> {
    const after = readCursor(body.cursor);
    const filter = { facilityId: body.facilityId ?? null, open: body.open === 'yes' };
    const { total, found } = await this.database.transaction(scope, async (tx) => ({
      total: await countInbox(tx, filter),
      found: await listInbox(tx, filter, { after, limit: body.limit + 1, locale }),
    }));
    const page = pageOf(found, body.limit, ({ sentAt, id }) => ({ at: sentAt.toISOString(), id }));
    return { items: page.rows.map(itemOf), next: page.next, total };
  }

  /** @throws Refusal('not-found') also for what another facility was sent */
  get(
    scope: DatabaseScope,
    body: CommandBody<'alerting.inbox.get'>,
    locale: Locale,
  ): Promise<CommandResult<'alerting.inbox.get'>> {
    return this.database.transaction(scope, async (tx) => {
      const found = await findRecipient(tx, body, locale);
      if (!found) throw new Refusal('not-found');
      const texts = await readTexts(tx, found.advisoryId, found.advisoryVersion);
      return { ...itemOf(found), texts, answers: answersAfter(found.state) };
    });
  }
}
