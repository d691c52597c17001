import type { Actor, FeedItem } from '#libs/contracts';
import { neededFor } from './feed-table.js';
import { holdsAt } from './recipients.js';

/** Whether the person may read what the item says. */
export function maySee(actor: Actor, { type, recipient }: Pick<FeedItem, 'type' | 'recipient'>): boolean {
  const needed = neededFor(type, recipient);
  return needed !== undefined && holdsAt(actor, needed, recipient);
}

/** The item without what it says: it keeps its place, so that no cursor is missing. */
export const closed = <T extends Pick<FeedItem, 'reference' | 'summary'>>(item: T): T => ({
  ...item,
  reference: null,
  summary: {},
});
