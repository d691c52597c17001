import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type EventType,
  type Facility,
  type FeedItem,
  type Permission,
  type Receipt,
  eventContract,
  eventTypes,
  liveEvents,
  ruleOf,
} from '#libs/contracts';
import { type Client, LiveFeed, ok } from '#libs/testing';
import { type Platform, startPlatform } from '../platform.js';
import { aCareReport, aDeclaration, anAmendment, anAssessment } from '../story/declare.js';
import { aTask } from '../story/tasks.js';
import { newRecordId } from '../story/world.js';
import { Receiver, inTurn } from '../alerting/receiver.js';
import { attach, scanned } from '../attachments/files.js';
import { learn } from '../attachments/signatures.js';
import type { Records, Who } from './case.js';
import { A_WEBHOOK } from './cases/webhooks.js';
import { type Cast, makeRecords, signInCast } from './records.js';

/** Who may read what an event tells: at the agency, and at the facility it is about (null: facilities never hear of it). */
const readers: Record<string, { agency: Permission; facility: Permission | null }> = {
  'incident.declared': { agency: 'incident.read', facility: 'incident.read' },
  'incident.amended': { agency: 'incident.read', facility: 'incident.read' },
  'incident.reclassified': { agency: 'incident.read', facility: 'incident.read' },
  'incident.aware-corrected': { agency: 'incident.read', facility: 'incident.read' },
  'incident.taken': { agency: 'incident.read', facility: 'incident.read' },
  'incident.acknowledged': { agency: 'incident.read', facility: 'incident.read' },
  'incident.qualified': { agency: 'incident.read', facility: 'incident.read' },
  'incident.assessed': { agency: 'incident.read', facility: 'incident.read' },
  'incident.indicators-changed': { agency: 'incident.read', facility: 'incident.read' },
  'incident.attachment-withdrawn': { agency: 'incident.read', facility: 'incident.read' },
  'incident.attachment-changed': { agency: 'incident.read', facility: 'incident.read' },
  'attachment.scanned': { agency: 'incident.read', facility: 'incident.read' },
  'incident.resolved': { agency: 'incident.read', facility: 'incident.read' },
  'incident.closed': { agency: 'incident.read', facility: 'incident.read' },
  'incident.reopened': { agency: 'incident.read', facility: 'incident.read' },
  'incident.journal-written': { agency: 'incident.read', facility: 'incident.read' },
  'incident.task-changed': { agency: 'incident.read', facility: 'incident.read' },
  'incident.playbook-started': { agency: 'incident.read', facility: 'incident.read' },
  'incident.playbook-reversed': { agency: 'incident.read', facility: 'incident.read' },
  'authority.told': { agency: 'incident.read', facility: 'incident.read' },
  'report.requested': { agency: 'incident.read', facility: 'incident.read' },
  'clock.rang': { agency: 'incident.read', facility: 'incident.read' },
  'clock.moved': { agency: 'incident.read', facility: 'incident.read' },
  // Fewer than three others are alike here: a facility is told nothing of a link.
  'incident.linked': { agency: 'incident.read', facility: null },
  'incident.unlinked': { agency: 'incident.read', facility: null },
  'incident.similar-told': { agency: 'incident.read', facility: 'incident.read' },
  'incident.similar-judged': { agency: 'incident.read', facility: null },
  'mail.received': { agency: 'mailbox.read', facility: null },
  'mail.handled': { agency: 'mailbox.read', facility: null },
  'regional.created': { agency: 'regional.read', facility: null },
  'regional.changed': { agency: 'regional.read', facility: null },
  'regional.closed': { agency: 'regional.read', facility: null },
  'regional.reopened': { agency: 'regional.read', facility: null },
  'regional.task-changed': { agency: 'regional.read', facility: null },
  'regional.playbook-started': { agency: 'regional.read', facility: null },
  'regional.playbook-reversed': { agency: 'regional.read', facility: null },
  'regional.journal-written': { agency: 'regional.read', facility: null },
  'inventory.imported': { agency: 'inventory.read', facility: 'inventory.read' },
  'webhook.disabled': { agency: 'webhook.read', facility: 'webhook.read' },
  'care.reported': { agency: 'care.read', facility: 'care.read' },
  'csaf.imported': { agency: 'exposure.read', facility: null },
  'advisory.submitted': { agency: 'advisory.read', facility: null },
  'advisory.returned': { agency: 'advisory.read', facility: null },
  'advisory.broadcast': { agency: 'advisory.read', facility: 'inbox.read' },
  'acknowledgement.changed': { agency: 'advisory.read', facility: 'inbox.read' },
};
const types = Object.keys(readers);

