import { generateKeyPairSync } from 'node:crypto';
import type { CommandRouteName, OwnRouteName } from '#libs/contracts';
import { newRecordId } from '../story/world.js';
import { aDeclaration, anAmendment } from '../story/declare.js';

/** The records of facility A (and the agency's) that nobody else may reach. */
export interface Records {
  facilityId: string;
  contactId: string;
  incidentId: string;
  /** A second one, to link and unlink. */
  otherIncidentId: string;
  regionalId: string;
  uploadId: string;
  csafUploadId: string;
  csafId: string;
  draftId: string;
  submittedId: string;
  toReturnId: string;
  sentId: string;
  /** Of facility A's declarant. */
  deviceId: string;
  /** What the declarant's telephone shows. */
  code: string;
}

export type Who =
  'declarant' | 'inventory-officer' | 'facility-manager' | 'analyst' | 'approver' | 'administrator' | 'auditor';

export interface TenancyCase {
  /** Who rightfully gets a 2xx. */
  rightful: Who;
  /** The request; called once with the real records and once with unknown ids. */
  request: (records: Records) => { path?: Record<string, string>; query?: Record<string, string>; body?: unknown };
  /**
   * `record`: names a record; outsiders get the bytes of an unknown one. `collection`: lists; outsiders who may list get
   * nothing of facility A. `shared`: the same for everyone who may ask (territories, configuration).
   */
  kind: 'record' | 'collection' | 'shared';
}

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
  incidents: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  incident: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  journal: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
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
  feed: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId }) => ({ query: { recipient: `facility:${facilityId}`, after: '0' } }),
  },
};
