import type { EventEnvelope, EventPayload, EventType, Permission } from '#libs/contracts';
import { AGENCY, facilityOf, facilityRecipient } from './recipients.js';

type Summary = Record<string, unknown>;

interface Rule<Type extends EventType> {
  /** The record to open, where that is not the one that the event is of. */
  record?: (payload: EventPayload<Type>) => string;
  /** What somebody must be allowed to read; others of the same recipient learn that something happened, and nothing of it. */
  needs: { agency: Permission; facility?: Permission };
  /** What the agency is told. */
  agency: (payload: EventPayload<Type>) => Summary;
  /** Which facilities are told, and what; missing or null: none. */
  facilities?: (payload: EventPayload<Type>) => { ids: readonly string[]; summary: Summary } | null;
}

/** Events that become feed rows: all that the gateway hears, but for changes of people. */
export type FeedEventType = Exclude<EventType, 'directory.person-changed' | 'directory.profile-changed'>;
type IncidentEventType = Extract<FeedEventType, `incident.${string}` | 'authority.told' | 'report.requested'>;
type ClockEventType = Extract<FeedEventType, `clock.${string}`>;

/** Whom each event is told to, and how much of it. What is not here is told to nobody. */
const rules: { [Type in FeedEventType]: Rule<Type> } = {
  'incident.declared': ofIncident(),
  'incident.amended': ofIncident(),
  'incident.reclassified': ofIncident(),
  'incident.aware-corrected': ofIncident(),
  'incident.taken': ofIncident(),
  'incident.acknowledged': ofIncident(),
  'incident.qualified': ofIncident(),
  'incident.resolved': ofIncident(),
  'incident.closed': ofIncident(),
  'incident.reopened': ofIncident(),
  'incident.journal-written': ofIncident(({ visibility }) => visibility === 'shared'),
  // A release before told the number with the link.
  'incident.linked': ofIncident(({ similarCount }) => similarCount !== null),
  'incident.unlinked': ofIncident(() => false),
  // How many is read there, where it is known for whom is counted: somebody may work for several of them.
  'incident.similar-told': {
    ...ofIncident(),
    facilities: ({ similarCount: _, ...payload }) => ({ ids: [payload.facilityId], summary: payload }),
  },
  'incident.similar-judged': ofIncident(() => false),
  'authority.told': ofIncident(),
  'report.requested': ofIncident(),
  'incident.assessed': ofIncident(),
  'incident.indicators-changed': ofIncident(),
  'incident.attachment-changed': ofIncident(({ visibility }) => visibility === 'shared'),
  'incident.attachment-withdrawn': ofIncident(({ visibility }) => visibility === 'shared'),
  'attachment.scanned': ofAttachment(),
  'incident.task-changed': ofIncident(({ side }) => side === 'facility'),
  'incident.playbook-started': ofIncident(({ forFacility }) => forFacility),
  'incident.playbook-reversed': ofIncident(({ forFacility }) => forFacility),
  'clock.rang': ofClock(),
  'clock.moved': ofClock(),
  'mail.received': ofAgency('mailbox.read', ({ mailDraftId }) => mailDraftId),
  'mail.handled': ofAgency('mailbox.read', ({ mailDraftId }) => mailDraftId),
  'regional.created': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.changed': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.closed': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.reopened': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.task-changed': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.playbook-started': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.playbook-reversed': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'regional.journal-written': ofAgency('regional.read', ({ regionalId }) => regionalId),
  'inventory.imported': {
    record: ({ importId }) => importId,
    needs: { agency: 'inventory.read', facility: 'inventory.read' },
    agency: (payload) => payload,
    facilities: (payload) => ({ ids: [payload.facilityId], summary: payload }),
  },
  'csaf.imported': ofAgency('exposure.read', ({ csafId }) => csafId),
  'advisory.submitted': ofAgency('advisory.read', ({ advisoryId }) => advisoryId),
  'advisory.returned': ofAgency('advisory.read', ({ advisoryId }) => advisoryId),
  'advisory.broadcast': {
    record: ({ advisoryId }) => advisoryId,
    needs: { agency: 'advisory.read', facility: 'inbox.read' },
    agency: ({ facilityIds, ...rest }) => ({ ...withoutRedTitle(rest), recipientCount: facilityIds.length }),
    facilities: ({ facilityIds, ...rest }) => ({ ids: facilityIds, summary: withoutRedTitle(rest) }),
  },
  'acknowledgement.changed': {
    record: ({ advisoryId }) => advisoryId,
    needs: { agency: 'advisory.read', facility: 'inbox.read' },
    agency: (payload) => payload,
    facilities: (payload) => ({ ids: [payload.facilityId], summary: payload }),
  },
  'webhook.disabled': {
    record: ({ endpointId }) => endpointId,
    needs: { agency: 'webhook.read', facility: 'webhook.read' },
    agency: (payload) => payload,
    facilities: (payload) => (payload.facilityId === null ? null : { ids: [payload.facilityId], summary: payload }),
  },
  'care.reported': {
    record: ({ facilityId }) => facilityId,
    needs: { agency: 'care.read', facility: 'care.read' },
    agency: (payload) => payload,
    facilities: (payload) => ({ ids: [payload.facilityId], summary: payload }),
  },
};

