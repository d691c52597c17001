import { z } from 'zod';
import { AcknowledgementState } from './alerting.js';
import { command, query } from './command.js';
import {
  Id,
  Instant,
  InstantOut,
  Kind,
  TerritoryCode,
  Tlp,
  YesNoUnknown,
  limit,
  line,
  personal,
  whole,
} from './common.js';
import { Stage } from './declaration.js';
import { IncidentState } from './incident.js';

const ofIncident = {
  incidentId: Id,
  reference: z.string(),
  facilityId: Id,
  territory: TerritoryCode,
  state: IncidentState,
  tlp: Tlp,
};
const ofAdvisory = { advisoryId: Id, reference: z.string(), tlp: Tlp };

/**
 * What a tool is told, by the type that stands in the message: which record, in which state, since when, at which TLP. No text that a
 * person wrote and nobody's name: who wants to know more signs in and reads.
 */
export const webhookData = {
  'incident.declared': z.object(ofIncident),
  'incident.amended': z.object({ ...ofIncident, number: z.number().int(), stage: Stage }),
  /** Taken, acknowledged, qualified, resolved or reopened: `state` says which. */
  'incident.state-changed': z.object(ofIncident),
  'incident.closed': z.object(ofIncident),
  /** The other side wrote into the journal that both read: a question, an answer, a decision. */
  'incident.message': z.object({ ...ofIncident, entryId: Id, authorSide: z.enum(['facility', 'agency']) }),
  /** `facilityId`: the recipient; null where the agency's own tool is told of the whole broadcast. */
  'advisory.published': z.object({ ...ofAdvisory, facilityId: Id.nullable(), respondBy: InstantOut.nullable() }),
  'acknowledgement.recorded': z.object({ ...ofAdvisory, facilityId: Id, state: AcknowledgementState }),
  'clock.due': z.object({
    incidentId: Id,
    clockId: Id,
    reference: z.string(),
    facilityId: Id,
    territory: TerritoryCode,
    regime: z.string(),
    stage: z.string(),
    applies: YesNoUnknown,
    dueAt: InstantOut,
    when: z.enum(['before', 'at', 'after']),
    tlp: Tlp,
  }),
  /** Sent when somebody presses "test". */
  'webhook.ping': z.object({ endpointId: Id }),
} as const;

export type WebhookType = keyof typeof webhookData;
export type WebhookData<Type extends WebhookType> = z.infer<(typeof webhookData)[Type]>;
export const webhookTypes = Object.keys(webhookData) as WebhookType[];

/** The version of all messages: it grows when one would lose a field or give it another meaning. */
export const WEBHOOK_VERSION = 1;

/** The body of every message, around the data of its type. Instants are UTC. */
export const webhookMessage = <Data extends z.ZodType>(type: string, data: Data) =>
  z.object({
    /** Also the header `webhook-id`: the same whenever the message is sent again. */
    id: Id,
    type: z.literal(type),
    version: z.literal(WEBHOOK_VERSION),
    /** When it happened. */
    timestamp: InstantOut,
    /** Nobody may mistake an exercise. */
    exercise: z.boolean(),
    data,
  });

/** What an endpoint can ask for: all but the test, which comes when somebody asks for it. */
export const WebhookTopic = z.enum([
  'incident.declared',
  'incident.amended',
  'incident.state-changed',
  'incident.closed',
  'incident.message',
  'advisory.published',
  'acknowledgement.recorded',
  'clock.due',
]);
export type WebhookTopic = z.infer<typeof WebhookTopic>;

/** Endpoints that a facility, or the agency, may have. */
export const MOST_WEBHOOKS = 20;
/** Hours for which the secret before counts beside the new one, at most. */
export const MOST_OVERLAP_HOURS = 168;

export const WebhookState = z.enum(['active', 'paused', 'disabled']);

/** Where a tool is told. Its secret is told once, when it is made or changed. */
export const Webhook = z.object({
  id: Id,
  /** Null: the agency's own. */
  facilityId: Id.nullable(),
  name: z.string(),
  url: z.string(),
  topics: z.array(WebhookTopic),
  /** Nothing above it leaves. */
  tlpCeiling: Tlp,
  state: WebhookState,
  /** Why it was switched off: nothing arrived for days, or the tool answered that it is gone (410). */
  disabledFor: z.enum(['failing', 'gone']).nullable(),
  /** Since when nothing has arrived; null while it works. */
  failingSince: InstantOut.nullable(),
  lastSuccessAt: InstantOut.nullable(),
  /** Until when the secret before the last one counts too. */
  oldSecretUntil: InstantOut.nullable(),
  createdAt: InstantOut,
});
export type Webhook = z.infer<typeof Webhook>;

