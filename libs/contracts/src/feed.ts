import { z } from 'zod';
import { Id, InstantOut, Kind } from './common.js';
import { JournalEntry } from './journal.js';

/** Whose feed: `agency`, or `facility:<id>`. */
export const FeedRecipient = z.string().regex(/^(agency|facility:[0-9a-f-]{36})$/);

/** One thing that happened, as a recipient sees it. `cursor` is gapless and increasing per recipient. */
export const FeedItem = z.object({
  recipient: FeedRecipient,
  cursor: z.number().int().positive(),
  eventId: Id,
  kind: Kind,
  /** The event type, e.g. `incident.declared`. */
  type: z.string(),
  /** The record to open: incident, regional incident, advisory, import... */
  recordId: Id,
  reference: z.string().nullable(),
  /** The event's payload as this recipient may see it. */
  summary: z.record(z.string(), z.unknown()),
  at: InstantOut,
});
export type FeedItem = z.infer<typeof FeedItem>;

/** What the client says when it connects to `/live`: the last cursor it has, by recipient. Missing: from now on. */
export const LiveHello = z.strictObject({
  cursors: z.record(FeedRecipient, z.number().int().nonnegative()).default({}),
});
export type LiveHello = z.infer<typeof LiveHello>;

/** Who is in the crisis room of an incident now. */
export const Present = z.object({
  incidentId: Id,
  people: z.array(
    z.object({
      side: z.enum(['facility', 'agency']),
      /** Null where a facility looks at the agency's people. */
      personId: Id.nullable(),
    }),
  ),
});
export type Present = z.infer<typeof Present>;

/** What was written in a room: all of it between two positions, as far as the reader may see it. */
export const RoomEntries = z.object({
  incidentId: Id,
  after: z.number().int().nonnegative(),
  to: z.number().int().positive(),
  items: z.array(JournalEntry),
});
export type RoomEntries = z.infer<typeof RoomEntries>;

/** Socket events of the namespace `/live`. After the hello in its handshake the client says in which crisis room it is, or null for none. */
export const liveEvents = {
  /** Client to server. */
  room: z.strictObject({ incidentId: Id.nullable() }),
  /** Server to client: who is in the client's room, now and with each change. */
  present: Present,
  /** Server to client: what was just written in the client's room. Who lacks what was before it reads that by its position. */
  entries: RoomEntries,
  /** Server to client: feed items in order, what was missed first. */
  feed: z.array(FeedItem),
  /** Server to client, once after the hello: where each feed stands after what was sent. */
  ready: z.object({ cursors: z.record(FeedRecipient, z.number().int().nonnegative()) }),
} as const;

/** The doorbell between gateway instances (core NATS): new rows, at most 1 KB of summary each. */
export const Bell = z.object({
  items: z.array(
    FeedItem.omit({ recipient: true, cursor: true }).extend({
      to: z.array(z.tuple([FeedRecipient, z.number().int()])),
    }),
  ),
});
export type Bell = z.infer<typeof Bell>;

/** `GET /api/feed`: the same over plain HTTP, for a client whose socket does not come through. */
export const FeedPage = z.object({ items: z.array(FeedItem), last: z.number().int() });
