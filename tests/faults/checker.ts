/** What the database and the mailbox hold after a run, and what the callers were told. */
export interface Evidence {
  /** Ids of declarations that were answered with a receipt. */
  acknowledged: string[];
  incidents: { id: string; version: number }[];
  journal: { incidentId: string; seq: number }[];
  events: { id: string; aggregateId: string; version: number; consumers: string[] }[];
  deliveries: { eventId: string; consumer: string; state: string }[];
  feed: { recipient: string; cursor: number; eventId: string; aggregateId: string; version: number }[];
  dutyNotifications: { incidentId: string }[];
  mails: { messageId: string; state: string; wanted: string }[];
  /** Message-ID and who it was for, of each mail received; the same one may come twice. */
  received: { messageId: string; to: string }[];
}

/** Everything that is not as promised; empty when all is well. Each rule is one promise of the platform. */
export function violations(evidence: Evidence): string[] {
  return rules.flatMap((rule) => rule(evidence));
}

type Rule = (evidence: Evidence) => string[];

const acknowledgedExistOnce: Rule = ({ acknowledged, incidents }) => {
  const count = countBy(incidents, ({ id }) => id);
  return acknowledged.flatMap((id) =>
    count.get(id) === 1 ? [] : [`declaration ${id} was acknowledged and exists ${count.get(id) ?? 0} times`],
  );
};

const everyIncidentOnce: Rule = ({ incidents }) =>
  repeated(
    incidents,
    ({ id }) => id,
    (id) => `incident ${id} exists more than once`,
  );

const historyIsGapless: Rule = ({ incidents, journal }) => {
  const steps = groupBy(journal, ({ incidentId }) => incidentId);
  return incidents.flatMap(({ id }) =>
    isCount((steps.get(id) ?? []).map(({ seq }) => seq)) ? [] : [`the journal of incident ${id} has a gap or a double`],
  );
};

const versionsAreGapless: Rule = ({ incidents, events }) => {
  const said = groupBy(events, ({ aggregateId }) => aggregateId);
  return incidents.flatMap(({ id, version }) => {
    const versions = (said.get(id) ?? []).map((event) => event.version);
    return isCount(versions) && versions.length === version
      ? []
      : [`incident ${id} is at version ${version} but said ${versions.sort((a, b) => a - b).join(', ') || 'nothing'}`];
  });
};

const everyDeliveryIsClosed: Rule = ({ events, deliveries }) => {
  const states = new Map(deliveries.map(({ eventId, consumer, state }) => [`${eventId} ${consumer}`, state]));
  return events.flatMap(({ id, consumers }) =>
    consumers.flatMap((consumer) => {
      const state = states.get(`${id} ${consumer}`);
      return state === 'closed' ? [] : [`event ${id} is ${state ?? 'unknown'} for ${consumer}`];
    }),
  );
};

const feedsAreGapless: Rule = ({ feed }) =>
  [...groupBy(feed, ({ recipient }) => recipient)].flatMap(([recipient, rows]) =>
    isCount(rows.map(({ cursor }) => cursor)) ? [] : [`the feed of ${recipient} has a gap or a double cursor`],
  );

const feedsHoldNoDouble: Rule = ({ feed }) =>
  repeated(
    feed,
    ({ recipient, eventId }) => `${recipient} ${eventId}`,
    (key) => `the feed row ${key} is there twice`,
  );

const feedsKeepTheOrder: Rule = ({ feed }) =>
  [...groupBy(feed, ({ recipient, aggregateId }) => `${recipient} about ${aggregateId}`)].flatMap(([key, rows]) => {
    const versions = [...rows].sort((a, b) => a.cursor - b.cursor).map(({ version }) => version);
    return versions.every((version, index) => index === 0 || version > (versions[index - 1] ?? 0))
      ? []
      : [`the feed of ${key} is out of order: ${versions.join(', ')}`];
  });

const agencySawEveryEvent: Rule = ({ feed, events }) => {
  const seen = new Set(feed.filter(({ recipient }) => recipient === 'agency').map(({ eventId }) => eventId));
  return events.flatMap(({ id, consumers }) =>
    consumers.includes('gateway') && !seen.has(id) ? [`event ${id} is not in the agency's feed`] : [],
  );
};

const dutyWasToldOnce: Rule = ({ incidents, dutyNotifications }) => {
  const count = countBy(dutyNotifications, ({ incidentId }) => incidentId);
  return incidents.flatMap(({ id }) =>
    count.get(id) === 1 ? [] : [`the duty has ${count.get(id) ?? 0} notifications of incident ${id}`],
  );
};

const everyMailArrived: Rule = ({ mails, received }) => {
  const arrived = new Set(received.map(({ messageId }) => messageId));
  return mails.flatMap(({ messageId, state }) =>
    state === 'sent' && arrived.has(messageId)
      ? []
      : [`mail ${messageId} is ${state} and ${arrived.has(messageId) ? 'arrived' : 'did not arrive'}`],
  );
};

const messageIdsAreStable: Rule = ({ mails, received }) => {
  const known = new Set(mails.map(({ messageId }) => messageId));
  const addressee = new Map<string, string>();
  return received.flatMap(({ messageId, to }) => {
    const before = addressee.get(messageId) ?? to;
    addressee.set(messageId, to);
    if (!known.has(messageId)) return [`a mail arrived under ${messageId}, which no row has`];
    return before === to ? [] : [`mail ${messageId} went to two people`];
  });
};

const nobodyIsMailedTwice: Rule = ({ mails }) =>
  repeated(
    mails,
    ({ wanted }) => wanted,
    (wanted) => `two mails were made for ${wanted}`,
  );

const rules: Rule[] = [
  acknowledgedExistOnce,
  everyIncidentOnce,
  historyIsGapless,
  versionsAreGapless,
  everyDeliveryIsClosed,
  feedsAreGapless,
  feedsHoldNoDouble,
  feedsKeepTheOrder,
  agencySawEveryEvent,
  dutyWasToldOnce,
  everyMailArrived,
  messageIdsAreStable,
  nobodyIsMailedTwice,
];

/** Whether the numbers are 1, 2, 3... in some order, each once. */
function isCount(numbers: number[]): boolean {
  return [...numbers].sort((a, b) => a - b).every((number, index) => number === index + 1);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, keyOf);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  return new Map([...groupBy(items, keyOf)].map(([key, group]) => [key, group.length]));
}

function repeated<T>(items: readonly T[], keyOf: (item: T) => string, say: (key: string) => string): string[] {
  return [...countBy(items, keyOf)].flatMap(([key, count]) => (count > 1 ? [say(key)] : []));
}
