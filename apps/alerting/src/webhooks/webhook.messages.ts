import {
  type EventEnvelope,
  type EventPayload,
  type EventType,
  type Tlp,
  Tlp as TlpSchema,
  WEBHOOK_VERSION,
  type WebhookData,
  type WebhookTopic,
} from '#libs/contracts';

/** What one event tells tools: to those of which facilities, and whether to the agency's own. */
export interface WebhookDraft {
  topic: WebhookTopic;
  /** The highest of all that it mentions; endpoints with a lower ceiling are not told. */
  tlp: Tlp;
  /** Facilities whose people may read it. */
  facilityIds: readonly string[];
  agency: boolean;
  /** @param facilityId whose tool is told; null for the agency's */
  dataFor: (facilityId: string | null) => object;
}

type Write<Type extends EventType> = (payload: EventPayload<Type>, id: string) => WebhookDraft | null;

/** Whoever does not know how far a record may go lets it go nowhere. */
const CAUTIOUS: Tlp = 'RED';
const ORDER = TlpSchema.options;
/** The higher, the further down the list of TLP 2.0. */
export const rankOf = (tlp: Tlp): number => ORDER.indexOf(tlp);
const higherOf = (one: Tlp, other: Tlp): Tlp => (rankOf(one) >= rankOf(other) ? one : other);

interface OfIncident {
  facilityId: string;
  territory: string;
  reference: string;
  state: WebhookData<'incident.declared'>['state'];
  tlp?: Tlp;
}

function incidentData({ facilityId, territory, reference, state, tlp = CAUTIOUS }: OfIncident, incidentId: string) {
  return { incidentId, reference, facilityId, territory, state, tlp };
}

/** The steps of an incident: its facility is told, and the agency. */
function ofIncident(topic: 'incident.declared' | 'incident.state-changed' | 'incident.closed') {
  return (payload: OfIncident, incidentId: string): WebhookDraft => {
    const data = incidentData(payload, incidentId) satisfies WebhookData<typeof topic>;
    return { topic, tlp: data.tlp, facilityIds: [data.facilityId], agency: true, dataFor: () => data };
  };
}

/** What each event tells. What is not here is told to no tool. */
const writers = {
  'incident.declared': ofIncident('incident.declared'),
  'incident.taken': ofIncident('incident.state-changed'),
  'incident.acknowledged': ofIncident('incident.state-changed'),
  'incident.qualified': ofIncident('incident.state-changed'),
  'incident.resolved': ofIncident('incident.state-changed'),
  'incident.reopened': ofIncident('incident.state-changed'),
  'incident.closed': ofIncident('incident.closed'),
  'incident.amended': (payload, incidentId) => {
    const { number, stage } = payload;
    const data: WebhookData<'incident.amended'> = { ...incidentData(payload, incidentId), number, stage };
    const { tlp, facilityId } = data;
    return { topic: 'incident.amended', tlp, facilityIds: [facilityId], agency: true, dataFor: () => data };
  },
  'incident.journal-written': (payload, incidentId) => {
    const { entryId, authorSide, visibility, entryType = 'note', entryTlp = 'CLEAR' } = payload;
    // Pinned or unpinned is nothing that waits for an answer.
    if (visibility !== 'shared' || !['note', 'decision', 'edited'].includes(entryType)) return null;
    const known = incidentData(payload, incidentId);
    const tlp = higherOf(known.tlp, entryTlp);
    const data: WebhookData<'incident.message'> = { ...known, tlp, entryId, authorSide };
    const facilityIds = authorSide === 'agency' ? [data.facilityId] : [];
    return { topic: 'incident.message', tlp, facilityIds, agency: authorSide === 'facility', dataFor: () => data };
  },
  'advisory.broadcast': ({ advisoryId, reference, tlp, respondBy, facilityIds }) => ({
    topic: 'advisory.published',
    tlp,
    facilityIds,
    agency: true,
    dataFor: (facilityId) =>
      ({ advisoryId, reference, tlp, facilityId, respondBy }) satisfies WebhookData<'advisory.published'>,
  }),
  'acknowledgement.changed': (payload) => {
    const { advisoryId, reference, tlp, facilityId, state } = payload;
    const data: WebhookData<'acknowledgement.recorded'> = { advisoryId, reference, tlp, facilityId, state };
    return { topic: 'acknowledgement.recorded', tlp, facilityIds: [facilityId], agency: true, dataFor: () => data };
  },
  'clock.rang': (payload) => {
    const { incidentId, clockId, reference, facilityId, territory, regime, stage, applies, dueAt, when } = payload;
    const { tlp = CAUTIOUS } = payload;
    const of = { incidentId, clockId, reference, facilityId, territory };
    const data: WebhookData<'clock.due'> = { ...of, regime, stage, applies, dueAt, when, tlp };
    return { topic: 'clock.due', tlp, facilityIds: [facilityId], agency: true, dataFor: () => data };
  },
} as const satisfies { [Type in EventType]?: Write<Type> };

export type TellingType = keyof typeof writers;

/** @returns null for an event that tells nobody */
export function draftOf(envelope: EventEnvelope & { type: TellingType }): WebhookDraft | null {
  const write = writers[envelope.type] as Write<EventType>;
  return write(envelope.payload as EventPayload<EventType>, envelope.aggregateId);
}

/** The bytes that are signed and sent, the same at every attempt. */
export function bodyOf(
  message: { id: string; type: string; timestamp: string; exercise: boolean },
  data: object,
): string {
  const { id, type, timestamp, exercise } = message;
  return JSON.stringify({ id, type, version: WEBHOOK_VERSION, timestamp, exercise, data });
}
