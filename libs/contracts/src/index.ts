export {
  AcknowledgementState,
  Advisory,
  AdvisoryAction,
  AdvisoryChange,
  AdvisoryState,
  AdvisorySummary,
  AdvisoryText,
  Answer,
  Audience,
  AudienceMember,
  BoardRow,
  InboxDetail,
  InboxItem,
  advisoryTransitions,
  alertingCommands,
  answerTransitions,
  answersWithNote,
  nextAdvisoryState,
} from './alerting.js';
export {
  Authority,
  AuthorityNotice,
  AuthorityStanding,
  AuthorityStatus,
  IncidentClock,
  ClockReason,
  ClockStanding,
  ClockState,
  DueReason,
  DueRule,
  Fact,
  FactTest,
  RegimeDefinition,
  RegimePreview,
  RegimeStage,
  RegimeVersion,
  ReportRequest,
  clockCommands,
  submittedStatuses,
  type ClockMove,
  type NewRegime,
  type RegimeDefinitionInput,
} from './clocks.js';
export { AuthorityText, TextStage, authorityStages, hasStage } from './authority-text.js';
export { command, query, type CommandContract } from './command.js';
export {
  commandContract,
  commandNames,
  commandService,
  commands,
  type CommandBody,
  type CommandInput,
  type CommandName,
  type CommandResult,
} from './commands.js';
export {
  CareService,
  Finess,
  Id,
  Instant,
  InstantOut,
  Kind,
  Locale,
  Reference,
  Severity,
  TerritoryCode,
  Tlp,
  YesNoUnknown,
  csvOf,
  isStorable,
  limit,
  line,
  page,
  personal,
  prose,
} from './common.js';
export {
  ContactPoint,
  Facility,
  FacilityCategory,
  Person,
  Territory,
  TerritoryMap,
  directoryCommands,
  phone,
} from './directory.js';
export { Device, RelayRegion } from './device.js';
export {
  EventEnvelope,
  eventContract,
  eventTypes,
  events,
  services,
  type EventContract,
  type EventPayload,
  type EventType,
  type ServiceName,
} from './events.js';
export { PdfFile } from './file.js';
export { Bell, FeedItem, FeedPage, FeedRecipient, LiveHello, Present, RoomEntries, liveEvents } from './feed.js';
export {
  Actor,
  AgencyRole,
  FacilityRole,
  Identity,
  MachineScope,
  permissions,
  ruleOf,
  type Permission,
} from './identity.js';
export {
  MOST_OVERLAP_HOURS,
  MOST_WEBHOOKS,
  WEBHOOK_VERSION,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
  WebhookState,
  WebhookTopic,
  webhookCommands,
  webhookData,
  webhookMessage,
  webhookTypes,
  type WebhookData,
  type WebhookType,
} from './webhook.js';
export { MACHINE_KEY_DAYS, MachineKey, ResolvedMachineKey, machineKeyCommands } from './machine-key.js';
export {
  Amended,
  Amendment,
  DataClass,
  Declaration,
  DeclarationVersion,
  HelpWanted,
  MachineDeclaration,
  Nature,
  OpenDeclaration,
  OutsideContact,
  PatientDanger,
  Receipt,
  Report,
  Source,
  Stage,
  declarationCommands,
  emptyReport,
  type DeclarationInput,
} from './declaration.js';
export {
  Incident,
  IncidentAction,
  IncidentChange,
  IncidentState,
  IncidentSummary,
  RegionalIncident,
  incidentCommands,
  incidentTransitions,
  nextIncidentState,
  openActions,
  openIncidentStates,
} from './incident.js';
export { JournalEntry, RoomReader, Visibility, WrittenType, journalCommands } from './journal.js';
export { type RoomEntry, aboutOf, roomOf } from './room.js';
export {
  Asset,
  AssetField,
  ColumnMapping,
  CsafDocument,
  CsafProduct,
  CsafSummary,
  Evidence,
  Exposure,
  FacilityExposure,
  FilePlace,
  ImportPreview,
  MatchVerdict,
  UPLOAD_MAX_BYTES,
  UPLOAD_PART_BYTES,
  inventoryCommands,
} from './inventory.js';
export {
  CARE_STALE_HOURS,
  CareBoard,
  CareReport,
  CareSheet,
  CareStatus,
  CareSuggestion,
  SAMU_LINK_DAYS,
  SamuBoard,
  SamuLink,
  SamuReading,
  SamuToken,
  isCareStale,
} from './care.js';
export {
  ENOUGH_CONTRIBUTORS,
  FEWEST_CONTRIBUTORS,
  FacilityType,
  type FigureGroup,
  FigureRelease,
  type FigureTable,
  type FigureTableName,
  Figures,
  MOST_MONTHS,
  PublishedFigures,
  SETTLING_DAYS,
  type Took,
  figureTableNames,
  figureTables,
  laterMonth,
  monthsBetween,
  monthsOf,
  nextQuarter,
  quarterOf,
  vitalServices,
} from './statistics.js';
export { Assessment, RegionalScore } from './assessment.js';
export {
  Outlook,
  SeverityAnswers,
  correlatedScore,
  gravestOf,
  levelOf,
  pointsOf,
  scoreOf,
  severityFrom,
  severityPartNames,
  severityParts,
} from './severity.js';
export type { SeverityPart } from './severity.js';
export { suggestedParts } from './severity-suggestion.js';
export { FacilityProfile, KeptProfile, Nis2Standing, profileCommands, unknownProfile } from './profile.js';
export { PAPER_MAX_FORMS, PaperBatch, PaperForm, PaperToken, paperNumber } from './paper.js';
export { CALL_DRAFT_DAYS, CallDraft, CallDraftSummary } from './call-draft.js';
export {
  FacilityGuess,
  GuessReason,
  MailAttachment,
  MailDraft,
  MailDraftState,
  MailDraftSummary,
  MailMark,
  mailboxCommands,
} from './mailbox.js';
export { RelayReceipt, RelayedDeclaration, type RelayedDeclarationInput } from './relay/relay.js';
export {
  RELAY_MAX_PARTS,
  joinRelayParts,
  readRelayPart,
  relayExcess,
  relayParts,
  type RelayPart,
} from './relay/parts.js';
export {
  importDeviceKey,
  isSignedBy,
  newDeviceKeys,
  openSealed,
  readSealedHead,
  relayRegionId,
  sealForRelay,
} from './relay/sealed.js';
export { fromBase64url, toBase64url } from './relay/bytes.js';
export {
  Refusal,
  refusalSentence,
  refusals,
  type FaultPlace,
  type RefusalCode,
  type RefusalParams,
} from './refusal.js';
export {
  commandRoutes,
  ownRoutes,
  type CommandRoute,
  type CommandRouteName,
  type Method,
  type OwnRoute,
  type OwnRouteName,
} from './routes.js';
export { isRsitPair, rsit, type RsitClass } from './rsit.js';
export { Configuration, RefusalBody, Session, SignIn, UploadReceipt } from './session.js';
export { answerWords } from './words.js';
export {
  ATTACHMENT_MAX_BYTES,
  CUSTODY_TOLD,
  ATTACHMENT_NAME_MAX,
  type Attachment,
  type AttachmentState,
  type CustodyAction,
  type CustodyLine,
  type DownloadTicket,
  type ScannerState,
  UploadProgress,
  Verdict,
} from './attachment/attachment.js';
export { defang } from './indicator/fang.js';
export { flagsOf } from './indicator/flags.js';
export { EXTRACT_MAX, extractIndicators } from './indicator/extract.js';
export {
  FoundIndicator,
  INDICATOR_FILE_MAX_BYTES,
  IndicatorFormat,
  IndicatorImportPreview,
  IndicatorRecord,
  IndicatorSource,
  RecordedIndicators,
  Sighting,
} from './indicator/indicator.js';
export { normalise as normaliseIndicator } from './indicator/normalise.js';
export { IndicatorFlag, IndicatorType } from './indicator/type.js';
export { hasCycle } from './dependencies.js';
export {
  PlaybookDefinition,
  PlaybookRun,
  PlaybookTask,
  PlaybookVersion,
  RegionalRun,
  RegionalStart,
  TaskSide,
} from './playbook.js';
export { Task, TaskItem, TaskState, isBegun, isLate, isOpen, mayBecome, taskTransitions, waitsFor } from './task.js';
export { RegionalEntry, regionalTransitions } from './regional.js';
export { SIMILAR_BANDS, SimilarIncident, SimilarIncidents, SimilarReason } from './similar.js';
export {
  AdvisoryTrace,
  TIMELINE_PARTS,
  TIMELINE_TEXT,
  Timeline,
  TimelineMoment,
  TimelineSource,
  tlpRank,
} from './timeline.js';
export {
  PictureShape,
  PictureTone,
  type ActionTask,
  ReportAction,
  ReportBlock,
  ReportContent,
  ReportSection,
  ReportSource,
  ReportState,
  ReportSubject,
  ReportTemplateDefinition,
  ReportTemplateVersion,
  SituationReport,
  SituationReportSummary,
  type ReportChange,
} from './situation-report.js';
