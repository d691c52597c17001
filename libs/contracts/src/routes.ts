import { z } from 'zod';
import { UploadProgress } from './attachment/attachment.js';
import { SamuBoard, SamuToken } from './care.js';
import type { CommandName } from './commands.js';
import { Id } from './common.js';
import { MachineDeclaration, Receipt } from './declaration.js';
import { FeedPage, FeedRecipient } from './feed.js';
import type { MachineScope, Permission } from './identity.js';
import { Configuration, Session, SignIn, UploadReceipt } from './session.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * A route hands its request to one command: `:name` parts of the path, the query string (GET) and the JSON body (POST, PUT)
 * together are the command's body.
 */
export interface CommandRoute {
  method: Method;
  path: string;
  command: CommandName;
  /** Requests per minute and person, where that is limited. */
  perMinute?: number;
  /** The command's answer is a `PdfFile`, and the route's the file itself. */
  file?: true;
}

/** A route that the gateway answers itself. */
export interface OwnRoute {
  method: Method;
  path: string;
  /** Open without a session. */
  open: boolean;
  permission?: Permission;
  /** For a facility's machine key of this scope, and for nobody else. */
  machine?: MachineScope;
  request: z.ZodType | null;
  /** `bytes`: the body is the file itself (application/octet-stream). */
  body?: 'json' | 'bytes';
  response: z.ZodType | null;
  /** The answer is a file, as it was sent. */
  file?: true;
  perMinute?: number;
}

