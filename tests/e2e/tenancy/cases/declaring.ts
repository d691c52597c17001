import { writeToken } from '../../../../apps/incident/src/paper/paper-token.js';
import { newRecordId } from '../../story/world.js';
import { aDeclaration, anAmendment } from '../../story/declare.js';
import type { Cases } from '../case.js';

/** The code of a form that was never issued, for a facility that exists nowhere, where the token is an id. */
const readableToken = (token: string): string =>
  token.length === newRecordId().length
    ? writeToken({ region: 'local', number: 1, facilityId: newRecordId(), declarationId: token }, '')
    : token;

export const declaringCases = {
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
} satisfies Cases;