/** A tool of facility A that says that it is there no more. */
let gone: Receiver;
let platform: Platform;
let cast: Cast;
const rightful = {} as Record<Who, LiveFeed>;
const foreign: Record<string, LiveFeed> = {};

beforeAll(async () => {
  gone = await Receiver.start();
  gone.answers.set('/gone', inTurn(410));
  const environment = {
    VIGIE_WEBHOOK_ALLOWED_RANGES: '127.0.0.1',
    VIGIE_WEBHOOK_PORTS: `443,${gone.port}`,
    VIGIE_WEBHOOK_ALLOW_HTTP: '1',
  };
  platform = await startPlatform({ mailbox: true, environment });
  cast = await signInCast(platform.world);
  for (const who of Object.keys(cast.rightful) as Who[])
    rightful[who] = await new LiveFeed(cast.rightful[who]).connect();
  for (const [who, client] of Object.entries(cast.foreign)) foreign[who] = await askingForTheirs(client).connect();
  await everythingHappens(await makeRecords(platform.world, cast));
  for (const type of types) for (const who of rolesOf(type)) await rightful[who].waitFor((item) => isTold(item, type));
  // For what nobody shall hear.
  await sleep(500);
});

afterAll(async () => {
  for (const feed of [...Object.values(rightful), ...Object.values(foreign)]) feed.disconnect();
  await platform.stop();
  await gone.close();
});

/** Somebody of facility B who asks for the feeds of facility A and of the agency, from their beginning. */
function askingForTheirs(client: Client): LiveFeed {
  const feed = new LiveFeed(client);
  Object.assign(feed.cursors, { [`facility:${cast.facilityA}`]: 0, agency: 0 });
  return feed;
}

