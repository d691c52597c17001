import { describe, expect, it } from '@jest/globals';
import { type EventPayload, type WebhookType, webhookData, webhookMessage } from '#libs/contracts';
import { newId } from '#libs/platform';
import { isGenuine } from '../receiver.js';
import { until } from '../rig.js';
import {
  administrator,
  analyst,
  approver,
  clinic,
  declarant,
  hospital,
  makeEndpoint,
  ofIncident,
  other,
  receiver,
  rig,
  taken,
} from './running.js';

const clock = (tlp?: 'AMBER') => ({
  incidentId: newId(),
  facilityId: hospital.id,
  territory: '972',
  reference: '972-2026-0001',
  clockId: newId(),
  regime: 'nis2',
  stage: 'early',
  applies: 'unknown' as const,
  dueAt: '2026-12-01T00:00:00.000Z',
  when: 'before' as const,
  declarantId: newId(),
  assigneeId: newId(),
  ...(tlp && { tlp }),
});
const written = (more: object = {}) => ({
  ...ofIncident(),
  entryId: newId(),
  seq: 3,
  visibility: 'shared' as const,
  authorSide: 'agency' as const,
  entryType: 'note' as const,
  mentions: [newId()],
  ...more,
});

async function broadcast(tlp: 'GREEN' | 'RED' = 'GREEN', facilities = [hospital.id, clinic.id]): Promise<string> {
  const { advisoryId } = await rig.as(analyst, 'alerting.advisory.save', {
    id: newId(),
    tlp,
    texts: { fr: { title: 'Titre confidentiel', body: 'Texte confidentiel.' }, en: null },
    respondBy: null,
    csafId: null,
    regionalId: null,
    audience: { facilities },
  });
  await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
  await rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount: facilities.length });
  return advisoryId;
}

/** Everything that tells tools happens once. @returns the advisory's id */
async function everythingHappens(): Promise<string> {
  await rig.declare({ reference: '972-2026-0001', facilityId: hospital.id, kind: 'exercise' });
  const amended: Omit<EventPayload<'incident.amended'>, keyof ReturnType<typeof ofIncident>> = {
    number: 2,
    stage: 'full',
    degradedMode: 'yes',
    patientDanger: 'none',
    careServices: [],
    authorSide: 'facility',
  };
  await rig.tell('incident.amended', { ...ofIncident(), ...amended });
  await taken();
  await rig.tell('incident.closed', ofIncident({ state: 'closed' }));
  await rig.tell('incident.journal-written', written());
  await rig.tell('clock.rang', clock('AMBER'));
  const advisoryId = await broadcast();
  await until('the inbox', async () =>
    rig
      .as(declarant, 'alerting.acknowledgement.answer', {
        facilityId: hospital.id,
        advisoryId,
        answer: 'read',
        note: null,
      })
      .then(
        () => true,
        () => false,
      ),
  );
  return advisoryId;
}

