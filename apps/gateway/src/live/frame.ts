import type { FeedItem } from '#libs/contracts';
import { closed } from '../feeds/feed-visibility.js';

/**
 * `feed` in the namespace /live as the socket.io protocol (revision 5) writes it. Written once and sent to many: socket.io's own
 * `emit` would write it again for each socket.
 */
export const feedPacket = (items: readonly FeedItem[]): string => `2/live,${JSON.stringify(['feed', items])}`;

/** One feed item on its way to all who read its feed: written at most twice, for who may see what it says and for who may not. */
export class Frame {
  private open: string | undefined;
  private shut: string | undefined;

  constructor(readonly item: FeedItem) {}

  packet(visible: boolean): string {
    if (visible) return (this.open ??= feedPacket([this.item]));
    return (this.shut ??= feedPacket([closed(this.item)]));
  }
}