export const commandRoutes = {
  territories: { method: 'GET', path: '/api/territories', command: 'directory.territory.list' },
  territory: { method: 'GET', path: '/api/territories/:code', command: 'directory.territory.get' },
  facilities: { method: 'GET', path: '/api/facilities', command: 'directory.facility.list' },
  facility: { method: 'GET', path: '/api/facilities/:facilityId', command: 'directory.facility.get' },
  contacts: { method: 'GET', path: '/api/facilities/:facilityId/contacts', command: 'directory.contact.list' },
  saveContact: { method: 'PUT', path: '/api/facilities/:facilityId/contacts/:id', command: 'directory.contact.save' },
  profile: { method: 'GET', path: '/api/facilities/:facilityId/profile', command: 'directory.profile.get' },
  saveProfile: { method: 'PUT', path: '/api/facilities/:facilityId/profile', command: 'directory.profile.save' },
  machineKeys: {
    method: 'GET',
    path: '/api/facilities/:facilityId/machine-keys',
    command: 'directory.machine-key.list',
  },
  createMachineKey: {
    method: 'POST',
    path: '/api/facilities/:facilityId/machine-keys',
    command: 'directory.machine-key.create',
  },
  revokeMachineKey: {
    method: 'POST',
    path: '/api/facilities/:facilityId/machine-keys/:keyId/revoke',
    command: 'directory.machine-key.revoke',
  },
  devices: { method: 'GET', path: '/api/devices', command: 'directory.device.list' },
  enrolDevice: { method: 'POST', path: '/api/devices', command: 'directory.device.enrol', perMinute: 20 },
  revokeDevice: { method: 'DELETE', path: '/api/devices/:deviceId', command: 'directory.device.revoke' },
  people: { method: 'GET', path: '/api/people', command: 'directory.person.list' },

  declare: { method: 'POST', path: '/api/declarations', command: 'incident.declaration.submit', perMinute: 30 },
  relay: { method: 'POST', path: '/api/relays', command: 'incident.declaration.relay', perMinute: 60 },
  recordDeclaration: { method: 'POST', path: '/api/declarations/on-behalf', command: 'incident.declaration.record' },
  recentDeclarations: {
    method: 'GET',
    path: '/api/facilities/:facilityId/declarations/recent',
    command: 'incident.declaration.recent',
  },
  amendDeclaration: {
    method: 'POST',
    path: '/api/incidents/:incidentId/versions',
    command: 'incident.declaration.amend',
    perMinute: 30,
  },
  declarationVersions: {
    method: 'GET',
    path: '/api/incidents/:incidentId/versions',
    command: 'incident.declaration.versions',
  },
  joinDeclaration: { method: 'POST', path: '/api/incidents/:incidentId/join', command: 'incident.declaration.join' },
  reclassifyIncident: {
    method: 'POST',
    path: '/api/incidents/:incidentId/reclassify',
    command: 'incident.incident.reclassify',
  },
  correctAware: {
    method: 'POST',
    path: '/api/incidents/:incidentId/aware',
    command: 'incident.incident.correct-aware',
  },
  issuePaper: {
    method: 'POST',
    path: '/api/facilities/:facilityId/paper-forms',
    command: 'incident.paper.issue',
    perMinute: 30,
  },
  paperPdf: {
    method: 'GET',
    path: '/api/facilities/:facilityId/paper-forms/:batchId/pdf',
    command: 'incident.paper.pdf',
    perMinute: 30,
    file: true,
  },
  /** POST although it reads: the token in the address would be kept by every log on the way. */
  openPaper: { method: 'POST', path: '/api/paper-forms/open', command: 'incident.paper.open', perMinute: 60 },
  authorityText: {
    method: 'GET',
    path: '/api/incidents/:incidentId/authorities/:authority/text',
    command: 'incident.authority.prepare',
  },
  authorityPdf: {
    method: 'GET',
    path: '/api/incidents/:incidentId/authorities/:authority/pdf',
    command: 'incident.authority.pdf',
    perMinute: 30,
    file: true,
  },
  incidents: { method: 'GET', path: '/api/incidents', command: 'incident.incident.list' },
  incident: { method: 'GET', path: '/api/incidents/:incidentId', command: 'incident.incident.get' },
  journal: { method: 'GET', path: '/api/incidents/:incidentId/journal', command: 'incident.journal.list' },
  earlierJournal: {
    method: 'GET',
    path: '/api/incidents/:incidentId/journal/earlier',
    command: 'incident.journal.earlier',
  },
  pinnedJournal: {
    method: 'GET',
    path: '/api/incidents/:incidentId/journal/pinned',
    command: 'incident.journal.pinned',
  },
  journalHistory: {
    method: 'GET',
    path: '/api/incidents/:incidentId/journal/:entryId/history',
    command: 'incident.journal.history',
  },
  writeJournal: { method: 'POST', path: '/api/incidents/:incidentId/journal', command: 'incident.journal.write' },
  editJournal: {
    method: 'POST',
    path: '/api/incidents/:incidentId/journal/:entryId/edit',
    command: 'incident.journal.edit',
  },
  pinJournal: {
    method: 'POST',
    path: '/api/incidents/:incidentId/journal/:entryId/pin',
    command: 'incident.journal.pin',
  },
  readRoom: { method: 'POST', path: '/api/incidents/:incidentId/room/read', command: 'incident.room.read' },
  roomReaders: { method: 'GET', path: '/api/incidents/:incidentId/room/readers', command: 'incident.room.readers' },
  takeIncident: { method: 'POST', path: '/api/incidents/:incidentId/take', command: 'incident.incident.take' },
  acknowledgeIncident: {
    method: 'POST',
    path: '/api/incidents/:incidentId/acknowledge',
    command: 'incident.incident.acknowledge',
  },
  assessSeverity: {
    method: 'POST',
    path: '/api/incidents/:incidentId/assessments',
    command: 'incident.severity.assess',
  },
  assessments: { method: 'GET', path: '/api/incidents/:incidentId/assessments', command: 'incident.severity.list' },
  regionalScore: {
    method: 'GET',
    path: '/api/regional-incidents/:regionalId/score',
    command: 'incident.regional.score',
  },
  qualifyIncident: { method: 'POST', path: '/api/incidents/:incidentId/qualify', command: 'incident.incident.qualify' },
  resolveIncident: { method: 'POST', path: '/api/incidents/:incidentId/resolve', command: 'incident.incident.resolve' },
  closeIncident: { method: 'POST', path: '/api/incidents/:incidentId/close', command: 'incident.incident.close' },
  reopenIncident: { method: 'POST', path: '/api/incidents/:incidentId/reopen', command: 'incident.incident.reopen' },

  clocks: { method: 'GET', path: '/api/clocks', command: 'incident.clock.list' },
  authorities: { method: 'GET', path: '/api/incidents/:incidentId/authorities', command: 'incident.authority.list' },
  recordReportRequest: {
    method: 'POST',
    path: '/api/incidents/:incidentId/report-requests',
    command: 'incident.report-request.record',
  },
  tellAuthority: { method: 'POST', path: '/api/incidents/:incidentId/authorities', command: 'incident.authority.tell' },
  regimes: { method: 'GET', path: '/api/regimes', command: 'incident.regime.list' },
  previewRegime: { method: 'POST', path: '/api/regimes/:code/preview', command: 'incident.regime.preview' },
  saveRegime: { method: 'POST', path: '/api/regimes/:code/versions', command: 'incident.regime.save' },
  callDrafts: { method: 'GET', path: '/api/calls', command: 'incident.call-draft.list' },
  callDraft: { method: 'GET', path: '/api/calls/:callDraftId', command: 'incident.call-draft.get' },
  keepCallDraft: { method: 'PUT', path: '/api/calls/:callDraftId', command: 'incident.call-draft.keep' },
  takeOverCallDraft: {
    method: 'POST',
    path: '/api/calls/:callDraftId/take-over',
    command: 'incident.call-draft.take-over',
  },
  discardCallDraft: {
    method: 'POST',
    path: '/api/calls/:callDraftId/discard',
    command: 'incident.call-draft.discard',
  },
  mailDrafts: { method: 'GET', path: '/api/mail-drafts', command: 'incident.mail-draft.list' },
  mailDraft: { method: 'GET', path: '/api/mail-drafts/:mailDraftId', command: 'incident.mail-draft.get' },
  dismissMailDraft: {
    method: 'POST',
    path: '/api/mail-drafts/:mailDraftId/dismiss',
    command: 'incident.mail-draft.dismiss',
  },
  openMailAttachment: {
    method: 'POST',
    path: '/api/mail-drafts/:mailDraftId/attachments/:attachmentId/downloads',
    command: 'incident.mail-draft.open-attachment',
    perMinute: 120,
  },

  regionalIncidents: { method: 'GET', path: '/api/regional-incidents', command: 'incident.regional.list' },
  regionalIncident: { method: 'GET', path: '/api/regional-incidents/:regionalId', command: 'incident.regional.get' },
  createRegional: { method: 'POST', path: '/api/regional-incidents', command: 'incident.regional.create' },
  linkRegional: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/links',
    command: 'incident.regional.link',
  },
  unlinkRegional: {
    method: 'DELETE',
    path: '/api/regional-incidents/:regionalId/links/:incidentId',
    command: 'incident.regional.unlink',
  },
  regionalJournal: {
    method: 'GET',
    path: '/api/regional-incidents/:regionalId/journal',
    command: 'incident.regional.journal',
  },
  writeRegionalJournal: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/journal',
    command: 'incident.regional.write',
  },
  regionalTasks: {
    method: 'GET',
    path: '/api/regional-incidents/:regionalId/tasks',
    command: 'incident.regional.tasks',
  },
  addRegionalTask: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/tasks',
    command: 'incident.regional.add-task',
  },
  startRegionalPlaybook: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/playbooks',
    command: 'incident.regional.start-playbook',
  },
  reverseRegionalPlaybook: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/playbooks/:runId/reverse',
    command: 'incident.regional.reverse-playbook',
  },
  closeRegional: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/close',
    command: 'incident.regional.close',
  },
  reopenRegional: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/reopen',
    command: 'incident.regional.reopen',
  },
  takeApart: {
    method: 'POST',
    path: '/api/regional-incidents/:regionalId/take-apart',
    command: 'incident.regional.take-apart',
  },
  similar: {
    method: 'GET',
    path: '/api/incidents/:incidentId/similar',
    command: 'incident.similar.list',
    perMinute: 120,
  },
  dismissSimilar: {
    method: 'POST',
    path: '/api/incidents/:incidentId/similar/:otherId/dismiss',
    command: 'incident.similar.dismiss',
  },
  restoreSimilar: {
    method: 'POST',
    path: '/api/incidents/:incidentId/similar/:otherId/restore',
    command: 'incident.similar.restore',
  },
  board: { method: 'GET', path: '/api/board', command: 'incident.board.get' },

  assets: { method: 'GET', path: '/api/assets', command: 'asset-inventory.asset.list' },
  exportAssets: {
    method: 'GET',
    path: '/api/facilities/:facilityId/assets/export',
    command: 'asset-inventory.asset.export',
  },
  previewImport: {
    method: 'POST',
    path: '/api/facilities/:facilityId/imports/preview',
    command: 'asset-inventory.import.preview',
  },
  commitImport: {
    method: 'POST',
    path: '/api/facilities/:facilityId/imports',
    command: 'asset-inventory.import.commit',
  },
  csafDocuments: { method: 'GET', path: '/api/csaf', command: 'asset-inventory.csaf.list' },
  csafDocument: { method: 'GET', path: '/api/csaf/:csafId', command: 'asset-inventory.csaf.get' },
  importCsaf: { method: 'POST', path: '/api/csaf', command: 'asset-inventory.csaf.import' },
  exposure: { method: 'GET', path: '/api/csaf/:csafId/exposure', command: 'asset-inventory.exposure.get' },

  advisories: { method: 'GET', path: '/api/advisories', command: 'alerting.advisory.list' },
  advisory: { method: 'GET', path: '/api/advisories/:advisoryId', command: 'alerting.advisory.get' },
  saveAdvisory: { method: 'PUT', path: '/api/advisories/:id', command: 'alerting.advisory.save' },
  previewAudience: { method: 'POST', path: '/api/audience', command: 'alerting.audience.preview' },
  submitAdvisory: { method: 'POST', path: '/api/advisories/:advisoryId/submit', command: 'alerting.advisory.submit' },
  returnAdvisory: { method: 'POST', path: '/api/advisories/:advisoryId/return', command: 'alerting.advisory.return' },
  approveAdvisory: {
    method: 'POST',
    path: '/api/advisories/:advisoryId/approve',
    command: 'alerting.advisory.approve',
  },
  acknowledgements: {
    method: 'GET',
    path: '/api/advisories/:advisoryId/acknowledgements',
    command: 'alerting.acknowledgement.board',
  },
  inbox: { method: 'GET', path: '/api/inbox', command: 'alerting.inbox.list' },
  inboxItem: { method: 'GET', path: '/api/inbox/:facilityId/:advisoryId', command: 'alerting.inbox.get' },
  answer: {
    method: 'POST',
    path: '/api/inbox/:facilityId/:advisoryId/answer',
    command: 'alerting.acknowledgement.answer',
  },
  reportCare: {
    method: 'POST',
    path: '/api/facilities/:facilityId/care',
    command: 'incident.care.report',
    perMinute: 60,
  },
  confirmCare: {
    method: 'POST',
    path: '/api/facilities/:facilityId/care/confirm',
    command: 'incident.care.confirm',
    perMinute: 60,
  },
  care: { method: 'GET', path: '/api/facilities/:facilityId/care', command: 'incident.care.get' },
  figures: { method: 'GET', path: '/api/figures', command: 'incident.statistics.count', perMinute: 60 },
  publishedFigures: { method: 'GET', path: '/api/figures/published', command: 'incident.statistics.published' },
  publishFigures: {
    method: 'POST',
    path: '/api/figures/published',
    command: 'incident.statistics.publish',
    perMinute: 10,
  },
  careBoard: { method: 'GET', path: '/api/care', command: 'incident.care.board' },
  samuLinks: { method: 'GET', path: '/api/samu-links', command: 'incident.samu-link.list' },
  createSamuLink: { method: 'POST', path: '/api/samu-links', command: 'incident.samu-link.create', perMinute: 20 },
  revokeSamuLink: {
    method: 'POST',
    path: '/api/samu-links/:linkId/revoke',
    command: 'incident.samu-link.revoke',
  },

  indicators: { method: 'GET', path: '/api/incidents/:incidentId/indicators', command: 'incident.indicator.list' },
  recordIndicators: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators',
    command: 'incident.indicator.record',
  },
  /** POST although it reads: the text does not belong in an address. */
  extractIndicators: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators/extract',
    command: 'incident.indicator.extract',
    perMinute: 60,
  },
  withdrawIndicator: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators/:sightingId/withdraw',
    command: 'incident.indicator.withdraw',
  },
  restoreIndicator: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators/:sightingId/restore',
    command: 'incident.indicator.restore',
  },
  exportIndicators: {
    method: 'GET',
    path: '/api/incidents/:incidentId/indicators/export',
    command: 'incident.indicator.export',
  },
  previewIndicators: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators/imports/preview',
    command: 'incident.indicator.preview',
    perMinute: 20,
  },
  importIndicators: {
    method: 'POST',
    path: '/api/incidents/:incidentId/indicators/imports',
    command: 'incident.indicator.import',
    perMinute: 20,
  },
  searchIndicators: { method: 'GET', path: '/api/indicators', command: 'incident.indicator.search' },
  sightings: {
    method: 'GET',
    path: '/api/indicators/:indicatorId/sightings',
    command: 'incident.indicator.sightings',
  },
  beginAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments',
    command: 'incident.attachment.begin',
    perMinute: 120,
  },
  attachments: { method: 'GET', path: '/api/incidents/:incidentId/attachments', command: 'incident.attachment.list' },
  attachment: {
    method: 'GET',
    path: '/api/incidents/:incidentId/attachments/:attachmentId',
    command: 'incident.attachment.get',
  },
  attachmentProgress: {
    method: 'GET',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/progress',
    command: 'incident.attachment.progress',
  },
  finishAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/finish',
    command: 'incident.attachment.finish',
  },
  openAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/downloads',
    command: 'incident.attachment.open',
    perMinute: 120,
  },
  verifyAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/verify',
    command: 'incident.attachment.verify',
    perMinute: 20,
  },
  handOverAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/hand-overs',
    command: 'incident.attachment.hand-over',
  },
  sealAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/seal',
    command: 'incident.attachment.seal',
  },
  destroyAttachment: {
    method: 'POST',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/destroy',
    command: 'incident.attachment.destroy',
  },
  scanner: { method: 'GET', path: '/api/scanner', command: 'incident.attachment.scanner' },
  reports: { method: 'GET', path: '/api/reports', command: 'incident.situation-report.list' },
  report: { method: 'GET', path: '/api/reports/:reportId', command: 'incident.situation-report.get' },
  beginReport: { method: 'POST', path: '/api/reports', command: 'incident.situation-report.begin' },
  saveReport: { method: 'POST', path: '/api/reports/:reportId', command: 'incident.situation-report.save' },
  issueReport: { method: 'POST', path: '/api/reports/:reportId/issue', command: 'incident.situation-report.issue' },
  withdrawReport: {
    method: 'POST',
    path: '/api/reports/:reportId/withdraw',
    command: 'incident.situation-report.withdraw',
  },
  addReportTask: {
    method: 'POST',
    path: '/api/reports/:reportId/actions/:actionId/task',
    command: 'incident.situation-report.add-task',
  },
  reportPdf: {
    method: 'GET',
    path: '/api/reports/:reportId/pdf',
    command: 'incident.situation-report.pdf',
    perMinute: 30,
    file: true,
  },
  reportHtml: {
    method: 'GET',
    path: '/api/reports/:reportId/html',
    command: 'incident.situation-report.html',
    perMinute: 30,
  },
  reportTemplates: { method: 'GET', path: '/api/report-templates', command: 'incident.report-template.list' },
  saveReportTemplate: {
    method: 'POST',
    path: '/api/report-templates/:code/versions',
    command: 'incident.report-template.save',
  },
  timeline: { method: 'GET', path: '/api/incidents/:incidentId/timeline', command: 'incident.timeline.get' },
  regionalTimeline: {
    method: 'GET',
    path: '/api/regional-incidents/:regionalId/timeline',
    command: 'incident.timeline.regional',
  },
  tasks: { method: 'GET', path: '/api/incidents/:incidentId/tasks', command: 'incident.task.list' },
  myTasks: { method: 'GET', path: '/api/tasks', command: 'incident.task.mine' },
  addTask: { method: 'POST', path: '/api/incidents/:incidentId/tasks', command: 'incident.task.add' },
  changeTask: { method: 'POST', path: '/api/tasks/:taskId', command: 'incident.task.change' },
  assignTask: { method: 'POST', path: '/api/tasks/:taskId/owner', command: 'incident.task.assign' },
  tickTask: { method: 'POST', path: '/api/tasks/:taskId/items/:itemId', command: 'incident.task.tick' },
  setTaskState: { method: 'POST', path: '/api/tasks/:taskId/state', command: 'incident.task.set-state' },
  playbooks: { method: 'GET', path: '/api/playbooks', command: 'incident.playbook.list' },
  savePlaybook: { method: 'POST', path: '/api/playbooks/:code/versions', command: 'incident.playbook.save' },
  startPlaybook: { method: 'POST', path: '/api/incidents/:incidentId/playbooks', command: 'incident.playbook.start' },
  reversePlaybook: {
    method: 'POST',
    path: '/api/incidents/:incidentId/playbooks/:runId/reverse',
    command: 'incident.playbook.reverse',
  },
  webhooks: { method: 'GET', path: '/api/webhooks', command: 'alerting.webhook.list' },
  createWebhook: { method: 'POST', path: '/api/webhooks', command: 'alerting.webhook.create' },
  changeWebhook: { method: 'PUT', path: '/api/webhooks/:endpointId', command: 'alerting.webhook.change' },
  removeWebhook: { method: 'DELETE', path: '/api/webhooks/:endpointId', command: 'alerting.webhook.remove' },
  pauseWebhook: { method: 'POST', path: '/api/webhooks/:endpointId/pause', command: 'alerting.webhook.pause' },
  resumeWebhook: { method: 'POST', path: '/api/webhooks/:endpointId/resume', command: 'alerting.webhook.resume' },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/api/webhooks/:endpointId/secrets',
    command: 'alerting.webhook.rotate',
  },
  pingWebhook: {
    method: 'POST',
    path: '/api/webhooks/:endpointId/ping',
    command: 'alerting.webhook.ping',
    perMinute: 20,
  },
  webhookDeliveries: {
    method: 'GET',
    path: '/api/webhooks/:endpointId/deliveries',
    command: 'alerting.webhook.deliveries',
  },
  webhookDelivery: {
    method: 'GET',
    path: '/api/webhooks/:endpointId/deliveries/:deliveryId',
    command: 'alerting.webhook.delivery',
  },
  replayWebhook: {
    method: 'POST',
    path: '/api/webhooks/:endpointId/deliveries/:deliveryId/replay',
    command: 'alerting.webhook.replay',
  },
  replayFailedWebhooks: {
    method: 'POST',
    path: '/api/webhooks/:endpointId/replay',
    command: 'alerting.webhook.replay-failed',
  },
} as const satisfies Record<string, CommandRoute>;

