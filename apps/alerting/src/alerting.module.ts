import { type DynamicModule, Module } from '@nestjs/common';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import { DatabaseModule, IdempotencyExpiry } from '#libs/database';
import { MessagingModule } from '#libs/messaging';
import { Clock, Logger } from '#libs/platform';
import { AcknowledgementController } from './acknowledgements/acknowledgement.controller.js';
import { AnswerService } from './acknowledgements/answer.service.js';
import { BoardService } from './acknowledgements/board.service.js';
import { InboxService } from './acknowledgements/inbox.service.js';
import { AdvisoryController } from './advisories/advisory.controller.js';
import { AdvisoryReader } from './advisories/advisory.reader.js';
import { DraftService } from './advisories/draft.service.js';
import { ReviewService } from './advisories/review.service.js';
import { AudienceController } from './audiences/audience.controller.js';
import { AudienceService } from './audiences/audience.service.js';
import { AdvisoryBroadcastHandler } from './broadcasts/advisory-broadcast.handler.js';
import { BroadcastService } from './broadcasts/broadcast.service.js';
import type { AlertingConfig } from './config.js';
import { FacilityDirectory } from './directory/facility.directory.js';
import { ServiceRequest } from './directory/service-request.js';
import { DutyRinger } from './duty/duty.ringer.js';
import { IncidentDeclaredHandler } from './duty/incident-declared.handler.js';
import { AddresseeDirectory } from './mails/addressee.directory.js';
import { MailLifecycle } from './mails/mail.lifecycle.js';
import { MailProcessor } from './mails/mail.processor.js';
import { MailQueue } from './mails/mail.queue.js';
import { QUEUE_CONNECTIONS, postgresStore, redisStore } from './mails/mail.queue-store.js';
import { MAIL_SETTINGS, type MailSettings } from './mails/mail.settings.js';
import { MailSweeper } from './mails/mail.sweeper.js';
import { MailWriter } from './mails/mail.writer.js';
import { MailReceivedHandler } from './receipts/mail-received.handler.js';
import { MailingPreparer } from './mails/mailing.preparer.js';
import { ClockRangHandler } from './reminders/clock-rang.handler.js';
import { ReminderRinger } from './reminders/reminder.ringer.js';
import { TraceController } from './traces/trace.controller.js';
import { TraceReader } from './traces/trace.reader.js';
import { SmtpClient } from './mails/smtp.client.js';
import { AddressCheck } from './webhooks/address.check.js';
import { DeliveryService } from './webhooks/delivery.service.js';
import { EndpointDisabler } from './webhooks/endpoint.disabler.js';
import { EndpointService } from './webhooks/endpoint.service.js';
import { FailingSweep } from './webhooks/failing.sweep.js';
import { NameResolver } from './webhooks/name.resolver.js';
import { SecretBox } from './webhooks/secret.box.js';
import { WebhookClient } from './webhooks/webhook.client.js';
import { WebhookController } from './webhooks/webhook.controller.js';
import { WebhookDispatcher } from './webhooks/webhook.dispatcher.js';
import { WebhookHandler } from './webhooks/webhook.handler.js';
import { WebhookIntake } from './webhooks/webhook.intake.js';
import { WebhookKeeper } from './webhooks/webhook.keeper.js';
import { WebhookSender } from './webhooks/webhook.sender.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook.settings.js';
import { WebhookWatch } from './webhooks/webhook.watch.js';

@Module({
  controllers: [
    AdvisoryController,
    AudienceController,
    AcknowledgementController,
    TraceController,
    AdvisoryBroadcastHandler,
    IncidentDeclaredHandler,
    ClockRangHandler,
    MailReceivedHandler,
    WebhookController,
    WebhookHandler,
  ],
  providers: [
    ServiceRequest,
    FacilityDirectory,
    AudienceService,
    DraftService,
    ReviewService,
    BroadcastService,
    AdvisoryReader,
    InboxService,
    AnswerService,
    BoardService,
    TraceReader,
    DutyRinger,
    ReminderRinger,
    AddresseeDirectory,
    SmtpClient,
    MailWriter,
    MailProcessor,
    MailingPreparer,
    MailSweeper,
    MailLifecycle,
    IdempotencyExpiry,
    AddressCheck,
    EndpointService,
    DeliveryService,
    EndpointDisabler,
    FailingSweep,
    WebhookClient,
    WebhookSender,
    WebhookDispatcher,
    WebhookIntake,
    WebhookKeeper,
    WebhookWatch,
  ],
})
export class AlertingModule {
  static with(config: AlertingConfig): DynamicModule {
    const { databaseUrl: url, databasePool, redisUrl, smtpUrl, mailFrom: from, publicUrl, agencyPhone } = config;
    const settings: MailSettings = { smtpUrl, from, publicUrl, agencyPhone };
    const store = () => (redisUrl === undefined ? postgresStore(url) : redisStore(redisUrl));
    const poolSize = Math.max(2, redisUrl === undefined ? databasePool - QUEUE_CONNECTIONS : databasePool);
    return {
      module: AlertingModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'alerting' }),
        MessagingModule.forService({ service: 'alerting', nats: config }),
      ],
      providers: [
        { provide: MAIL_SETTINGS, useValue: settings },
        { provide: WEBHOOK_SETTINGS, useValue: webhookSettingsOf(config) },
        { provide: NameResolver, useFactory: () => new NameResolver() },
        { provide: SecretBox, useFactory: () => new SecretBox(config.webhookKeys) },
        { provide: MailQueue, useFactory: (logger: Logger) => new MailQueue(store(), logger), inject: [Logger] },
        {
          provide: TokenIssuer,
          useFactory: (clock: Clock) => new TokenIssuer('alerting', readPrivateKey(config.identityPrivateKey), clock),
          inject: [Clock],
        },
      ],
    };
  }
}

const webhookSettingsOf = (config: AlertingConfig): WebhookSettings => ({
  keys: config.webhookKeys,
  allowedRanges: config.webhookAllowedRanges,
  ports: config.webhookPorts,
  allowHttp: config.webhookAllowHttp,
  ca: config.webhookCaFile,
  logDays: config.webhookLogDays,
  timeout: config.webhookTimeout * 1_000,
});
