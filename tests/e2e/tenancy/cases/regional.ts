import { aTask } from '../../story/tasks.js';
import { newRecordId } from '../../story/world.js';
import type { Cases } from '../case.js';

export const regionalCases = {
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
  regionalJournal: { rightful: 'analyst', kind: 'record', request: ({ regionalId }) => ({ path: { regionalId } }) },
  writeRegionalJournal: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId }) => ({
      path: { regionalId },
      body: { id: newRecordId(), type: 'decision', text: 'Passer au papier.' },
    }),
  },
  regionalTasks: { rightful: 'analyst', kind: 'record', request: ({ regionalId }) => ({ path: { regionalId } }) },
  addRegionalTask: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId }) => {
      const { side: _, ...body } = aTask();
      return { path: { regionalId }, body };
    },
  },
  startRegionalPlaybook: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId }) => ({
      path: { regionalId },
      body: { id: newRecordId(), code: 'supplier-outage', version: 1 },
    }),
  },
  reverseRegionalPlaybook: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId, regionalRunId }) => ({
      path: { regionalId, runId: regionalRunId },
      body: { reason: 'Lancé par erreur.' },
    }),
  },
  closeRegional: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ idleRegionalId }) => ({ path: { regionalId: idleRegionalId }, body: { reason: 'Tout est rétabli.' } }),
  },
  reopenRegional: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ closedRegionalId }) => ({ path: { regionalId: closedRegionalId }, body: { reason: 'Elle revient.' } }),
  },
  similar: { rightful: 'analyst', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  dismissSimilar: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId, otherIncidentId }) => ({
      path: { incidentId, otherId: otherIncidentId },
      body: { reason: 'Autre cause.' },
    }),
  },
  restoreSimilar: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId, otherIncidentId }) => ({ path: { incidentId, otherId: otherIncidentId }, body: {} }),
  },
  takeApart: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ regionalId }) => ({ path: { regionalId }, body: { reason: 'Deux causes.' } }),
  },
  board: { rightful: 'analyst', kind: 'collection', request: () => ({}) },
} satisfies Cases;
