import { Inject, Injectable } from '@nestjs/common';
import { serviceActor } from '#libs/auth';
import type { Bell, FeedItem } from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { FeedView } from './feed-table.js';
import { AFTER, HEADS, WRITE } from './feed.sql.js';
import { AGENCY, facilityOf } from './recipients.js';

/** A recipient's feed from somewhere on. */
export interface Want {
  recipient: string;
  after: number;
}

const GATEWAY = serviceActor('gateway').id;

/** The feeds as rows. */
@Injectable()
export class FeedStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @returns what to ring for once it has committed */
  async write(tx: EntityManager, views: readonly FeedView[]): Promise<Bell['items']> {
    if (views.length === 0) return [];
    const contents = views.map(({ to: _, ...view }, index) => ({ ...view, index }));
    const targets = views.flatMap(({ to }, index) => to.map((recipient) => ({ recipient, index })));
    const written = await rows<{ recipient: string; index: number; cursor: number }>(tx, WRITE, [
      JSON.stringify(contents),
      targets.map(({ recipient }) => recipient),
      targets.map(({ index }) => index),
    ]);
    const items = views.map(({ to: _, ...view }): Bell['items'][number] => ({ ...view, to: [] }));
    for (const { recipient, index, cursor } of written) items[index]?.to.push([recipient, cursor]);
    return items;
  }

  /**
   * What follows each of many cursors, `limit` rows at most each. Every want is read in the scope of the recipients asked for: the
   * database itself gives nobody else's rows.
   */
  async after(wants: readonly Want[], limit: number): Promise<FeedItem[][]> {
    const found: FeedItem[][] = wants.map(() => []);
    const numbered = wants.map((want, index) => ({ ...want, index }));
    const parts = Map.groupBy(numbered, ({ recipient }) => recipient === AGENCY);
    for (const part of parts.values()) {
      const params = [part.map(({ recipient }) => recipient), part.map(({ after }) => after), limit];
      const items = await this.database.transaction(scopeOf(part), (tx) =>
        rows<FeedItem & { want: number }>(tx, AFTER, params),
      );
      for (const { want, ...item } of items) found[part[want - 1]?.index ?? -1]?.push(item);
    }
    return found;
  }

  /** The last cursor of each recipient; 0 for one that has no row yet. */
  async heads(recipients: readonly string[]): Promise<Map<string, number>> {
    const heads = new Map(recipients.map((recipient) => [recipient, 0]));
    const wants = recipients.map((recipient) => ({ recipient }));
    for (const part of Map.groupBy(wants, ({ recipient }) => recipient === AGENCY).values()) {
      const found = await this.database.transaction(scopeOf(part), (tx) =>
        rows<{ recipient: string; last: number }>(tx, HEADS, [part.map(({ recipient }) => recipient)]),
      );
      for (const { recipient, last } of found) heads.set(recipient, last);
    }
    return heads;
  }
}

/** All of one kind: the agency, or facilities. */
function scopeOf(wants: readonly { recipient: string }[]): DatabaseScope {
  const facilities = [...new Set(wants.map(({ recipient }) => facilityOf(recipient)))];
  return facilities.includes(undefined)
    ? { kind: 'agency', actorId: GATEWAY }
    : { kind: 'facility', actorId: GATEWAY, facilities: facilities.filter((id) => id !== undefined) };
}
