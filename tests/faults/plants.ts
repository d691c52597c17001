import type { Evidence } from './checker.js';

/** What is spoiled, how, and what the checker must say. @throws when the evidence has nothing of the kind to spoil */
export type Plant = [string, (evidence: Evidence) => void, RegExp];

export const losses: Plant[] = [
  [
    'an acknowledged declaration',
    (e) =>
      e.records.splice(
        placeOf(e.records, ({ what }) => what === 'declaration'),
        1,
      ),
    /declaration \S+ was acknowledged and exists 0/,
  ],
  ['the last journal entry', (e) => e.journal.splice(placeOf(e.journal, isLast(e)), 1), /journal of incident/],
  [
    'a journal entry',
    (e) =>
      e.journal.splice(
        placeOf(e.journal, ({ seq }) => seq === 1),
        1,
      ),
    /journal of incident/,
  ],
  [
    'an audit row',
    (e) =>
      e.audits.splice(
        placeOf(e.audits, ({ what }) => what === 'incident'),
        1,
      ),
    /audit rows for/,
  ],
  ['the last event of an incident', loseLastEvent, /is at version \d+ and said/],
  ['an earlier event', (e) => e.events.splice(placeOf(e.events, isFollowed(e)), 1), /has a gap or a double/],
  [
    'a feed row',
    (e) =>
      e.feed.splice(
        placeOf(e.feed, ({ cursor }) => cursor === 1),
        1,
      ),
    /has a gap/,
  ],
  ['the last feed row of the agency', (e) => loseLastRow(e, 'agency'), /is not in the feed of agency/],
  ['the last feed row of a facility', (e) => loseLastRow(e, 'facility:'), /is not in the feed of facility:/],
  ['a delivery', (e) => e.deliveries.pop(), /is unknown for/],
  ['a delivery left open', (e) => (first(e.deliveries).state = 'open'), /is open for/],
  ['a duty notification', (e) => e.dutyNotifications.pop(), /0 notifications of incident/],
  ['the mail of a duty notification', (e) => (first(e.dutyNotifications).mailed = false), /no mail tells the duty/],
  ['a mail before it was written', (e) => e.mailsWanted.push('a broadcast for somebody'), /no mail was made for/],
  ['a mail on its way', loseArrivedMail, /did not arrive/],
  ['what a console was to hear', (e) => first(heardSome(e)).cursors.pop(), /did not hear/],
];

export const doubles: Plant[] = [
  ['a declaration', (e) => e.records.push(first(e.records)), /exists 2 times/],
  ['an incident', (e) => e.incidents.push(first(e.incidents)), /exists more than once/],
  ['a journal entry', (e) => e.journal.push(first(e.journal)), /journal of incident/],
  ['an audit row', (e) => e.audits.push(first(e.audits)), /audit rows for/],
  ['an event', (e) => e.events.push({ ...first(e.events), id: 'another' }), /has a gap or a double/],
  ['a feed row under a new cursor', doubleFeedRow, /is there twice/],
  ['a duty notification', (e) => e.dutyNotifications.push(first(e.dutyNotifications)), /2 notifications/],
  ['a mail under another Message-ID', (e) => e.received.push({ messageId: '<m@x>', to: 'p@x' }), /no row has/],
  ['a mail row', (e) => e.mails.push({ ...first(e.mails), messageId: '<m@x>' }), /two mails were made/],
  ['what a console heard', (e) => doubleHeard(first(heardSome(e)).cursors), /did not hear/],
];

export const swaps: Plant[] = [
  ['two feed rows of one incident', swapFeedRows, /out of order/],
  ['two items that a console heard', (e) => swapEnds(first(heardSome(e, 2)).cursors), /did not hear/],
  ['the addressees of two mails', swapAddressees, /went to two people/],
  ['two facilities', swapRecipients, /not meant for it/],
];

function loseLastEvent(evidence: Evidence): void {
  const { id } = first(evidence.incidents);
  const own = evidence.events.filter(({ aggregateId }) => aggregateId === id);
  const last = Math.max(...own.map(({ version }) => version));
  evidence.events.splice(
    placeOf(evidence.events, ({ aggregateId, version }) => aggregateId === id && version === last),
    1,
  );
}

/** The newest of its incident. */
const isLast =
  ({ journal }: Evidence) =>
  ({ incidentId, seq }: Evidence['journal'][number]): boolean =>
    !journal.some((entry) => entry.incidentId === incidentId && entry.seq > seq);

const isFollowed =
  ({ events }: Evidence) =>
  ({ aggregateId, version }: Evidence['events'][number]): boolean =>
    events.some((event) => event.aggregateId === aggregateId && event.version > version);

function loseLastRow({ feed }: Evidence, recipient: string): void {
  const { recipient: whose } = first(feed.filter((row) => row.recipient.startsWith(recipient)));
  const last = Math.max(...feed.filter((row) => row.recipient === whose).map(({ cursor }) => cursor));
  feed.splice(
    placeOf(feed, (row) => row.recipient === whose && row.cursor === last),
    1,
  );
}

/** With all of its copies. */
function loseArrivedMail(evidence: Evidence): void {
  const { messageId } = first(evidence.received);
  evidence.received = evidence.received.filter((mail) => mail.messageId !== messageId);
}

function doubleFeedRow({ feed }: Evidence): void {
  const row = first(feed);
  const length = feed.filter(({ recipient }) => recipient === row.recipient).length;
  feed.push({ ...row, cursor: length + 1 });
}

const doubleHeard = (cursors: number[]): number => cursors.push(first(cursors));

function swapFeedRows({ feed }: Evidence): void {
  for (const rows of Map.groupBy(feed, (row) => `${row.recipient} ${row.aggregateId}`).values()) {
    const [one, other] = rows;
    if (!one || !other) continue;
    [one.cursor, other.cursor] = [other.cursor, one.cursor];
    return;
  }
  throw new Error('no feed holds two rows of one record');
}

function swapEnds(cursors: number[]): void {
  cursors.push(cursors.shift() ?? 0);
}

function swapAddressees({ received }: Evidence): void {
  const mail = first(received);
  received.push({ ...mail, to: `not-${mail.to}` });
}

/** What was meant for one facility stands in another's feed. */
function swapRecipients({ feed }: Evidence): void {
  const ofFacilities = feed.filter(({ recipient }) => recipient.startsWith('facility:'));
  const one = first(ofFacilities);
  const other = first(ofFacilities.filter(({ recipient }) => recipient !== one.recipient));
  [one.eventId, other.eventId] = [other.eventId, one.eventId];
}

const heardSome = ({ heard }: Evidence, atLeast = 1) => heard.filter(({ cursors }) => cursors.length >= atLeast);

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('there is nothing to spoil');
  return item;
}

function placeOf<T>(items: readonly T[], fits: (item: T) => boolean): number {
  const place = items.findIndex(fits);
  if (place === -1) throw new Error('there is nothing to spoil');
  return place;
}
