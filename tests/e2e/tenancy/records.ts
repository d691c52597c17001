import type {
  CareSheet,
  CommandResult,
  CsafSummary,
  DownloadTicket,
  PlaybookRun,
  Receipt,
  RegionalIncident,
  WebhookDelivery,
} from '#libs/contracts';
import { Client, ok } from '#libs/testing';
import { attach, beginAttachment, sendPart } from '../attachments/files.js';
import { mailWith, storedMail } from '../attachments/mails.js';
import { paperTokenIn } from '../paper/token.js';
import { aCareReport, aDeclaration } from '../story/declare.js';
import { aReport } from '../story/reports.js';
import { aTask } from '../story/tasks.js';
import { Phone } from '../relay/phone.js';
import { type World, must, newRecordId, until } from '../story/world.js';
import type { Records, Who } from './case.js';
import { A_WEBHOOK } from './cases/webhooks.js';

const AGENCY: readonly Who[] = ['analyst', 'approver', 'administrator', 'auditor'];
const FACILITY: readonly Who[] = ['declarant', 'inventory-officer', 'facility-manager'];

/** Everybody who tries: the people of facility A (rightful), those of facility B, the agency's, and nobody. */
export interface Cast {
  rightful: Record<Who, Client>;
  foreign: Record<'declarant' | 'inventory-officer' | 'facility-manager', Client>;
  nobody: Client;
  /** A tool of facility A, with its machine key. */
  machine: Client;
  facilityA: string;
  facilityB: string;
}

/** Signs in one person of each role at two facilities, and one of each role at the agency, who hold that role alone. */
export async function signInCast(world: World): Promise<Cast> {
  const [a, b] = facilitiesWithAllRoles(world);
  must(a !== undefined && b !== undefined, 'two facilities with a declarant, an inventory officer and a manager');
  const at = (facility: string, role: Who) =>
    signIn(
      world,
      (account) => account.facility === facility && account.roles.length === 1 && account.roles.includes(role),
      `${role} of ${facility}`,
    );
  const agency = (role: Who) =>
    signIn(
      world,
      (account) => account.facility === undefined && account.roles.length === 1 && account.roles.includes(role),
      role,
    );
  const rightful = {} as Record<Who, Client>;
  for (const role of FACILITY) rightful[role] = await at(a, role);
  for (const role of AGENCY) rightful[role] = await agency(role);
  const foreign = {
    declarant: await at(b, 'declarant'),
    'inventory-officer': await at(b, 'inventory-officer'),
    'facility-manager': await at(b, 'facility-manager'),
  };
  return {
    rightful,
    foreign,
    nobody: new Client(world.baseUrl),
    machine: (await makeMachine(rightful['facility-manager'])).client,
    facilityA: facilityOf(rightful.declarant),
    facilityB: facilityOf(foreign.declarant),
  };
}

/** Whoever gets a 2xx on a route, by its case. */
export const clientOf = ({ rightful, machine }: Cast, who: Who | 'machine'): Client =>
  who === 'machine' ? machine : rightful[who];

/** A key for a tool of the manager's facility, and a client that shows it. */
export async function makeMachine(
  manager: Client,
  more: { validDays?: number } = {},
): Promise<{ keyId: string; secret: string; contactId: string; client: Client }> {
  const facilityId = facilityOf(manager);
  const [keyId, contactId] = [newRecordId(), newRecordId()];
  const contact = { label: 'Astreinte', name: 'RSSI', email: null, phone: '+596 696 00 00 09', locale: 'fr' };
  ok(await manager.put(`/api/facilities/${facilityId}/contacts/${contactId}`, { ...contact, outside: true }));
  const { secret } = ok(
    await manager.post<CommandResult<'directory.machine-key.create'>>(`/api/facilities/${facilityId}/machine-keys`, {
      id: keyId,
      name: 'EDR des serveurs',
      contactId,
      scopes: ['declare'],
      validDays: 30,
      ...more,
    }),
  );
  must(secret !== null, 'a secret with the first answer');
  return { keyId, secret, contactId, client: new Client(manager.baseUrl).useKey(secret) };
}