/** Marked so that no log holds it; null when the same request comes again: it is kept nowhere in the clear. */
const WebhookWithSecret = Webhook.extend({ secret: personal(z.string().nullable()) });

export const WebhookDeliveryState = z.enum(['open', 'done', 'failed']);

/** One message to one endpoint. */
export const WebhookDelivery = z.object({
  id: Id,
  endpointId: Id,
  /** The header `webhook-id`. */
  messageId: Id,
  type: z.string(),
  kind: Kind,
  at: InstantOut,
  state: WebhookDeliveryState,
  attempts: z.number().int(),
  /** Null when it is done with, or waits for nothing but the end of a pause. */
  nextAt: InstantOut.nullable(),
  /** Of the last attempt. */
  status: z.number().int().nullable(),
  failure: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookAttempt = z.object({
  number: z.number().int(),
  at: InstantOut,
  durationMs: z.number().int(),
  status: z.number().int().nullable(),
  /** Why it did not arrive, in a word; null when it did. */
  failure: z.string().nullable(),
  /** The beginning of what the tool answered. */
  answer: personal(z.string().nullable()),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

/** Written in full, as `https://outil.example/vigie`; what is refused is in the guide. */
const url = whole(
  z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^[^\p{Cc}\s]+$/u, { error: 'control-character' }),
);
const wishes = {
  name: whole(line(80)),
  url,
  topics: z.array(WebhookTopic).min(1).max(WebhookTopic.options.length),
  tlpCeiling: Tlp,
};
const one = z.strictObject({ endpointId: Id });

export const webhookCommands = {
  /** Those of a facility; without one, the agency's. Newest first. */
  'alerting.webhook.list': query(
    'webhook.read',
    z.strictObject({ facilityId: Id.optional() }),
    z.object({
      items: z.array(Webhook),
      /** Seconds that a tool has to answer. */
      answerSeconds: z.number(),
    }),
  ),
  'alerting.webhook.create': command(
    'webhook.manage',
    z.strictObject({ id: Id, facilityId: Id.nullable(), ...wishes }),
    WebhookWithSecret,
  ),
  'alerting.webhook.change': command('webhook.manage', z.strictObject({ endpointId: Id, ...wishes }), Webhook),
  /** What happens meanwhile waits. */
  'alerting.webhook.pause': command('webhook.manage', one, Webhook),
  /** Also after it was disabled. */
  'alerting.webhook.resume': command('webhook.manage', one, Webhook),
  'alerting.webhook.remove': command('webhook.manage', one, z.object({ id: Id })),
  'alerting.webhook.rotate': command(
    'webhook.manage',
    z.strictObject({ endpointId: Id, overlapHours: z.number().int().min(0).max(MOST_OVERLAP_HOURS).default(24) }),
    WebhookWithSecret,
  ),
  'alerting.webhook.ping': command('webhook.manage', one, WebhookDelivery),
  /** Newest first. */
  'alerting.webhook.deliveries': query(
    'webhook.read',
    z.strictObject({
      endpointId: Id,
      state: WebhookDeliveryState.optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(20, 100),
    }),
    z.object({ items: z.array(WebhookDelivery), next: z.string().nullable() }),
  ),
  /** With all its attempts, the last first. */
  'alerting.webhook.delivery': query(
    'webhook.read',
    z.strictObject({ endpointId: Id, deliveryId: Id }),
    WebhookDelivery.extend({
      /** The bytes that were signed; null at the agency, whose administrators need not read incidents. */
      body: z.string().nullable(),
      tries: z.array(WebhookAttempt),
    }),
  ),
  /** Sends one again, whatever became of it. */
  'alerting.webhook.replay': command(
    'webhook.manage',
    z.strictObject({ endpointId: Id, deliveryId: Id }),
    WebhookDelivery,
  ),
  /** Sends again all that failed and happened since. `count`: how many. */
  'alerting.webhook.replay-failed': command(
    'webhook.manage',
    z.strictObject({ endpointId: Id, since: Instant }),
    z.object({ count: z.number().int() }),
  ),
} as const;
