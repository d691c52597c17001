import { newRecordId } from '../../story/world.js';
import type { Cases, Records } from '../case.js';

const mapping = { vendor: 'Fournisseur', product: 'Produit' };
const advisoryTexts = { fr: { title: 'Titre', body: 'Texte' }, en: null };

const named = ({ facilityId }: Records) => ({ facilities: [facilityId] });

export const advisoriesCases = {
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
} satisfies Cases;
