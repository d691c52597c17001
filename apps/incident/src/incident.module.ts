import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, IdempotencyExpiry, UploadExpiry } from '#libs/database';
import { TokenIssuer, TokenVerifier, readPrivateKey, readPublicKeys } from '#libs/auth';
import { MessagingModule } from '#libs/messaging';
import { Clock, readTheme } from '#libs/platform';
import { AttachmentController } from './attachments/attachment.controller.js';
import { AttachmentReader } from './attachments/attachment.reader.js';
import { AttachmentService } from './attachments/attachment.service.js';
import { ATTACHMENTS, SCANNER, attachmentSettings, scannerSettings } from './attachments/attachment.settings.js';
import { AttachmentSweep } from './attachments/attachment.sweep.js';
import { BytesServer } from './attachments/bytes.server.js';
import { DownloadService } from './attachments/download.service.js';
import { MailFileMover } from './attachments/mail-files/mail-file.mover.js';
import { MailFileService } from './attachments/mail-files/mail-file.service.js';
import { FileScan } from './attachments/scanner/file.scan.js';
import { Rescan } from './attachments/scanner/rescan.js';
import { Scanner } from './attachments/scanner/scanner.js';
import { Vault } from './attachments/store/vault.js';
import { UploadReceiver } from './attachments/upload.receiver.js';
import { AuthorityController } from './authorities/authority.controller.js';
import { AuthorityService } from './authorities/authority.service.js';
import { ReportRequestService } from './authorities/request.service.js';
import { BoardController } from './board/board.controller.js';
import { BoardService } from './board/board.service.js';
import { ClockController } from './clocks/clock.controller.js';
import { ClockDeriver } from './clocks/clock.deriver.js';
import { ClockReader } from './clocks/clock.reader.js';
import { ClockRinger } from './clocks/clock.ringer.js';
import { ClocksOutOfDateHandler } from './clocks/clocks-out-of-date.handler.js';
import type { IncidentConfig } from './config.js';
import { AuthorityTextController } from './authorities/authority-text.controller.js';
import { AuthorityTextService } from './authorities/authority-text.service.js';
import { AmendmentService } from './declarations/amendment.service.js';
import { DeclarationController } from './declarations/declaration.controller.js';
import { DeclarationService } from './declarations/declaration.service.js';
import { MachineDeclarationService } from './declarations/machine-declaration.service.js';
import { Facilities } from './facilities/facilities.js';
import { IncidentController } from './incidents/incident.controller.js';
import { IncidentReader } from './incidents/incident.reader.js';
import { TriageService } from './incidents/triage.service.js';
import { JournalController } from './journal/journal.controller.js';
import { JournalService } from './journal/journal.service.js';
import { ReaderService } from './journal/reader.service.js';
import { PAPER, PaperForms } from './paper/paper-forms.js';
import { PaperController } from './paper/paper.controller.js';
import { PaperService, SENDER } from './paper/paper.service.js';
import { Printer } from './printing/printer.js';
import { Devices } from './relays/devices.js';
import { RegionKey } from './relays/region-key.js';
import { RelayController } from './relays/relay.controller.js';
import { RelayService } from './relays/relay.service.js';
import { RelayedReader } from './relays/relayed.reader.js';
import { References } from './references/references.js';
import { RegimeController } from './regimes/regime.controller.js';
import { RegimePreviewer } from './regimes/regime.previewer.js';
import { RegimeService } from './regimes/regime.service.js';
import { CallDraftController } from './calls/call-draft.controller.js';
import { CallDraftService } from './calls/call-draft.service.js';
import { MailDraftController } from './mailbox/mail-draft.controller.js';
import { MailDraftService } from './mailbox/mail-draft.service.js';
import { MailIntake } from './mailbox/mail.intake.js';
import { MailboxGateway } from './mailbox/mailbox.gateway.js';
import { MailboxLease } from './mailbox/mailbox.lease.js';
import { MAILBOX, mailboxSettings } from './mailbox/mailbox.settings.js';
import { SenderGuess } from './mailbox/sender.guess.js';
import { RegionalController } from './regional/regional.controller.js';
import { RegionalJournal } from './regional/regional.journal.js';
import { RegionalReader } from './regional/regional.reader.js';
import { RegionalService } from './regional/regional.service.js';
import { RegionalState } from './regional/regional.state.js';
import { AssessmentController } from './severity/assessment.controller.js';
import { AssessmentService } from './severity/assessment.service.js';
import { CareController } from './care/care.controller.js';
import { CareService } from './care/care.service.js';
import { SamuLinkReader } from './care/samu-link.reader.js';
import { SamuLinkService } from './care/samu-link.service.js';
import { IndicatorExport } from './indicators/exports/indicator.export.js';
import { FileReader } from './indicators/imports/file.reader.js';
import { IndicatorImport } from './indicators/imports/indicator.import.js';
import { IndicatorController } from './indicators/indicator.controller.js';
import { IndicatorReader } from './indicators/indicator.reader.js';
import { IndicatorService } from './indicators/indicator.service.js';
import { UploadService } from './indicators/upload.service.js';
import { PlaybookController } from './playbooks/playbook.controller.js';
import { PlaybookService } from './playbooks/playbook.service.js';
import { RegionalRunService } from './playbooks/regional-run.service.js';
import { PlaybookRunService } from './playbooks/run.service.js';
import { FacilityKinds } from './statistics/facility-kinds.js';
import { FiguresReader } from './statistics/figures.reader.js';
import { MonthCounter } from './statistics/month.counter.js';
import { ReleaseService } from './statistics/release.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { Inventory } from './similar/inventory.js';
import { SimilarController } from './similar/similar.controller.js';
import { SimilarReader } from './similar/similar.reader.js';
import { SimilarService } from './similar/similar.service.js';
import { TOLD_EVERY, ToldRound } from './similar/told.round.js';
import { TaskController } from './tasks/task.controller.js';
import { TaskService } from './tasks/task.service.js';
import { ReportController } from './reports/report.controller.js';
import { ReportDrawer } from './reports/report.drawer.js';
import { ReportActionService } from './reports/action.service.js';
import { ReportReader } from './reports/report.reader.js';
import { ReportService } from './reports/report.service.js';
import { ReportTemplateService } from './reports/template.service.js';
import { AdvisoryTraces } from './timeline/advisory-traces.js';
import { ClocksAt } from './timeline/clocks-at.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineService } from './timeline/timeline.service.js';
import { TerritoryZones } from './territories/territory-zones.js';