/** A facility follows the steps of its own incident that `tells` does not hold back. */
function ofIncident<Type extends IncidentEventType>(tells: (payload: EventPayload<Type>) => boolean = () => true) {
  const rule: Rule<Type> = {
    needs: { agency: 'incident.read', facility: 'incident.read' },
    agency: (payload) => payload,
    facilities: (payload) => (tells(payload) ? { ids: [payload.facilityId], summary: forFacility(payload) } : null),
  };
  return rule;
}

/** A clock leads to its incident. */
function ofClock<Type extends ClockEventType>(): Rule<Type> {
  return {
    record: ({ incidentId }) => incidentId,
    needs: { agency: 'incident.read', facility: 'incident.read' },
    agency: (payload) => payload,
    facilities: (payload) => ({ ids: [payload.facilityId], summary: forFacility(payload) }),
  };
}

/** A file leads to its incident; what is the agency's alone is not told to its facility. */
function ofAttachment(): Rule<'attachment.scanned'> {
  return {
    record: ({ incidentId }) => incidentId,
    needs: { agency: 'incident.read', facility: 'incident.read' },
    agency: (payload) => payload,
    facilities: (payload) => (payload.visibility === 'shared' ? { ids: [payload.facilityId], summary: payload } : null),
  };
}

function ofAgency<Type extends FeedEventType>(
  permission: Permission,
  record: (payload: EventPayload<Type>) => string,
): Rule<Type> {
  return { record, needs: { agency: permission }, agency: (payload) => payload };
}

/** A facility is never told of the regional incident behind its own, nor who at the agency works on it or is called to it. */
function forFacility(payload: Summary): Summary {
  const { regionalId: _, assigneeId: __, mentions, ...rest } = payload;
  return mentions === undefined || payload.authorSide === 'agency' ? rest : { ...rest, mentions };
}

/** TLP:RED is read after signing in, and nothing of it travels with the bell. */
function withoutRedTitle<T extends { tlp: string; title: unknown }>(advisory: T): T {
  return advisory.tlp === 'RED' ? { ...advisory, title: null } : advisory;
}

export const feedEventTypes = Object.keys(rules) as FeedEventType[];

const isFeedEvent = (type: string): type is FeedEventType => Object.hasOwn(rules, type);

/** The permission without which an item of this type is shown empty; undefined: it is shown to nobody. */
export function neededFor(type: string, recipient: string): Permission | undefined {
  if (!isFeedEvent(type)) return undefined;
  const { needs } = rules[type];
  return facilityOf(recipient) === undefined ? needs.agency : needs.facility;
}

/** One thing as one kind of recipient sees it. */
export interface FeedView {
  eventId: string;
  kind: EventEnvelope['kind'];
  type: string;
  recordId: string;
  reference: string | null;
  summary: Summary;
  at: string;
  /** In whose feeds it comes. */
  to: string[];
}

/** What an event puts into whose feeds. */
export function viewsOf(envelope: EventEnvelope & { type: FeedEventType }): FeedView[] {
  const { record, agency, facilities } = rules[envelope.type] as Rule<FeedEventType>;
  const payload = envelope.payload as EventPayload<FeedEventType>;
  const common = {
    eventId: envelope.id,
    kind: envelope.kind,
    type: envelope.type,
    recordId: record?.(payload) ?? envelope.aggregateId,
    reference: 'reference' in payload ? payload.reference : null,
    at: envelope.occurredAt,
  };
  const told = facilities?.(payload);
  const views = [{ ...common, summary: agency(payload), to: [AGENCY] }];
  if (told && told.ids.length > 0) {
    views.push({ ...common, summary: told.summary, to: [...new Set(told.ids)].map(facilityRecipient) });
  }
  return views;
}
