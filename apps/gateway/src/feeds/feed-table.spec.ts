import { describe, expect, it } from '@jest/globals';
import { type EventEnvelope, type EventPayload, eventContract, eventTypes } from '#libs/contracts';
import { type FeedEventType, feedEventTypes, neededFor, viewsOf } from './feed-table.js';

const id = (n: number): string => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const FACILITY = id(1);
const INCIDENT = id(2);

function views<Type extends FeedEventType>(type: Type, payload: EventPayload<Type>) {
  const envelope: EventEnvelope & { type: FeedEventType } = {
    id: id(99),
    producer: 'incident',
    type,
    schemaVersion: 1,
    aggregateId: INCIDENT,
    version: 1,
    kind: 'real',
    occurredAt: '2026-11-24T12:00:00.000Z',
    recordedAt: '2026-11-24T12:00:01.000Z',
    actorId: id(98),
    traceId: '0'.repeat(31) + '1',
    payload,
  };
  return Object.fromEntries(viewsOf(envelope).flatMap((view) => view.to.map((recipient) => [recipient, view])));
}

const ofIncident = { facilityId: FACILITY, territory: '972', reference: '972-2026-0001', state: 'taken' as const };
const ofAdvisory = { advisoryId: id(3), reference: '972-A-2026-0001', tlp: 'AMBER' as const };
const own = `facility:${FACILITY}`;

describe('the feeds', () => {
  it('take every event that the contract gives the gateway, but for changes of people', () => {
    const heard = eventTypes.filter((type) => eventContract(type)?.consumers.includes('gateway'));
    expect([...feedEventTypes, 'directory.person-changed'].sort()).toEqual(heard.sort());
  });

  it('tell a facility each step of its incident, but neither who at the agency nor the regional incident behind it', () => {
    const taken = views('incident.taken', { ...ofIncident, assigneeId: id(4) });
    expect(taken['agency']?.summary).toHaveProperty('assigneeId', id(4));
    expect(taken[own]?.summary).toEqual(ofIncident);
    expect(taken[own]).toMatchObject({ recordId: INCIDENT, reference: '972-2026-0001', kind: 'real' });
    const linked = views('incident.linked', { ...ofIncident, regionalId: id(5), similarCount: 3 });
    expect(linked['agency']?.summary).toHaveProperty('regionalId', id(5));
    expect(linked[own]?.summary).toEqual({ ...ofIncident, similarCount: 3 });
  });

  it('lead from a clock to its incident, and tell a facility not who is in charge of it', () => {
    const clock = { clockId: id(8), incidentId: INCIDENT, facilityId: FACILITY, territory: '972' };
    const due = { regime: 'nis2', stage: 'early-warning', applies: 'yes' as const, dueAt: '2026-11-24T12:00:00.000Z' };
    const who = { declarantId: null, assigneeId: id(4) };
    const rang = views('clock.rang', { ...clock, ...due, ...who, reference: '972-2026-0001', when: 'before' });
    expect(rang[own]).toMatchObject({ recordId: INCIDENT, reference: '972-2026-0001' });
    expect(rang['agency']?.summary).toHaveProperty('assigneeId', id(4));
    expect(rang[own]?.summary).not.toHaveProperty('assigneeId');
  });

  it('tell only the agency of entries that are the agency’s own', () => {
    const entry = { ...ofIncident, entryId: id(6), seq: 2, authorSide: 'agency' as const };
    expect(Object.keys(views('incident.journal-written', { ...entry, visibility: 'agency' }))).toEqual(['agency']);
    expect(Object.keys(views('incident.journal-written', { ...entry, visibility: 'shared' }))).toEqual(['agency', own]);
  });

  it('tell a facility of similar declarations from three on', () => {
    const link = { ...ofIncident, regionalId: id(5) };
    expect(Object.keys(views('incident.linked', { ...link, similarCount: null }))).toEqual(['agency']);
    expect(Object.keys(views('incident.unlinked', link))).toEqual(['agency']);
  });

  it('tell each facility of an advisory once, and none of the others', () => {
    const title = { fr: 'Panne', en: 'Outage' };
    const sent = views('advisory.broadcast', {
      ...ofAdvisory,
      title,
      respondBy: null,
      facilityIds: [FACILITY, id(7), FACILITY],
    });
    expect(Object.keys(sent)).toEqual(['agency', own, `facility:${id(7)}`]);
    expect(sent['agency']?.summary).toHaveProperty('recipientCount', 3);
    expect(sent[own]?.summary).toEqual({ ...ofAdvisory, title, respondBy: null });
    expect(JSON.stringify(sent[own]?.summary)).not.toContain(id(7));
  });

  it('never carry the title of an advisory at TLP:RED', () => {
    const red = { ...ofAdvisory, tlp: 'RED' as const, title: { fr: 'Secret', en: 'Secret' }, respondBy: null };
    expect(JSON.stringify(views('advisory.broadcast', { ...red, facilityIds: [FACILITY] }))).not.toContain('Secret');
  });

  it('tell a facility only of its own answer', () => {
    const answer = views('acknowledgement.changed', { ...ofAdvisory, facilityId: FACILITY, state: 'done' });
    expect(Object.keys(answer)).toEqual(['agency', own]);
    expect(answer[own]?.recordId).toBe(ofAdvisory.advisoryId);
  });

  it.each(feedEventTypes)('%s is shown to nobody without a permission', (type) => {
    expect(neededFor(type, 'agency')).toBeDefined();
  });

  it('show an unknown type to nobody', () => {
    expect(neededFor('toString', 'agency')).toBeUndefined();
    expect(neededFor('regional.created', own)).toBeUndefined();
  });
});
