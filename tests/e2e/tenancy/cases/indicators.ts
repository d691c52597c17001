import type { Cases } from '../case.js';

export const indicatorsCases = {
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
} satisfies Cases;