@Module({
  controllers: [
    DeclarationController,
    RelayController,
    IncidentController,
    JournalController,
    RegionalController,
    BoardController,
    ClockController,
    ClocksOutOfDateHandler,
    AuthorityController,
    AssessmentController,
    RegimeController,
    PaperController,
    AuthorityTextController,
    MailDraftController,
    CallDraftController,
    CareController,
    IndicatorController,
    AttachmentController,
    TaskController,
    PlaybookController,
    StatisticsController,
    SimilarController,
    TimelineController,
    ReportController,
  ],
  providers: [
    TerritoryZones,
    References,
    Facilities,
    DeclarationService,
    MachineDeclarationService,
    AmendmentService,
    Devices,
    RelayedReader,
    RelayService,
    IncidentReader,
    TriageService,
    JournalService,
    ReaderService,
    RegionalReader,
    RegionalService,
    RegionalState,
    RegionalJournal,
    BoardService,
    ClockDeriver,
    ClockRinger,
    ClockReader,
    AuthorityService,
    ReportRequestService,
    AssessmentService,
    RegimeService,
    RegimePreviewer,
    Printer,
    PaperForms,
    PaperService,
    AuthorityTextService,
    MailDraftService,
    CallDraftService,
    SenderGuess,
    MailIntake,
    MailboxLease,
    MailboxGateway,
    IndicatorService,
    IndicatorReader,
    IndicatorExport,
    IndicatorImport,
    FileReader,
    UploadService,
    UploadExpiry,
    AttachmentService,
    AttachmentReader,
    AttachmentSweep,
    UploadReceiver,
    DownloadService,
    BytesServer,
    Vault,
    FileScan,
    Rescan,
    MailFileMover,
    MailFileService,
    Scanner,
    TaskService,
    PlaybookService,
    PlaybookRunService,
    RegionalRunService,
    AdvisoryTraces,
    ClocksAt,
    TimelineService,
    ReportDrawer,
    ReportActionService,
    ReportReader,
    ReportService,
    ReportTemplateService,
    IdempotencyExpiry,
    CareService,
    SamuLinkReader,
    SamuLinkService,
    FacilityKinds,
    FiguresReader,
    MonthCounter,
    ReleaseService,
    Inventory,
    SimilarReader,
    SimilarService,
    ToldRound,
  ],
})
export class IncidentModule {
  static with(config: IncidentConfig): DynamicModule {
    const { databaseUrl: url, databasePool: poolSize, identityPrivateKey, relayPrivateKey } = config;
    const { publicUrl, region, paperKeys } = config;
    const { agencyName, emergencyPhone } = readTheme(config.themeFile);
    return {
      module: IncidentModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'incident' }),
        MessagingModule.forService({ service: 'incident', nats: config }),
      ],
      providers: [
        { provide: TOLD_EVERY, useValue: config.similarSeconds },
        { provide: PAPER, useValue: { region, keys: paperKeys } },
        { provide: SENDER, useValue: { agencyName, emergencyPhone, publicUrl } },
        { provide: ATTACHMENTS, useValue: attachmentSettings(config) },
        { provide: SCANNER, useValue: scannerSettings(config) },
        { provide: MAILBOX, useValue: mailboxSettings(config) },
        {
          provide: TokenIssuer,
          useFactory: (clock: Clock) => new TokenIssuer('incident', readPrivateKey(identityPrivateKey), clock),
          inject: [Clock],
        },
        {
          provide: TokenVerifier,
          useFactory: (clock: Clock) => new TokenVerifier(readPublicKeys(config.identityPublicKeys), clock),
          inject: [Clock],
        },
        { provide: RegionKey, useFactory: () => RegionKey.read(relayPrivateKey) },
      ],
    };
  }
}
