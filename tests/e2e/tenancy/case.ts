import type { CommandRouteName, OwnRouteName } from '#libs/contracts';

/** The records of facility A (and the agency's) that nobody else may reach. */
export interface Records {
  facilityId: string;
  contactId: string;
  outsideContactId: string;
  incidentId: string;
  /** In its journal, by its declarant: the second. */
  entryId: string;
  mailDraftId: string;
  /** With that mail, in the store, and asked for by an analyst. */
  mailAttachmentId: string;
  mailDownloadId: string;
  callDraftId: string;
  /** A second one, to link and unlink. */
  otherIncidentId: string;
  regionalId: string;
  /** With nothing under it: one open, one closed. */
  idleRegionalId: string;
  closedRegionalId: string;
  uploadId: string;
  csafUploadId: string;
  csafId: string;
  draftId: string;
  submittedId: string;
  keyId: string;
  toReturnId: string;
  sentId: string;
  batchId: string;
  /** The code of a form of facility A; where no such record is meant, an id stands here. */
  paperToken: string;
  /** On `incidentId`, by its declarant. */
  sightingId: string;
  withdrawnSightingId: string;
  indicatorId: string;
  /** A MISP event, by the declarant. */
  indicatorUploadId: string;
  /** On `otherIncidentId`, by its declarant: one whole, one to be destroyed, one of which nothing has come, one of which all has. */
  attachmentId: string;
  unwantedId: string;
  begunId: string;
  sentAttachmentId: string;
  /** By its declarant. */
  downloadId: string;
  /** Of facility A's declarant. */
  deviceId: string;
  careReportId: string;
  samuLinkId: string;
  /** Of facility A's side, in its first version, with one item. */
  taskId: string;
  itemId: string;
  /** A start of a playbook on `regionalId` that can be undone. */
  regionalRunId: string;
  /** A start of a playbook that can be undone. */
  runId: string;
  /** Of facility A's manager; what it is told arrives nowhere. */
  endpointId: string;
  webhookDeliveryId: string;
  /** To be removed. */
  spareEndpointId: string;
  /** Written for facility A, and issued. */
  reportId: string;
  reportActionId: string;
  draftReportId: string;
  /** What the declarant's telephone shows. */
  code: string;
}

export type Who =
  'declarant' | 'inventory-officer' | 'facility-manager' | 'analyst' | 'approver' | 'administrator' | 'auditor';

export interface TenancyCase {
  /** Who rightfully gets a 2xx. */
  rightful: Who | 'machine';
  /** The request; called once with the real records and once with unknown ids. */
  request: (records: Records) => { path?: Record<string, string>; query?: Record<string, string>; body?: unknown };
  /**
   * `record`: names a record; outsiders get the bytes of an unknown one. `collection`: lists; outsiders who may list get
   * nothing of facility A. `shared`: the same for everyone who may ask (territories, configuration).
   */
  kind: 'record' | 'collection' | 'shared';
}

/** Cases by their routes; 'open': anybody may ask, signed in or not. */
export type Cases = Partial<Record<CommandRouteName | OwnRouteName, TenancyCase | 'open'>>;

export const step = (rightful: Who): TenancyCase => ({
  rightful,
  kind: 'record',
  request: ({ incidentId }) => ({ path: { incidentId }, body: {} }),
});