function facilitiesWithAllRoles(world: World): string[] {
  const roles = new Map<string, Set<string>>();
  for (const account of withOnePlace(world)) {
    if (account.facility === undefined || account.roles.length !== 1) continue;
    roles.set(account.facility, new Set([...(roles.get(account.facility) ?? []), ...account.roles]));
  }
  return [...roles].filter(([, held]) => FACILITY.every((role) => held.has(role))).map(([facility]) => facility);
}

async function signIn(
  world: World,
  fits: (account: World['accounts'][number]) => boolean,
  who: string,
): Promise<Client> {
  const account = withOnePlace(world).find(fits);
  if (account === undefined) throw new Error(`no demo account is only ${who}`);
  return new Client(world.baseUrl).signIn(account.email, account.password);
}

/** People who are listed once: those who work for several facilities would see more than one. */
const withOnePlace = (world: World) =>
  world.accounts.filter(({ email }) => world.accounts.filter((other) => other.email === email).length === 1);

const facilityOf = (client: Client): string => client.session?.identity.facilities[0]?.id ?? '';

/** Makes the records that the cases ask for. */
export async function makeRecords(world: World, cast: Cast): Promise<Records> {
  const { analyst, declarant } = cast.rightful;
  const officer = cast.rightful['inventory-officer'];
  const facilityId = cast.facilityA;
  const declare = async () =>
    ok(await declarant.post<Receipt>('/api/declarations', aDeclaration(facilityId))).incidentId;
  const [incidentId, otherIncidentId, thirdIncidentId] = [await declare(), await declare(), await declare()];
  const entryId = newRecordId();
  ok(await declarant.post(`/api/incidents/${incidentId}/journal`, { id: entryId, text: 'Entrée secrète' }));
  const [idleRegionalId, closedRegionalId, regionalId] = await makeRegionals(analyst, thirdIncidentId);
  const file = new TextEncoder().encode('Fournisseur;Produit\nSecretVendor;SecretProduct\n');
  const upload = ok(await officer.post<{ uploadId: string }>('/api/uploads', file));
  ok(
    await officer.post(`/api/facilities/${facilityId}/imports`, {
      id: newRecordId(),
      uploadId: upload.uploadId,
      mapping: { vendor: 'Fournisseur', product: 'Produit' },
      mode: 'replace',
    }),
  );
  const csafUpload = ok(await analyst.post<{ uploadId: string }>('/api/uploads', world.csaf));
  const csaf = ok(await analyst.post<CsafSummary>('/api/csaf', { id: newRecordId(), uploadId: csafUpload.uploadId }));
  const secondCsafUpload = ok(await analyst.post<{ uploadId: string }>('/api/uploads', anotherAdvisory(world.csaf)));
  const draft = async () => {
    const id = newRecordId();
    ok(
      await analyst.put(`/api/advisories/${id}`, {
        tlp: 'AMBER',
        texts: { fr: { title: 'Titre secret', body: 'Texte secret' }, en: null },
        respondBy: null,
        csafId: null,
        regionalId: null,
        audience: { facilities: [facilityId] },
      }),
    );
    return id;
  };
  const submitted = async () => {
    const id = await draft();
    ok(await analyst.post(`/api/advisories/${id}/submit`, {}));
    return id;
  };
  const sentId = await submitted();
  ok(await cast.rightful.approver.post(`/api/advisories/${sentId}/approve`, { expectedCount: 1 }));
  await until(
    async () => ((await declarant.get<{ items: unknown[] }>('/api/inbox')).body.items.length > 0 ? true : undefined),
    'the advisory in the inbox',
  );
  const itemId = newRecordId();
  const task = { ...aTask({ itemId }), title: 'Tâche secrète' };
  ok(await analyst.post(`/api/incidents/${otherIncidentId}/tasks`, task));
  const started = { id: newRecordId(), code: 'phishing', version: 1 };
  const run = ok(await analyst.post<PlaybookRun>(`/api/incidents/${otherIncidentId}/playbooks`, started));
  const regionalRun = { id: newRecordId(), code: 'phishing', version: 1 };
  ok(await analyst.post(`/api/regional-incidents/${regionalId}/playbooks`, regionalRun));
  const [reportId, draftReportId] = [newRecordId(), newRecordId()];
  for (const id of [reportId, draftReportId])
    ok(await analyst.post('/api/reports', { ...aReport(incidentId), id, forFacility: id === reportId }));
  const reportActionId = newRecordId();
  const actions = [{ id: reportActionId, text: 'Suite secrète', owner: 'Personne secrète', due: null }];
  ok(await analyst.post(`/api/reports/${reportId}`, { version: 1, actions }));
  ok(await analyst.post(`/api/reports/${reportId}/issue`, { version: 2 }));
  const batchId = newRecordId();
  const forms = `/api/facilities/${facilityId}/paper-forms`;
  ok(await cast.rightful['facility-manager'].post(forms, { id: batchId, count: 1 }));
  const paperToken = await paperTokenIn(cast.rightful['facility-manager'], `${forms}/${batchId}/pdf`);
  const mail = await makeMail(world, analyst);
  const callDraftId = newRecordId();
  const call = { base: 0, facilityId, caller: 'Appelant secret', answers: '{}' };
  ok(await analyst.put(`/api/calls/${callDraftId}`, call));
  const machine = await makeMachine(cast.rightful['facility-manager']);
  const [revoked, phone] = [await Phone.enrolledBy(declarant), await Phone.enrolledBy(declarant)];
  const [code = ''] = await phone.shows(aDeclaration(facilityId));
  const { reports } = ok(await declarant.post<CareSheet>(`/api/facilities/${facilityId}/care`, aCareReport()));
  const samuLinkId = newRecordId();
  const link = { label: 'SAMU', kind: 'real', territories: ['972'], services: [], validDays: 1 };
  ok(await analyst.post('/api/samu-links', { id: samuLinkId, ...link }));
  const hooks = await makeWebhooks(cast.rightful['facility-manager'], facilityId);
  const sightings = await makeSightings(declarant, incidentId);
  const attachments = await makeAttachments(cast.rightful, otherIncidentId);
  return {
    careReportId: reports[0]?.id ?? '',
    samuLinkId,
    deviceId: revoked.deviceId,
    taskId: task.id,
    itemId,
    runId: run.id,
    regionalRunId: regionalRun.id,
    reportId,
    reportActionId,
    draftReportId,
    code,
    facilityId,
    contactId: newRecordId(),
    outsideContactId: machine.contactId,
    keyId: machine.keyId,
    incidentId,
    entryId,
    ...mail,
    callDraftId,
    otherIncidentId,
    regionalId,
    idleRegionalId,
    closedRegionalId,
    uploadId: upload.uploadId,
    csafUploadId: secondCsafUpload.uploadId,
    csafId: csaf.id,
    draftId: await draft(),
    submittedId: await submitted(),
    toReturnId: await submitted(),
    sentId,
    batchId,
    paperToken,
    ...sightings,
    ...hooks,
    ...attachments,
  };
}

