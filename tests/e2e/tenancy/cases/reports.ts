import { newRecordId } from '../../story/world.js';
import { aReport, aReportTemplate } from '../../story/reports.js';
import { aPlaybook, aTask } from '../../story/tasks.js';
import type { Cases } from '../case.js';

export const reportsCases = {
  reports: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  report: { rightful: 'declarant', kind: 'record', request: ({ reportId }) => ({ path: { reportId } }) },
  reportPdf: { rightful: 'declarant', kind: 'record', request: ({ reportId }) => ({ path: { reportId } }) },
  reportHtml: { rightful: 'declarant', kind: 'record', request: ({ reportId }) => ({ path: { reportId } }) },
  beginReport: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ incidentId }) => ({ body: { ...aReport(incidentId), id: newRecordId() } }),
  },
  // In the order of the draft's versions.
  saveReport: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ draftReportId: reportId }) => ({
      path: { reportId },
      body: { version: 1, texts: { message: 'Rien de neuf.' }, actions: [] },
    }),
  },
  issueReport: {
    rightful: 'approver',
    kind: 'record',
    request: ({ draftReportId: reportId }) => ({ path: { reportId }, body: { version: 2 } }),
  },
  withdrawReport: {
    rightful: 'approver',
    kind: 'record',
    request: ({ draftReportId: reportId }) => ({ path: { reportId }, body: { version: 3, reason: 'Erreur.' } }),
  },
  addReportTask: {
    rightful: 'analyst',
    kind: 'record',
    request: ({ reportId, reportActionId: actionId }) => ({ path: { reportId, actionId }, body: {} }),
  },
  reportTemplates: { rightful: 'auditor', kind: 'shared', request: () => ({}) },
  saveReportTemplate: {
    rightful: 'analyst',
    kind: 'shared',
    request: () => ({ path: { code: 'trial' }, body: { base: 0, definition: aReportTemplate, reason: 'Essai.' } }),
  },
  timeline: { rightful: 'declarant', kind: 'record', request: ({ incidentId }) => ({ path: { incidentId } }) },
  regionalTimeline: { rightful: 'analyst', kind: 'record', request: ({ regionalId }) => ({ path: { regionalId } }) },
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
} satisfies Cases;
