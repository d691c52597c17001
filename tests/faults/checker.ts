/** What the database, the mailbox and the consoles hold after a run, and what the callers were told. */
export interface Evidence {
  /** What was answered with a 2xx. */
  acknowledged: { what: string; id: string }[];
  /** The same kinds of records, as the tables hold them. */
  records: { what: string; id: string }[];
  /** Of which record each audit row tells: each step of an incident, and each record of the kinds that have one step. */
  audits: { what: string; id: string }[];
  incidents: { id: string; version: number }[];
  journal: { incidentId: string; seq: number }[];
  /** Each with the consumers of its contract and the recipients in whose feeds it belongs. */
  events: { id: string; aggregateId: string; version: number; consumers: string[]; to: string[] }[];
  deliveries: { eventId: string; consumer: string; state: string }[];
  feed: { recipient: string; cursor: number; eventId: string; aggregateId: string; version: number }[];
  /** `mailed`: some mail tells of it. */
  dutyNotifications: { incidentId: string; mailed: boolean }[];
  /** Every mail that a broadcast must have: which broadcast, for whom. */
  mailsWanted: string[];
  mails: { messageId: string; state: string; wanted: string }[];
  /** Message-ID and who it was for, of each mail received; the same one may come twice. */
  received: { messageId: string; to: string }[];
  /** What each console heard of each feed, in order of arrival: all that follows `after`, up to `head`. */
  heard: { console: string; recipient: string; after: number; head: number; cursors: number[] }[];
}

/** Everything that is not as promised; empty when all is well. Each rule is one promise of the platform. */
export function violations(evidence: Evidence): string[] {
  return rules.flatMap((rule) => rule(evidence));
}

type Rule = (evidence: Evidence) => string[];

const acknowledgedExistOnce: Rule = ({ acknowledged, records }) => {
  const count = countBy(records, ({ what, id }) => `${what} ${id}`);
  return acknowledged.flatMap(({ what, id }) => {
    const times = count.get(`${what} ${id}`) ?? 0;
    return times === 1 ? [] : [`${what} ${id} was acknowledged and exists ${times} times`];
  });
};

const everyIncidentOnce: Rule = ({ incidents }) =>
  repeated(
    incidents,
    ({ id }) => id,
    (id) => `incident ${id} exists more than once`,
  );

/** The journal grows with the version: as long, and without a gap. */
const historyIsGapless: Rule = ({ incidents, journal }) => {
  const steps = groupBy(journal, ({ incidentId }) => incidentId);
  return incidents.flatMap(({ id, version }) => {
    const places = (steps.get(id) ?? []).map(({ seq }) => seq);
    const isWhole = places.length === version && isCount(places);
    return isWhole
      ? []
      : [`the journal of incident ${id} has a gap or a double, or does not end at version ${version}`];
  });
};

const everyVersionWasSaid: Rule = ({ incidents, events }) => {
  const said = groupBy(events, ({ aggregateId }) => aggregateId);
  return incidents.flatMap(({ id, version }) => {
    const versions = said.get(id)?.length ?? 0;
    return versions === version ? [] : [`incident ${id} is at version ${version} and said ${versions} things`];
  });
};

const versionsAreGapless: Rule = ({ events }) =>
  [...groupBy(events, ({ aggregateId }) => aggregateId)].flatMap(([id, said]) => {
    const versions = said.map(({ version }) => version).sort((a, b) => a - b);
    return isCount(versions) ? [] : [`what record ${id} said has a gap or a double: ${versions.join(', ')}`];
  });

/** Kinds of records that are written in one step. */
const auditedOnce = ['broadcast', 'import', 'contact'];

const everyStepIsAudited: Rule = ({ incidents, acknowledged, audits }) => {
  const rows = countBy(audits, ({ what, id }) => `${what} ${id}`);
  const expected = [
    ...incidents.map(({ id, version }) => ({ record: `incident ${id}`, steps: version })),
    ...acknowledged
      .filter(({ what }) => auditedOnce.includes(what))
      .map(({ what, id }) => ({ record: `${what} ${id}`, steps: 1 })),
  ];
  return expected.flatMap(({ record, steps }) => {
    const found = rows.get(record) ?? 0;
    return found === steps ? [] : [`${record} has ${found} audit rows for ${steps} steps`];
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
    return isAscending(versions) ? [] : [`the feed of ${key} is out of order: ${versions.join(', ')}`];
  });

const everyoneWasToldEverything: Rule = ({ feed, events }) => {
  const told = new Set(feed.map(({ recipient, eventId }) => `${recipient} ${eventId}`));
  return events.flatMap(({ id, to }) =>
    to.flatMap((recipient) =>
      told.has(`${recipient} ${id}`) ? [] : [`event ${id} is not in the feed of ${recipient}`],
    ),
  );
};

const nobodyWasToldMore: Rule = ({ feed, events }) => {
  const meant = new Set(events.flatMap(({ id, to }) => to.map((recipient) => `${recipient} ${id}`)));
  return feed.flatMap(({ recipient, eventId }) =>
    meant.has(`${recipient} ${eventId}`) ? [] : [`the feed of ${recipient} holds event ${eventId}, not meant for it`],
  );
};

const dutyWasToldOnce: Rule = ({ incidents, dutyNotifications }) => {
  const told = groupBy(dutyNotifications, ({ incidentId }) => incidentId);
  return incidents.flatMap(({ id }) => {
    const notifications = told.get(id) ?? [];
    if (notifications.length !== 1) return [`the duty has ${notifications.length} notifications of incident ${id}`];
    return notifications[0]?.mailed ? [] : [`no mail tells the duty of incident ${id}`];
  });
};

const everyMailWasMade: Rule = ({ mailsWanted, mails }) => {
  const made = new Set(mails.map(({ wanted }) => wanted));
  return mailsWanted.flatMap((wanted) => (made.has(wanted) ? [] : [`no mail was made for ${wanted}`]));
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

const consolesHeardEverythingOnce: Rule = ({ heard }) =>
  heard.flatMap(({ console, recipient, after, head, cursors }) =>
    cursors.length === head - after && cursors.every((cursor, index) => cursor === after + 1 + index)
      ? []
      : [
          `console ${console} did not hear ${recipient} from ${after + 1} to ${head}, each once and in order: it heard ${cursors.length}`,
        ],
  );

const rules: Rule[] = [
  acknowledgedExistOnce,
  everyIncidentOnce,
  historyIsGapless,
  everyVersionWasSaid,
  versionsAreGapless,
  everyStepIsAudited,
  everyDeliveryIsClosed,
  feedsAreGapless,
  feedsHoldNoDouble,
  feedsKeepTheOrder,
  everyoneWasToldEverything,
  nobodyWasToldMore,
  dutyWasToldOnce,
  everyMailWasMade,
  everyMailArrived,
  messageIdsAreStable,
  nobodyIsMailedTwice,
  consolesHeardEverythingOnce,
];

/** Whether the numbers are 1, 2, 3... in some order, each once. */
function isCount(numbers: number[]): boolean {
  return [...numbers].sort((a, b) => a - b).every((number, index) => number === index + 1);
}

function isAscending(numbers: number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
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
