import { describe, expect, it } from '@jest/globals';
import { type Evidence, violations } from './checker.js';

/** Two incidents of one facility; the first was taken as well. All as it should be. */
const sound: Evidence = {
  acknowledged: ['a', 'b'],
  incidents: [
    { id: 'a', version: 2 },
    { id: 'b', version: 1 },
  ],
  journal: [
    { incidentId: 'a', seq: 1 },
    { incidentId: 'a', seq: 2 },
    { incidentId: 'b', seq: 1 },
  ],
  events: [
    { id: 'e1', aggregateId: 'a', version: 1, consumers: ['gateway', 'alerting'] },
    { id: 'e2', aggregateId: 'b', version: 1, consumers: ['gateway', 'alerting'] },
    { id: 'e3', aggregateId: 'a', version: 2, consumers: ['gateway'] },
  ],
  deliveries: [
    { eventId: 'e1', consumer: 'gateway', state: 'closed' },
    { eventId: 'e1', consumer: 'alerting', state: 'closed' },
    { eventId: 'e2', consumer: 'gateway', state: 'closed' },
    { eventId: 'e2', consumer: 'alerting', state: 'closed' },
    { eventId: 'e3', consumer: 'gateway', state: 'closed' },
  ],
  feed: ['agency', 'facility:f'].flatMap((recipient) => [
    { recipient, cursor: 1, eventId: 'e1', aggregateId: 'a', version: 1 },
    { recipient, cursor: 2, eventId: 'e2', aggregateId: 'b', version: 1 },
    { recipient, cursor: 3, eventId: 'e3', aggregateId: 'a', version: 2 },
  ]),
  dutyNotifications: [{ incidentId: 'a' }, { incidentId: 'b' }],
  mails: [{ messageId: '<m1@vigie>', state: 'sent', wanted: 'mailing 1 for p' }],
  received: [
    { messageId: '<m1@vigie>', to: 'p@agence.example' },
    { messageId: '<m1@vigie>', to: 'p@agence.example' },
  ],
};

type Plant = [string, (evidence: Evidence) => void, RegExp];

const losses: Plant[] = [
  ['a declaration', (e) => e.incidents.splice(1, 1), /declaration b was acknowledged and exists 0/],
  ['a journal entry', (e) => e.journal.splice(0, 1), /journal of incident a/],
  ['an event', (e) => e.events.splice(2, 1), /incident a is at version 2 but said 1/],
  ['a feed row', (e) => e.feed.splice(1, 1), /gap/],
  ['the last feed row of the agency', (e) => e.feed.splice(2, 1), /event e3 is not in the agency/],
  ['a delivery left open', (e) => (e.deliveries[0]!.state = 'open'), /event e1 is open for gateway/],
  ['a duty notification', (e) => e.dutyNotifications.pop(), /0 notifications of incident b/],
  ['a mail', (e) => (e.received = []), /did not arrive/],
];
const doubles: Plant[] = [
  ['a declaration', (e) => e.incidents.push({ id: 'a', version: 2 }), /exists 2 times/],
  ['a journal entry', (e) => e.journal.push({ incidentId: 'b', seq: 1 }), /journal of incident b/],
  [
    'a feed row under a new cursor',
    (e) => e.feed.push({ recipient: 'agency', cursor: 4, eventId: 'e1', aggregateId: 'a', version: 1 }),
    /twice/,
  ],
  ['a duty notification', (e) => e.dutyNotifications.push({ incidentId: 'a' }), /2 notifications/],
  [
    'a mail under another Message-ID',
    (e) => e.received.push({ messageId: '<m9@vigie>', to: 'p@agence.example' }),
    /no row has/,
  ],
  [
    'a mail row',
    (e) => e.mails.push({ messageId: '<m2@vigie>', state: 'sent', wanted: 'mailing 1 for p' }),
    /two mails/,
  ],
];
const swaps: Plant[] = [
  [
    'two feed rows of one incident',
    (e) => {
      [e.feed[0]!.cursor, e.feed[2]!.cursor] = [e.feed[2]!.cursor, e.feed[0]!.cursor];
    },
    /out of order/,
  ],
];

describe('the checker', () => {
  it('finds nothing in a sound run', () => {
    expect(violations(sound)).toEqual([]);
  });

  describe.each([
    ['loss', losses],
    ['double', doubles],
    ['swap', swaps],
  ] as const)('catches a planted %s', (_, plants) => {
    it.each(plants)('of %s', (_what, plant, expected) => {
      const evidence = structuredClone(sound);
      plant(evidence);
      expect(violations(evidence).join('\n')).toMatch(expected);
    });
  });
});