/** Two regional incidents that the incident has left again, the second of them closed, and one that it is under. */
async function makeRegionals(analyst: Client, incidentId: string): Promise<[string, string, string]> {
  const path = '/api/regional-incidents';
  const make = async () => {
    const regional = { id: newRecordId(), title: 'Panne', supplier: null, incidentIds: [incidentId] };
    return ok(await analyst.post<RegionalIncident>(path, regional)).id;
  };
  const makeIdle = async () => {
    const id = await make();
    ok(await analyst.send('DELETE', `${path}/${id}/links/${incidentId}`, undefined));
    return id;
  };
  const [idle, closed] = [await makeIdle(), await makeIdle()];
  ok(await analyst.post(`${path}/${closed}/close`, { reason: 'Tout est rétabli.' }));
  return [idle, closed, await make()];
}

/** Two endpoints that nobody answers at, and a message for one. */
async function makeWebhooks(manager: Client, facilityId: string) {
  const [endpointId, spareEndpointId] = [newRecordId(), newRecordId()];
  for (const id of [endpointId, spareEndpointId])
    ok(await manager.post('/api/webhooks', { id, facilityId, ...A_WEBHOOK }));
  const { id: webhookDeliveryId } = ok(await manager.post<WebhookDelivery>(`/api/webhooks/${endpointId}/ping`, {}));
  return { endpointId, spareEndpointId, webhookDeliveryId };
}