/** Plays each event of facility A once, beyond those that making the records has caused. */
async function everythingHappens(records: Records): Promise<void> {
  const { analyst, declarant } = cast.rightful;
  const { incidentId, otherIncidentId, regionalId, idleRegionalId, sentId, toReturnId, facilityId, mailDraftId } =
    records;
  const step = async (name: string, body: unknown = {}) =>
    ok(await analyst.post(`/api/incidents/${incidentId}/${name}`, body));
  ok(await declarant.post(`/api/incidents/${incidentId}/versions`, anAmendment()));
  await step('reclassify', { nature: 'failure', reason: null });
  await step('take');
  await step('acknowledge');
  await step('qualify', {
    rsitClass: 'availability',
    rsitType: 'outage',
    severity: 'high',
    tlp: 'AMBER',
    malicious: 'no',
  });
  await step('assessments', anAssessment());
  await step('indicators', { source: 'typed', items: [{ type: 'ipv4', value: '198.51.100[.]9' }] });
  await step('tasks', aTask());
  const run = { id: newRecordId(), code: 'data-leak', version: 1 };
  await step('playbooks', run);
  await step(`playbooks/${run.id}/reverse`, { reason: 'Lancé par erreur.' });
  await step('journal', { id: newRecordId(), text: 'Suite.' });
  await step('resolve');
  await step('close');
  await step('reopen');
  await clocksHappen(incidentId);
  const link = { incidentIds: [otherIncidentId] };
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/links`, link));
  ok(await analyst.send('DELETE', `/api/regional-incidents/${regionalId}/links/${otherIncidentId}`, undefined));
  const noted = { id: newRecordId(), type: 'note', text: 'Cellule à 14 h.' };
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/journal`, noted));
  const { side: _, ...task } = aTask();
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/tasks`, task));
  const regionalRun = { id: newRecordId(), code: 'data-leak', version: 1 };
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/playbooks`, regionalRun));
  const undo = `playbooks/${regionalRun.id}/reverse`;
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/${undo}`, { reason: 'Lancé par erreur.' }));
  for (const move of ['close', 'reopen'])
    ok(await analyst.post(`/api/regional-incidents/${idleRegionalId}/${move}`, { reason: 'Motif.' }));
  await step(`similar/${otherIncidentId}/dismiss`, { reason: 'Autre cause.' });
  await manyAreAlike();
  ok(await analyst.post(`/api/mail-drafts/${mailDraftId}/dismiss`, { reason: 'Publicité.' }));
  ok(await cast.rightful.approver.post(`/api/advisories/${toReturnId}/return`, { reason: 'À préciser.' }));
  const file = await attach(declarant, otherIncidentId, 'Charge encore inconnue');
  await scanned(declarant, otherIncidentId, file);
  await learn(platform, 'Vigie-Nouvelle', 'Charge encore inconnue');
  ok(await declarant.post(`/api/facilities/${facilityId}/care`, aCareReport({ service: 'dialysis' })));
  const manager = cast.rightful['facility-manager'];
  const endpointId = newRecordId();
  const webhook = { ...A_WEBHOOK, id: endpointId, facilityId, url: gone.url('/gone') };
  ok(await manager.post('/api/webhooks', webhook));
  ok(await manager.post(`/api/webhooks/${endpointId}/ping`, {}));
  ok(await declarant.post(`/api/inbox/${facilityId}/${sentId}/answer`, { answer: 'read', note: null }));
}

/** Four legal entities under one regional incident: each of their facilities is told of three others at the next round. */
async function manyAreAlike(): Promise<void> {
  const { analyst, declarant } = cast.rightful;
  const { items } = ok(await analyst.get<{ items: Facility[] }>('/api/facilities?limit=500'));
  const own = items.find(({ id }) => id === cast.facilityA)!;
  const byOwner = new Map(items.map((facility) => [facility.legalEntityFiness, facility]));
  byOwner.delete(own.legalEntityFiness);
  const receipts = [ok(await declarant.post<Receipt>('/api/declarations', aDeclaration(cast.facilityA)))];
  for (const { id } of [...byOwner.values()].slice(0, 3)) {
    const onBehalf = { ...aDeclaration(id), source: 'phone', caller: 'Cadre de garde', callBack: '+596 696 00 00 01' };
    receipts.push(ok(await analyst.post<Receipt>('/api/declarations/on-behalf', onBehalf)));
  }
  const incidentIds = receipts.map(({ incidentId }) => incidentId);
  const regional = { id: newRecordId(), title: 'Panne', supplier: null, incidentIds };
  ok(await analyst.post('/api/regional-incidents', regional));
}

/** An authority is told, and asks for a report, which moves clocks; one that was due an hour ago rings. */
async function clocksHappen(incidentId: string): Promise<void> {
  const { declarant } = cast.rightful;
  const notice = { id: newRecordId(), authority: 'ars', status: 'told', reference: null, toldBy: 'Camille Inventée' };
  const toldAt = new Date(Date.now() - 60_000).toISOString();
  const path = `/api/incidents/${incidentId}/authorities`;
  ok(await declarant.post(path, { ...notice, toldAt, stages: [] }));
  const dueAt = new Date(Date.now() + 86_400_000).toISOString();
  const request = { id: newRecordId(), regime: 'nis2', stage: 'intermediate', askedAt: toldAt, dueAt };
  ok(await declarant.post(`/api/incidents/${incidentId}/report-requests`, { ...request, askedBy: 'CERT-FR' }));
  const awareAt = new Date(Date.now() - 70 * 60_000).toISOString();
  const aware = { ...aDeclaration(cast.facilityA), since: null, awareAt };
  const receipt = ok(await declarant.post<Receipt>('/api/declarations', aware));
  await rightful.analyst.waitFor(({ type, recordId }) => type === 'clock.rang' && recordId === receipt.incidentId);
  const corrected = { awareAt: new Date(Date.now() - 80 * 60_000).toISOString(), reason: 'Main courante.' };
  ok(await declarant.post(`/api/incidents/${receipt.incidentId}/aware`, corrected));
}

const isTold = (item: FeedItem, type: string): boolean => item.type === type && Object.keys(item.summary).length > 0;
const told = (feed: LiveFeed, type: string): FeedItem[] => feed.items.filter((item) => isTold(item, type));

function rolesOf(type: string): Who[] {
  const { agency, facility } = readers[type]!;
  return [...ruleOf(agency).agency, ...(facility === null ? [] : ruleOf(facility).facility)] as Who[];
}

describe('every socket event has its case', () => {
  // Those of the crisis rooms in `gateway/rooms.cases.ts`.
  it('of the namespace, here', () => {
    expect(Object.keys(liveEvents).sort()).toEqual(['entries', 'feed', 'present', 'ready', 'room']);
  });

  it('of the feeds, in the table', () => {
    const heard = eventTypes.filter((type: EventType) => eventContract(type)?.consumers.includes('gateway'));
    expect([...types, 'directory.person-changed'].sort()).toEqual([...heard].sort());
  });
});

describe('ready', () => {
  it.each(Object.keys({ declarant: 0, 'inventory-officer': 0, 'facility-manager': 0 }) as Who[])(
    'names to a %s the own facility’s feed alone',
    (who) => {
      expect(Object.keys(rightful[who].cursors)).toEqual([`facility:${cast.facilityA}`]);
    },
  );

  it.each(['analyst', 'approver', 'administrator', 'auditor'] as Who[])(
    'names to an %s the agency’s feed alone',
    (who) => {
      expect(Object.keys(rightful[who].cursors)).toEqual(['agency']);
    },
  );

  it('is said to nobody who is not signed in', async () => {
    await expect(new LiveFeed(cast.nobody).connect()).rejects.toThrow();
  });
});

describe('feed', () => {
  it.each(types)('%s is told to those who may read it, and to nobody else', (type) => {
    const heard = (Object.keys(rightful) as Who[]).filter((who) => told(rightful[who], type).length > 0);
    expect(heard.sort()).toEqual(rolesOf(type).sort());
  });

  it.each(['declarant', 'inventory-officer', 'facility-manager'])(
    'gives a %s of another facility nothing of it',
    (who) => {
      const feed = foreign[who]!;
      expect(feed.connected).toBe(true);
      expect(feed.items.filter(({ recipient }) => recipient !== `facility:${cast.facilityB}`)).toEqual([]);
      expect(JSON.stringify(feed.items)).not.toContain(cast.facilityA);
    },
  );

  it('never carries an entry of the agency’s own to a facility', async () => {
    const [incidentId] = told(rightful.analyst, 'incident.taken').map(({ recordId }) => recordId);
    const id = newRecordId();
    const entry = { id, text: 'Entre nous.', visibility: 'agency' };
    ok(await cast.rightful.analyst.post(`/api/incidents/${incidentId}/journal`, entry));
    await rightful.analyst.waitFor(({ summary }) => summary['entryId'] === id);
    await sleep(300);
    for (const who of ['declarant', 'facility-manager'] as const)
      expect(JSON.stringify(rightful[who].items)).not.toContain(id);
  });
});
