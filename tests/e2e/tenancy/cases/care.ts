import { newRecordId } from '../../story/world.js';
import { aCareReport } from '../../story/declare.js';
import type { Cases } from '../case.js';

export const careCases = {
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
  figures: {
    rightful: 'declarant',
    kind: 'collection',
    request: () => ({ query: { from: '2026-01', to: '2027-12' } }),
  },
  publishedFigures: { rightful: 'declarant', kind: 'shared', request: () => ({}) },
  publishFigures: { rightful: 'analyst', kind: 'shared', request: () => ({ body: {} }) },
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
} satisfies Cases;