/** Files at each stage of their way. */
async function makeAttachments({ declarant, analyst }: Cast['rightful'], incidentId: string) {
  const [attachmentId, unwantedId] = [
    await attach(declarant, incidentId, 'Trace'),
    await attach(declarant, incidentId, 'Trace'),
  ];
  const [begunId, sentAttachmentId] = [
    await beginAttachment(declarant, incidentId, { size: 5 }),
    await beginAttachment(declarant, incidentId, { size: 5 }),
  ];
  ok(await sendPart(declarant, incidentId, sentAttachmentId, 'Trace'));
  const reason = 'Analyse.';
  const asked = await analyst.post<DownloadTicket>(
    `/api/incidents/${incidentId}/attachments/${attachmentId}/downloads`,
    { reason },
  );
  return { attachmentId, unwantedId, begunId, sentAttachmentId, downloadId: ok(asked).downloadId };
}

/** A mail with a file that is in the store. */
async function makeMail(world: World, analyst: Client) {
  await world.mailTo(mailWith('Courriel secret', [{ name: 'secret.log', content: Buffer.from('Trace secrète') }]));
  const { id: mailDraftId, attachments } = await storedMail(analyst, 'Courriel secret');
  const mailAttachmentId = attachments[0]?.id ?? '';
  const path = `/api/mail-drafts/${mailDraftId}/attachments/${mailAttachmentId}/downloads`;
  const { downloadId } = ok(await analyst.post<DownloadTicket>(path, { reason: 'Analyse.' }));
  return { mailDraftId, mailAttachmentId, mailDownloadId: downloadId };
}

/** Two indicators, one of them withdrawn, and a file of more. */
async function makeSightings(declarant: Client, incidentId: string) {
  const path = `/api/incidents/${incidentId}/indicators`;
  const items = ['evil.example', 'gone.example'].map((value) => ({ type: 'domain', value }));
  ok(await declarant.post(path, { source: 'typed', items }));
  const listed = ok(await declarant.get<CommandResult<'incident.indicator.list'>>(path)).items;
  const [kept, gone] = items.map(({ value }) => listed.find((sighting) => sighting.value === value));
  must(kept !== undefined && gone !== undefined, 'two indicators');
  ok(await declarant.post(`${path}/${gone.id}/withdraw`, { version: 1, reason: 'Erreur.' }));
  const event = { Event: { info: 'Essai', Attribute: [{ type: 'domain', value: 'misp.example', to_ids: true }] } };
  const file = new TextEncoder().encode(JSON.stringify(event));
  const { uploadId } = ok(await declarant.post<{ uploadId: string }>('/api/indicator-files', file));
  return {
    sightingId: kept.id,
    withdrawnSightingId: gone.id,
    indicatorId: kept.indicatorId,
    indicatorUploadId: uploadId,
  };
}

/** The same document under another tracking id: the same bytes again would be the document that is there already. */
function anotherAdvisory(csaf: Uint8Array): Uint8Array {
  const document = JSON.parse(new TextDecoder().decode(csaf)) as { document: { tracking: { id: string } } };
  document.document.tracking.id += '-b';
  return new TextEncoder().encode(JSON.stringify(document));
}

/** The same shape with ids that exist nowhere. */
export function unknownRecords(records: Records): Records {
  return Object.fromEntries(Object.keys(records).map((name) => [name, newRecordId()])) as unknown as Records;
}
