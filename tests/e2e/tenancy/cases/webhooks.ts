import { newRecordId } from '../../story/world.js';
import type { Cases, TenancyCase } from '../case.js';

export const A_WEBHOOK = {
  name: 'SIEM',
  url: 'https://outil.vigie.invalid/vigie',
  topics: ['incident.declared', 'advisory.published'],
  tlpCeiling: 'AMBER',
};
const ofWebhook = (body?: unknown): TenancyCase => ({
  rightful: 'facility-manager',
  kind: 'record',
  request: ({ endpointId }) => ({ path: { endpointId }, ...(body !== undefined && { body }) }),
});

export const webhooksCases = {
  webhooks: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId }) => ({ query: { facilityId } }),
  },
  createWebhook: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId }) => ({ body: { id: newRecordId(), facilityId, ...A_WEBHOOK } }),
  },
  changeWebhook: ofWebhook(A_WEBHOOK),
  removeWebhook: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ spareEndpointId }) => ({ path: { endpointId: spareEndpointId } }),
  },
  pauseWebhook: ofWebhook({}),
  resumeWebhook: ofWebhook({}),
  rotateWebhookSecret: ofWebhook({ overlapHours: 1 }),
  pingWebhook: ofWebhook({}),
  webhookDeliveries: ofWebhook(),
  webhookDelivery: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ endpointId, webhookDeliveryId }) => ({ path: { endpointId, deliveryId: webhookDeliveryId } }),
  },
  replayWebhook: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ endpointId, webhookDeliveryId }) => ({ path: { endpointId, deliveryId: webhookDeliveryId }, body: {} }),
  },
  replayFailedWebhooks: ofWebhook({ since: '2026-01-01T00:00:00.000Z' }),
  feed: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ facilityId }) => ({ query: { recipient: `facility:${facilityId}`, after: '0' } }),
  },
} satisfies Cases;
