import type { Bell, CommandBody, CommandResult, RoomEntries } from '#libs/contracts';
import type { Here } from './presence.js';

type Side = Here['side'];
type Read = (
  query: CommandBody<'incident.journal.list'>,
  side: Side,
) => Promise<CommandResult<'incident.journal.list'> | undefined>;

/** How far a side of a room has been sent, and how far there is. */
interface Line {
  sent: number;
  wanted: number;
  busy: boolean;
}

/** More at once is read by the consoles themselves, by their position. */
const MOST = 100;

/**
 * Sends what is written in a room to all who are there. It is read once for each side, because all of a side may see the same: two hundred
 * consoles that each read one entry take longer than people wait.
 */
export class RoomPusher {
  private readonly lines = new Map<string, Line>();

  constructor(
    /** Reads as one of that side in the room; undefined when nobody of it is there. @throws when nobody answers */
    private readonly read: Read,
    private readonly send: (entries: RoomEntries, side: Side) => void,
  ) {}

  /** Takes what was rung: of entries only that there are some is known. */
  hear({ items }: Bell): void {
    for (const { type, recordId, summary } of items) {
      if (type !== 'incident.journal-written' || typeof summary.seq !== 'number') continue;
      void this.follow(recordId, 'agency', summary.seq);
      if (summary.visibility === 'shared') void this.follow(recordId, 'facility', summary.seq);
    }
  }

  /** The room is empty: whoever comes reads by themselves what is there. */
  forget(incidentId: string): void {
    for (const side of ['agency', 'facility'] as const) this.lines.delete(keyOf(incidentId, side));
  }

  private async follow(incidentId: string, side: Side, seq: number): Promise<void> {
    const key = keyOf(incidentId, side);
    const line = this.lines.get(key) ?? { sent: seq - 1, wanted: seq, busy: false };
    line.wanted = Math.max(line.wanted, seq);
    this.lines.set(key, line);
    if (line.busy) return;
    line.busy = true;
    try {
      while (line.sent < line.wanted) {
        const page = await this.read({ incidentId, after: line.sent, limit: MOST }, side);
        if (!page) return void this.lines.delete(key);
        const to = Math.max(page.items.at(-1)?.seq ?? 0, page.next === null ? line.wanted : 0);
        if (to <= line.sent) return;
        this.send({ incidentId, after: line.sent, to, items: page.items }, side);
        line.sent = to;
      }
    } catch {
      // Whoever was not sent it reads it by their position, as after any break.
      this.lines.delete(key);
    } finally {
      line.busy = false;
    }
  }
}

const keyOf = (incidentId: string, side: Side): string => `${incidentId} ${side}`;
