import { describe, expect, it } from '@jest/globals';
import { type Evidence, violations } from './checker.js';
import { doubles, losses, swaps } from './plants.js';

const both = ['agency', 'facility:f'];
/** An incident of each of two facilities; the first was taken as well. All as it should be. */
const sound: Evidence = {
  acknowledged: [
    { what: 'declaration', id: 'a' },
    { what: 'declaration', id: 'b' },
  ],
  records: [
    { what: 'declaration', id: 'a' },
    { what: 'declaration', id: 'b' },
  ],
  audits: [
    { what: 'incident', id: 'a' },
    { what: 'incident', id: 'a' },
    { what: 'incident', id: 'b' },
  ],
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
    { id: 'e1', aggregateId: 'a', version: 1, consumers: ['gateway', 'alerting'], to: both },
    { id: 'e2', aggregateId: 'b', version: 1, consumers: ['gateway', 'alerting'], to: ['agency', 'facility:g'] },
    { id: 'e3', aggregateId: 'a', version: 2, consumers: ['gateway'], to: both },
  ],
  deliveries: [
    { eventId: 'e1', consumer: 'gateway', state: 'closed' },
    { eventId: 'e1', consumer: 'alerting', state: 'closed' },
    { eventId: 'e2', consumer: 'gateway', state: 'closed' },
    { eventId: 'e2', consumer: 'alerting', state: 'closed' },
    { eventId: 'e3', consumer: 'gateway', state: 'closed' },
  ],
  feed: [
    { recipient: 'agency', cursor: 1, eventId: 'e1', aggregateId: 'a', version: 1 },
    { recipient: 'agency', cursor: 2, eventId: 'e2', aggregateId: 'b', version: 1 },
    { recipient: 'agency', cursor: 3, eventId: 'e3', aggregateId: 'a', version: 2 },
    { recipient: 'facility:f', cursor: 1, eventId: 'e1', aggregateId: 'a', version: 1 },
    { recipient: 'facility:f', cursor: 2, eventId: 'e3', aggregateId: 'a', version: 2 },
    { recipient: 'facility:g', cursor: 1, eventId: 'e2', aggregateId: 'b', version: 1 },
  ],
  dutyNotifications: [
    { incidentId: 'a', mailed: true },
    { incidentId: 'b', mailed: true },
  ],
  mailsWanted: ['broadcast 1 for p'],
  mails: [{ messageId: '<m1@vigie>', state: 'sent', wanted: 'broadcast 1 for p' }],
  received: [
    { messageId: '<m1@vigie>', to: 'p@agence.example' },
    { messageId: '<m1@vigie>', to: 'p@agence.example' },
  ],
  heard: [{ console: 'of an analyst', recipient: 'agency', after: 1, head: 3, cursors: [2, 3] }],
};

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
