import { newRecordId } from '../../story/world.js';
import { anAssessment } from '../../story/declare.js';
import { type Cases, step } from '../case.js';

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

export const incidentCases = {
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
} satisfies Cases;
