import { type DynamicModule, Module } from '@nestjs/common';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import { DatabaseModule } from '#libs/database';
import { MessagingModule } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { AttachmentRoutes } from './attachments/attachment.routes.js';
import { IncidentBytes } from './attachments/incident-bytes.js';
import { CONFIG, type GatewayConfig } from './config.js';
import { ConfigurationRoutes } from './configuration/configuration.routes.js';
import { DenialService } from './denials/denial.service.js';
import { FeedHandler } from './feeds/feed.handler.js';
import { FeedRoutes } from './feeds/feed.routes.js';
import { FeedStore } from './feeds/feed.store.js';
import { HealthRoutes } from './health/health.routes.js';
import { CommandRoutes } from './http/command-routes.js';
import { HttpApi } from './http/http-api.js';
import { Steps } from './http/steps.js';
import { RateLimits } from './limits/rate-limits.js';
import { SignInLimits } from './limits/sign-in-limits.js';
import { LiveServer } from './live/live.server.js';
import { LiveSessions } from './live/live-sessions.js';
import { Rooms } from './live/rooms.js';
import { MachineDoor } from './machines/machine-door.js';
import { MachineKeys } from './machines/machine-keys.js';
import { MachineRoutes } from './machines/machine.routes.js';
import { DocsRoutes } from './openapi/docs.routes.js';
import { ConsolePages } from './pages/console.pages.js';
import { FacilityNames } from './samu/facility-names.js';
import { SamuRoutes } from './samu/samu.routes.js';
import { PersonChangedHandler } from './sessions/person-changed.handler.js';
import { SessionBell } from './sessions/session-bell.js';
import { SessionRoutes } from './sessions/session.routes.js';
import { SessionService } from './sessions/session.service.js';
import { SessionStore } from './sessions/session.store.js';
import { UploadRoutes } from './uploads/upload.routes.js';

@Module({
  controllers: [FeedHandler, PersonChangedHandler],
  providers: [
    HttpApi,
    ConsolePages,
    Steps,
    CommandRoutes,
    ConfigurationRoutes,
    DocsRoutes,
    FeedRoutes,
    HealthRoutes,
    SessionRoutes,
    UploadRoutes,
    AttachmentRoutes,
    IncidentBytes,
    MachineRoutes,
    MachineDoor,
    MachineKeys,
    RateLimits,
    SignInLimits,
    DenialService,
    SessionBell,
    SessionService,
    SessionStore,
    FeedStore,
    LiveServer,
    LiveSessions,
    Rooms,
    FacilityNames,
    SamuRoutes,
  ],
})
export class GatewayModule {
  static with(config: GatewayConfig): DynamicModule {
    const { databaseUrl: url, databasePool: poolSize, identityPrivateKey } = config;
    return {
      module: GatewayModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'gateway' }),
        MessagingModule.forService({ service: 'gateway', nats: config }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        {
          provide: TokenIssuer,
          useFactory: (clock: Clock) => new TokenIssuer('gateway', readPrivateKey(identityPrivateKey), clock),
          inject: [Clock],
        },
      ],
    };
  }
}
