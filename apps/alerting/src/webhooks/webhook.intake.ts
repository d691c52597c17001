import { Inject, Injectable } from '@nestjs/common';
import type { EventEnvelope, Kind } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import type { AfterCommit } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { type TellingType, type WebhookDraft, bodyOf, draftOf, rankOf } from './webhook.messages.js';
import { WebhookDispatcher } from './webhook.dispatcher.js';

type Telling = EventEnvelope & { type: TellingType };
interface Told {
  index: number;
  endpointId: string;
  facilityId: string | null;
  disabled: boolean;
}
export interface NewDelivery {
  id: string;
  endpointId: string;
  facilityId: string | null;
  eventId: string;
  type: string;
  kind: Kind;
  body: string;
  at: string;
  /** Its endpoint is switched off: it failed before it began, and can be replayed. */
  disabled: boolean;
}

/**
 * Who is told: endpoints of the very facilities that the event is for, joined by their id, and the agency's own where the agency reads it.
 * An endpoint made after the event is not told of it.
 */
const FIND = `
  SELECT ev.index, e.id AS "endpointId", e.facility_id AS "facilityId", e.state = 'disabled' AS disabled
  FROM jsonb_to_recordset($1::jsonb) AS ev (index int, topic text, tlp text, facilities uuid[], at timestamptz)
  CROSS JOIN LATERAL unnest(ev.facilities) AS f (id)
  JOIN webhook_endpoint e ON e.facility_id = f.id
  WHERE ev.topic = ANY (e.topics) AND e.removed_at IS NULL AND array_position($2::text[], ev.tlp) <= array_position($2::text[], e.tlp_ceiling)
    AND e.created_at <= ev.at
  UNION ALL
  SELECT ev.index, e.id, NULL, e.state = 'disabled'
  FROM jsonb_to_recordset($1::jsonb) AS ev (index int, topic text, tlp text, agency boolean, at timestamptz)
  JOIN webhook_endpoint e ON e.facility_id IS NULL AND ev.agency
  WHERE ev.topic = ANY (e.topics) AND e.removed_at IS NULL AND array_position($2::text[], ev.tlp) <= array_position($2::text[], e.tlp_ceiling)
    AND e.created_at <= ev.at`;

const INSERT = `
  INSERT INTO webhook_delivery (id, endpoint_id, facility_id, event_id, type, kind, body, at, state, failure, next_at, created_at)
  SELECT d.id, d."endpointId", d."facilityId", d."eventId", d.type, d.kind, d.body, d.at,
    CASE WHEN d.disabled THEN 'failed' ELSE 'open' END, CASE WHEN d.disabled THEN 'disabled' END, $2, $2
  FROM jsonb_to_recordset($1::jsonb) AS d (id uuid, "endpointId" uuid, "facilityId" uuid, "eventId" uuid, type text, kind text,
    body text, at timestamptz, disabled boolean)
  ON CONFLICT (endpoint_id, event_id) DO NOTHING`;

/** Notes in the transaction of the event who is to be told of it: two statements, however many. */
@Injectable()
export class WebhookIntake {
  constructor(
    @Inject(WebhookDispatcher) private readonly dispatcher: WebhookDispatcher,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @returns work for after the commit */
  async take(tx: EntityManager, events: readonly Telling[]): Promise<AfterCommit> {
    const drafts = events.map((envelope) => ({ envelope, draft: draftOf(envelope) }));
    const wanted = drafts.flatMap(({ envelope, draft }, index) => (draft ? [questionOf(index, envelope, draft)] : []));
    if (wanted.length === 0) return () => undefined;
    const told = await rows<Told>(tx, FIND, [JSON.stringify(wanted), TLP_ORDER]);
    if (told.length === 0) return () => undefined;
    const deliveries = told.flatMap(({ index, ...who }) => {
      const { envelope, draft } = drafts[index] ?? {};
      return envelope && draft ? [deliveryOf(envelope, draft, who)] : [];
    });
    await insertDeliveries(tx, deliveries, this.clock.now());
    return () => this.dispatcher.nudge();
  }
}

const TLP_ORDER = (['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const).toSorted(
  (a, b) => rankOf(a) - rankOf(b),
);

const questionOf = (index: number, { recordedAt }: Telling, { topic, tlp, facilityIds, agency }: WebhookDraft) => ({
  index,
  topic,
  tlp,
  facilities: facilityIds,
  agency,
  at: recordedAt,
});

function deliveryOf({ id, kind, occurredAt }: Telling, draft: WebhookDraft, told: Omit<Told, 'index'>): NewDelivery {
  const { topic: type, dataFor } = draft;
  const message = { id, type, timestamp: occurredAt, exercise: kind === 'exercise' };
  return {
    id: newId(),
    eventId: id,
    type,
    kind,
    at: occurredAt,
    body: bodyOf(message, dataFor(told.facilityId)),
    ...told,
  };
}

export async function insertDeliveries(
  tx: EntityManager,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  await execute(tx, INSERT, [JSON.stringify(deliveries), now]);
}
