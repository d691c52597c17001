import { generateKeyPairSync } from 'node:crypto';
import type { CommandRouteName, OwnRouteName } from '#libs/contracts';
import { writeToken } from '../../../apps/incident/src/paper/paper-token.js';
import { newRecordId } from '../story/world.js';
import { aCareReport, aDeclaration, anAmendment, anAssessment } from '../story/declare.js';
import { aPlaybook, aTask } from '../story/tasks.js';

/** The records of facility A (and the agency's) that nobody else may reach. */
export interface Records {
  facilityId: string;
  contactId: string;
  outsideContactId: string;
  incidentId: string;
  /** In its journal, by its declarant: the second. */
  entryId: string;
  mailDraftId: string;
  callDraftId: string;
  /** A second one, to link and unlink. */
  otherIncidentId: string;
  regionalId: string;
  uploadId: string;
  csafUploadId: string;
  csafId: string;
  draftId: string;
  submittedId: string;
  keyId: string;
  toReturnId: string;
  sentId: string;
  batchId: string;
  /** The code of a form of facility A; where no such record is meant, an id stands here. */
  paperToken: string;
  /** On `incidentId`, by its declarant. */
  sightingId: string;
  withdrawnSightingId: string;
  indicatorId: string;
  /** A MISP event, by the declarant. */
  indicatorUploadId: string;
  /** Of facility A's declarant. */
  deviceId: string;
  careReportId: string;
  samuLinkId: string;
  /** Of facility A's side, in its first version, with one item. */
  taskId: string;
  itemId: string;
  /** A start of a playbook that can be undone. */
  runId: string;
  /** What the declarant's telephone shows. */
  code: string;
}

export type Who =
  'declarant' | 'inventory-officer' | 'facility-manager' | 'analyst' | 'approver' | 'administrator' | 'auditor';

export interface TenancyCase {
  /** Who rightfully gets a 2xx. */
  rightful: Who | 'machine';
  /** The request; called once with the real records and once with unknown ids. */
  request: (records: Records) => { path?: Record<string, string>; query?: Record<string, string>; body?: unknown };
  /**
   * `record`: names a record; outsiders get the bytes of an unknown one. `collection`: lists; outsiders who may list get
   * nothing of facility A. `shared`: the same for everyone who may ask (territories, configuration).
   */
  kind: 'record' | 'collection' | 'shared';
}

/** The code of a form that was never issued, for a facility that exists nowhere, where the token is an id. */
const readableToken = (token: string): string =>
  token.length === newRecordId().length
    ? writeToken({ region: 'local', number: 1, facilityId: newRecordId(), declarationId: token }, '')
    : token;
const A_PUBLIC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64url');
const mapping = { vendor: 'Fournisseur', product: 'Produit' };
const step = (rightful: Who): TenancyCase => ({
  rightful,
  kind: 'record',
  request: ({ incidentId }) => ({ path: { incidentId }, body: {} }),
});
const advisoryTexts = { fr: { title: 'Titre', body: 'Texte' }, en: null };
/** A regime of nobody's, valid for nothing that is declared. */
const regime = {
  validFrom: '2001-01-01T00:00:00.000Z',
  validTo: '2001-01-02T00:00:00.000Z',
  definition: {
    name: { fr: 'Essai', en: 'Trial' },
    basis: { fr: 'Aucune', en: 'None' },
    toConfirm: true,
    zone: 'paris',
    applies: [],
    stages: [
      {
        code: 'declaration',
        name: { fr: 'Déclaration', en: 'Declaration' },
        authorities: ['ars'],
        due: { from: 'aware', delay: 'PT24H' },
        reminders: ['PT0S'],
      },
    ],
  },
};
const profile = {
  nis2: 'important',
  healthDuty: 'yes',
  publicEstablishment: 'no',
  holdsHealthData: 'yes',
  cyberInsured: 'unknown',
};
const named = ({ facilityId }: Records) => ({ facilities: [facilityId] });