export const ownRoutes = {
  configuration: { method: 'GET', path: '/api/configuration', open: true, request: null, response: Configuration },
  signIn: {
    method: 'POST',
    path: '/api/session',
    open: true,
    request: SignIn,
    body: 'json',
    response: Session,
    perMinute: 10,
  },
  session: { method: 'GET', path: '/api/session', open: false, request: null, response: Session },
  signOut: { method: 'DELETE', path: '/api/session', open: false, request: null, response: null },
  feed: {
    method: 'GET',
    path: '/api/feed',
    open: false,
    permission: 'feed.read',
    request: z.strictObject({
      recipient: FeedRecipient,
      after: z.coerce.number().int().min(0),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: FeedPage,
  },
  upload: {
    method: 'POST',
    path: '/api/uploads',
    open: false,
    permission: 'upload.write',
    request: null,
    body: 'bytes',
    response: UploadReceipt,
    perMinute: 20,
  },
  /** A MISP event or a STIX bundle. */
  uploadIndicators: {
    method: 'POST',
    path: '/api/indicator-files',
    open: false,
    permission: 'indicator.write',
    request: null,
    body: 'bytes',
    response: UploadReceipt,
    perMinute: 20,
  },
  /** A part of a file, from `offset` on; as large as its sender likes. */
  sendAttachment: {
    method: 'PUT',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/content',
    open: false,
    permission: 'attachment.write',
    request: z.strictObject({
      incidentId: Id,
      attachmentId: Id,
      offset: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    }),
    body: 'bytes',
    response: UploadProgress,
  },
  /** Its bytes, never shown by a browser, only saved. */
  attachmentContent: {
    method: 'GET',
    path: '/api/incidents/:incidentId/attachments/:attachmentId/downloads/:downloadId',
    open: false,
    permission: 'attachment.fetch',
    request: z.strictObject({ incidentId: Id, attachmentId: Id, downloadId: Id }),
    response: null,
    file: true,
  },
  /** The same, of what came with a mail. */
  mailAttachmentContent: {
    method: 'GET',
    path: '/api/mail-drafts/:mailDraftId/attachments/:attachmentId/downloads/:downloadId',
    open: false,
    permission: 'mailbox.handle',
    request: z.strictObject({ mailDraftId: Id, attachmentId: Id, downloadId: Id }),
    response: null,
    file: true,
  },
  machineDeclare: {
    method: 'POST',
    path: '/api/machine/declarations',
    open: false,
    permission: 'machine.declare',
    machine: 'declare',
    request: MachineDeclaration,
    body: 'json',
    response: Receipt,
    perMinute: 30,
  },
  /** POST although it reads: the token in the address would be kept by every log on the way. */
  samuBoard: {
    method: 'POST',
    path: '/api/samu',
    open: true,
    request: SamuToken,
    body: 'json',
    response: SamuBoard,
    perMinute: 120,
  },
  health: {
    method: 'GET',
    path: '/api/health',
    open: true,
    request: null,
    response: z.object({ status: z.enum(['ok', 'degraded']), services: z.record(z.string(), z.boolean()) }),
  },
} as const satisfies Record<string, OwnRoute>;

export type CommandRouteName = keyof typeof commandRoutes;
export type OwnRouteName = keyof typeof ownRoutes;
