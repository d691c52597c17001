import { newRecordId } from '../../story/world.js';
import type { Cases, Records } from '../case.js';

const ofAttachment = ({ otherIncidentId, attachmentId }: Records, one = attachmentId) => ({
  path: { incidentId: otherIncidentId, attachmentId: one },
});

const ofMail = ({ mailDraftId, mailAttachmentId }: Records) => ({
  path: { mailDraftId, attachmentId: mailAttachmentId },
});

export const attachmentsCases = {
  attachments: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ otherIncidentId }) => ({ path: { incidentId: otherIncidentId } }),
  },
  attachment: { rightful: 'declarant', kind: 'record', request: (records) => ofAttachment(records) },
  beginAttachment: {
    rightful: 'declarant',
    kind: 'record',
    request: ({ otherIncidentId }) => ({
      path: { incidentId: otherIncidentId },
      body: { id: newRecordId(), name: 'journal.log', size: 5, purpose: 'Trace du pare-feu.' },
    }),
  },
  attachmentProgress: { rightful: 'declarant', kind: 'record', request: (records) => ofAttachment(records) },
  sendAttachment: {
    rightful: 'declarant',
    kind: 'record',
    request: (records) => ({
      ...ofAttachment(records, records.begunId),
      query: { offset: '0' },
      body: new TextEncoder().encode('Trace'),
    }),
  },
  finishAttachment: {
    rightful: 'declarant',
    kind: 'record',
    request: (records) => ofAttachment(records, records.sentAttachmentId),
  },
  openAttachment: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({ ...ofAttachment(records), body: { reason: 'Analyse.' } }),
  },
  attachmentContent: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => {
      const { path } = ofAttachment(records);
      return { path: { ...path, downloadId: records.downloadId } };
    },
  },
  verifyAttachment: { rightful: 'declarant', kind: 'record', request: (records) => ofAttachment(records) },
  handOverAttachment: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({
      ...ofAttachment(records),
      body: { recipient: 'CERT Santé', reason: 'Analyse du rançongiciel.' },
    }),
  },
  sealAttachment: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({ ...ofAttachment(records), body: { reason: 'Plainte déposée.' } }),
  },
  destroyAttachment: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({ ...ofAttachment(records, records.unwantedId), body: { reason: 'Données de santé.' } }),
  },
  openMailAttachment: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => ({ ...ofMail(records), body: { reason: 'Analyse.' } }),
  },
  mailAttachmentContent: {
    rightful: 'analyst',
    kind: 'record',
    request: (records) => {
      const { path } = ofMail(records);
      return { path: { ...path, downloadId: records.mailDownloadId } };
    },
  },
  scanner: { rightful: 'administrator', kind: 'shared', request: () => ({}) },
} satisfies Cases;