describe('what a facility’s tool is told', () => {
  it('is each thing that it asked for, once, as the contract says, signed, and without a word that somebody wrote', async () => {
    const endpoint = await makeEndpoint({ tlpCeiling: 'RED' });
    const stranger = await makeEndpoint({ facilityId: clinic.id, tlpCeiling: 'RED' }, other);
    const advisoryId = await everythingHappens();
    await until('all eight', () => receiver.at(endpoint.path).length >= 8);
    const arrived = receiver.at(endpoint.path);
    const types = arrived.map(({ message }) => message.type).sort();
    expect(types).toEqual([
      'acknowledgement.recorded',
      'advisory.published',
      'clock.due',
      'incident.amended',
      'incident.closed',
      'incident.declared',
      'incident.message',
      'incident.state-changed',
    ]);
    for (const { message, headers, body } of arrived) {
      const type = message.type as WebhookType;
      // Nothing more than the contract names, either.
      expect(webhookMessage(type, webhookData[type].strict()).strict().parse(message)).toEqual(message);
      expect(isGenuine({ path: '', message, headers, body }, endpoint.secret)).toBe(true);
      expect(isGenuine({ path: '', message, headers, body }, stranger.secret)).toBe(false);
      expect(headers['webhook-id']).toBe(message.id);
      expect(message.exercise).toBe(message.type === 'incident.declared');
      expect(body).not.toMatch(/confidentiel|assignee|mention|declarant/i);
    }
    // The other facility got the advisory, which was for it too, with its own id, and nothing else.
    await until('its own', () => receiver.at(stranger.path).length >= 1);
    expect(receiver.at(stranger.path).map(({ message }) => [message.type, message.data['facilityId']])).toEqual([
      ['advisory.published', clinic.id],
    ]);
    expect(receiver.at(stranger.path)[0]?.message.data['advisoryId']).toBe(advisoryId);
    expect(JSON.stringify(receiver.at(stranger.path).map(({ body }) => body))).not.toContain(hospital.id);
  });

  it('is nothing above its ceiling, and nothing of which the TLP is not known', async () => {
    const amber = await makeEndpoint({ tlpCeiling: 'AMBER' });
    const red = await makeEndpoint({ tlpCeiling: 'RED' });
    await taken({ tlp: 'AMBER+STRICT' });
    await taken({ tlp: 'RED' });
    await taken({ tlp: undefined });
    await rig.tell('clock.rang', clock());
    await rig.tell('incident.journal-written', written({ entryTlp: 'RED' }));
    await broadcast('RED', [hospital.id]);
    const last = await taken({ tlp: 'AMBER' });
    await until('all that the other may have', () => receiver.at(red.path).length >= 7);
    await until('the one', () => receiver.at(amber.path).length >= 1);
    expect(receiver.at(amber.path).map(({ message }) => [message.id, message.data['tlp']])).toEqual([[last, 'AMBER']]);
  });

  it('is not what the agency writes for itself, nor what the facility wrote, nor a pin', async () => {
    const endpoint = await makeEndpoint({ topics: ['incident.message'] });
    await rig.tell('incident.journal-written', written({ visibility: 'agency' }));
    await rig.tell('incident.journal-written', written({ authorSide: 'facility' }));
    await rig.tell('incident.journal-written', written({ entryType: 'pinned' }));
    const told = await rig.tell('incident.journal-written', written({ entryType: 'decision' }));
    await until('the one', () => receiver.at(endpoint.path).length >= 1);
    expect(receiver.at(endpoint.path).map(({ message }) => message.id)).toEqual([told]);
  });

  it('is what happens from then on, of the topics that it asked for', async () => {
    await taken();
    const endpoint = await makeEndpoint({ topics: ['incident.closed'] });
    await taken();
    const closed = await rig.tell('incident.closed', ofIncident({ state: 'closed' }));
    await until('the one', () => receiver.at(endpoint.path).length >= 1);
    expect(receiver.at(endpoint.path).map(({ message }) => message.id)).toEqual([closed]);
  });
});

describe('what the agency’s own tool is told', () => {
  it('is of every facility, an advisory once, and what a facility wrote', async () => {
    const endpoint = await makeEndpoint({ facilityId: null, tlpCeiling: 'AMBER' }, administrator);
    await taken();
    await taken({ facilityId: clinic.id });
    await rig.tell('incident.journal-written', written({ authorSide: 'facility' }));
    await rig.tell('incident.journal-written', written());
    await broadcast();
    await until('all', () => receiver.at(endpoint.path).length >= 4);
    const told = receiver
      .at(endpoint.path)
      .map(({ message }) => `${message.type} ${String(message.data['facilityId'])}`);
    expect(told.sort()).toEqual([
      'advisory.published null',
      `incident.message ${hospital.id}`,
      ...[`incident.state-changed ${hospital.id}`, `incident.state-changed ${clinic.id}`].sort(),
    ]);
  });
});