/** One case for every route: a route without one fails the build. Those that change a state stand in the order of the states. */
export const cases: Record<CommandRouteName | OwnRouteName, TenancyCase | 'open'> = {
  configuration: 'open',
  health: 'open',
  signIn: 'open',
  signOut: 'open',
  session: 'open',

  territories: { rightful: 'declarant', kind: 'shared', request: () => ({}) },
  territory: { rightful: 'declarant', kind: 'shared', request: () => ({ path: { code: '972' } }) },
  facilities: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  facility: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  contacts: { rightful: 'facility-manager', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  saveContact: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, contactId }) => ({
      path: { facilityId, id: contactId },
      body: {
        label: 'Astreinte',
        name: 'Cadre d’astreinte',
        email: 'astreinte@contact.example',
        phone: null,
        outside: true,
        locale: 'fr',
      },
    }),
  },
  profile: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  saveProfile: {
    rightful: 'administrator',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId }, body: { profile } }),
  },
  machineKeys: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId } }),
  },
  createMachineKey: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, outsideContactId }) => ({
      path: { facilityId },
      body: { id: newRecordId(), name: 'EDR', contactId: outsideContactId, scopes: ['declare'], validDays: 30 },
    }),
  },
  revokeMachineKey: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, keyId }) => ({ path: { facilityId, keyId }, body: {} }),
  },
  machineDeclare: {
    rightful: 'machine',
    kind: 'record',
    request: () => ({ body: { externalId: newRecordId(), what: 'Chiffrement en cours sur un serveur.' } }),
  },
  devices: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  enrolDevice: {
    rightful: 'declarant',
    kind: 'shared',
    request: () => ({ body: { id: newRecordId(), publicKey: A_PUBLIC_KEY, label: 'Téléphone' } }),
  },
  revokeDevice: { rightful: 'declarant', kind: 'record', request: ({ deviceId }) => ({ path: { deviceId } }) },
  people: { rightful: 'facility-manager', kind: 'record', request: ({ facilityId }) => ({ query: { facilityId } }) },

  declare: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ body: aDeclaration(facilityId) }) },
  // Anybody may carry it, and learns nothing but that it arrived.
  relay: { rightful: 'inventory-officer', kind: 'shared', request: ({ code }) => ({ body: { parts: [code] } }) },
  recordDeclaration: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ facilityId }) => ({
      body: { ...aDeclaration(facilityId), source: 'phone', caller: 'Cadre de garde', callBack: '+596 696 00 00 01' },
    }),
  },
  recentDeclarations: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId } }),
  },
  amendDeclaration: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId }, body: anAmendment() }),
  },
  declarationVersions: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId } }),
  },
  joinDeclaration: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: {
        id: newRecordId(),
        what: 'Nous avons le même message à la pharmacie.',
        contact: { name: 'Pharmacie', phone: '+596 696 00 00 02', email: null },
      },
    }),
  },
  reclassifyIncident: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId }, body: { nature: 'failure', reason: 'Panne de baie.' } }),
  },
  correctAware: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: { awareAt: new Date(Date.now() - 120_000).toISOString(), reason: 'Relevé sur la main courante.' },
    }),
  },
  issuePaper: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId }, body: { id: newRecordId(), count: 1 } }),
  },
  paperPdf: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, batchId }) => ({ path: { facilityId, batchId } }),
  },
  openPaper: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ paperToken }) => ({ body: { token: readableToken(paperToken) } }),
  },
  authorityText: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId, authority: 'cnil' }, query: { stage: 'notification' } }),
  },
  authorityPdf: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId, authority: 'cnil' }, query: { stage: 'notification' } }),
  },
  incidents: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  incident: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  journal: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  earlierJournal: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  pinnedJournal: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  journalHistory: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, entryId }) => ({ path: { incidentId, entryId } }),
  },
  editJournal: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, entryId }) => ({
      path: { incidentId, entryId },
      body: { id: newRecordId(), base: 2, text: 'Entrée secrète, redite.' },
    }),
  },
  pinJournal: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId, entryId }) => ({ path: { incidentId, entryId }, body: { pinned: true } }),
  },
  readRoom: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId }, body: { seq: 1 } }),
  },
  roomReaders: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  writeJournal: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: { id: newRecordId(), text: 'Nous avons isolé le serveur.' },
    }),
  },
  takeIncident: step('analyst'),
  acknowledgeIncident: step('analyst'),
  assessSeverity: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: anAssessment(),
    }),
  },
  assessments: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  regionalScore: { rightful: 'analyst', kind: 'record', request: ({ regionalId }) => ({ path: { regionalId } }) },
  qualifyIncident: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: { rsitClass: 'availability', rsitType: 'outage', severity: 'high', tlp: 'AMBER', malicious: 'no' },
    }),
  },
  resolveIncident: step('analyst'),
  closeIncident: step('analyst'),
  reopenIncident: step('analyst'),

  clocks: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  authorities: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  tellAuthority: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: {
        id: newRecordId(),
        authority: 'cnil',
        status: 'told',
        toldAt: new Date(Date.now() - 60_000).toISOString(),
        reference: 'CNIL-1',
        toldBy: 'Camille Inventée',
        stages: [],
      },
    }),
  },
  recordReportRequest: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: {
        id: newRecordId(),
        regime: 'nis2',
        stage: 'intermediate',
        askedAt: new Date(Date.now() - 60_000).toISOString(),
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
        askedBy: 'Camille Inventée, CERT-FR',
      },
    }),
  },
  regimes: { rightful: 'auditor', kind: 'shared', request: () => ({}) },
  previewRegime: {
    rightful: 'administrator',
    kind: 'shared',
    request: () => ({ path: { code: 'trial' }, body: regime }),
  },
  saveRegime: { rightful: 'administrator', kind: 'shared', request: () => ({ path: { code: 'trial' }, body: regime }) },
  callDrafts: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  callDraft: { rightful: 'analyst', kind: 'record', request: ({ callDraftId }) => ({ path: { callDraftId } }) },
  keepCallDraft: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ facilityId }) => ({
      path: { callDraftId: newRecordId() },
      body: { base: 0, facilityId, caller: 'Cadre de garde', answers: '{}' },
    }),
  },
  takeOverCallDraft: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ callDraftId }) => ({ path: { callDraftId }, body: {} }),
  },
  discardCallDraft: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ callDraftId }) => ({ path: { callDraftId }, body: { reason: 'Appel de test.' } }),
  },
  mailDrafts: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  mailDraft: { rightful: 'analyst', kind: 'record', request: ({ mailDraftId }) => ({ path: { mailDraftId } }) },
  dismissMailDraft: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ mailDraftId }) => ({ path: { mailDraftId }, body: { reason: 'Publicité.' } }),
  },

  regionalIncidents: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  regionalIncident: { rightful: 'analyst', kind: 'record', request: ({ regionalId }) => ({ path: { regionalId } }) },
  createRegional: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId }) => ({
      body: { id: newRecordId(), title: 'Panne', supplier: null, incidentIds: [incidentId] },
    }),
  },
  linkRegional: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId, otherIncidentId }) => ({ path: { regionalId }, body: { incidentIds: [otherIncidentId] } }),
  },
  unlinkRegional: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId, otherIncidentId }) => ({ path: { regionalId, incidentId: otherIncidentId } }),
  },
  board: { rightful: 'analyst', kind: 'collection', request: () => ({}) },

  assets: { rightful: 'inventory-officer', kind: 'collection', request: () => ({}) },
  exportAssets: {
    rightful: 'inventory-officer',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId } }),
  },
  upload: {
    rightful: 'inventory-officer',
    kind: 'collection',
    request: () => ({ body: new TextEncoder().encode('Fournisseur;Produit\nA;B\n') }),
  },
  previewImport: {
    rightful: 'inventory-officer',
    kind: 'record',
    request: ({ facilityId, uploadId }) => ({ path: { facilityId }, body: { uploadId } }),
  },
  commitImport: {
    rightful: 'inventory-officer',
    kind: 'record',
    request: ({ facilityId, uploadId }) => ({
      path: { facilityId },
      body: { id: newRecordId(), uploadId, mapping, mode: 'replace' },
    }),
  },
  csafDocuments: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  csafDocument: { rightful: 'analyst', kind: 'record', request: ({ csafId }) => ({ path: { csafId } }) },
  importCsaf: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ csafUploadId }) => ({ body: { id: newRecordId(), uploadId: csafUploadId } }),
  },
  exposure: { rightful: 'analyst', kind: 'record', request: ({ csafId }) => ({ path: { csafId } }) },

  advisories: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  advisory: { rightful: 'analyst', kind: 'record', request: ({ draftId }) => ({ path: { advisoryId: draftId } }) },
  saveAdvisory: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({
      path: { id: records.draftId },
      body: {
        tlp: 'AMBER',
        texts: advisoryTexts,
        respondBy: null,
        csafId: null,
        regionalId: null,
        audience: named(records),
      },
    }),
  },
  previewAudience: {
    rightful: 'analyst',
    kind: 'collection',
    request: (records) => ({ body: { audience: named(records) } }),
  },
  submitAdvisory: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ draftId }) => ({ path: { advisoryId: draftId }, body: {} }),
  },
  returnAdvisory: {
    rightful: 'approver',
    kind: 'record',
    request: ({ toReturnId }) => ({ path: { advisoryId: toReturnId }, body: { reason: 'Précisez la date.' } }),
  },
  approveAdvisory: {
    rightful: 'approver',
    kind: 'record',
    request: ({ submittedId }) => ({ path: { advisoryId: submittedId }, body: { expectedCount: 1 } }),
  },
  acknowledgements: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ sentId }) => ({ path: { advisoryId: sentId } }),
  },
  inbox: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  inboxItem: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId, sentId }) => ({ path: { facilityId, advisoryId: sentId } }),
  },
  answer: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId, sentId }) => ({
      path: { facilityId, advisoryId: sentId },
      body: { answer: 'read', note: null },
    }),
  },
  reportCare: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId }, body: aCareReport({ service: 'other' }) }),
  },
  confirmCare: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, careReportId }) => ({
      path: { facilityId },
      body: { kind: 'real', reportIds: [careReportId] },
    }),
  },
  care: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  careBoard: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  samuLinks: { rightful: 'auditor', kind: 'collection', request: () => ({}) },
  createSamuLink: {
    rightful: 'analyst',
    kind: 'record',
    request: () => ({
      body: { id: newRecordId(), label: 'SAMU', kind: 'real', territories: ['972'], services: [], validDays: 2 },
    }),
  },
  revokeSamuLink: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ samuLinkId }) => ({ path: { linkId: samuLinkId }, body: {} }),
  },
  samuBoard: 'open',
  feed: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId }) => ({ query: { recipient: `facility:${facilityId}`, after: '0' } }),
  },

  indicators: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  recordIndicators: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({
      path: { incidentId },
      body: { source: 'typed', items: [{ type: 'domain', value: 'autre[.]evil.example' }] },
    }),
  },
  extractIndicators: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId }, body: { text: 'hxxp://evil[.]example/a' } }),
  },
  withdrawIndicator: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, sightingId }) => ({
      path: { incidentId, sightingId },
      body: { version: 1, reason: 'Adresse de notre pare-feu.' },
    }),
  },
  restoreIndicator: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, withdrawnSightingId }) => ({
      path: { incidentId, sightingId: withdrawnSightingId },
      body: { version: 2 },
    }),
  },
  exportIndicators: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId }) => ({ path: { incidentId }, query: { format: 'misp' } }),
  },
  uploadIndicators: {
    rightful: 'declarant',
    kind: 'collection',
    request: () => ({ body: new TextEncoder().encode('{"Event":{}}') }),
  },
  previewIndicators: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, indicatorUploadId }) => ({ path: { incidentId }, body: { uploadId: indicatorUploadId } }),
  },
  importIndicators: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ incidentId, indicatorUploadId }) => ({ path: { incidentId }, body: { uploadId: indicatorUploadId } }),
  },
  searchIndicators: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
  sightings: { rightful: 'analyst', kind: 'record', request: ({ indicatorId }) => ({ path: { indicatorId } }) },
  tasks: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ otherIncidentId }) => ({ path: { incidentId: otherIncidentId } }),
  },
  myTasks: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  addTask: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ otherIncidentId }) => ({ path: { incidentId: otherIncidentId }, body: aTask() }),
  },
  // In the order of the task's versions.
  changeTask: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ taskId }) => ({ path: { taskId }, body: { version: 1, title: 'Prévenir la pharmacie' } }),
  },
  assignTask: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ taskId }) => ({ path: { taskId }, body: { version: 2, ownerId: null } }),
  },
  tickTask: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ taskId, itemId }) => ({ path: { taskId, itemId }, body: { done: true } }),
  },
  setTaskState: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ taskId }) => ({ path: { taskId }, body: { version: 4, state: 'done', reason: null } }),
  },
  playbooks: { rightful: 'auditor', kind: 'shared', request: () => ({}) },
  savePlaybook: {
    rightful: 'analyst',
    kind: 'shared',
    request: () => ({ path: { code: 'trial' }, body: { base: 0, definition: aPlaybook, reason: 'Essai.' } }),
  },
  startPlaybook: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ otherIncidentId }) => ({
      path: { incidentId: otherIncidentId },
      body: { id: newRecordId(), code: 'ransomware', version: 1 },
    }),
  },
  reversePlaybook: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ otherIncidentId, runId }) => ({
      path: { incidentId: otherIncidentId, runId },
      body: { reason: 'Lancé par erreur.' },
    }),
  },
};
