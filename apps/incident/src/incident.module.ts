import { type DynamicModule, Module } from '@nestjs/common';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import { DatabaseModule, IdempotencyExpiry } from '#libs/database';
import { MessagingModule } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { BoardController } from './board/board.controller.js';
import { BoardService } from './board/board.service.js';
import type { IncidentConfig } from './config.js';
import { AmendmentService } from './declarations/amendment.service.js';
import { DeclarationController } from './declarations/declaration.controller.js';
import { DeclarationService } from './declarations/declaration.service.js';
import { Facilities } from './facilities/facilities.js';
import { IncidentController } from './incidents/incident.controller.js';
import { IncidentReader } from './incidents/incident.reader.js';
import { TriageService } from './incidents/triage.service.js';
import { JournalController } from './journal/journal.controller.js';
import { JournalService } from './journal/journal.service.js';
import { Devices } from './relays/devices.js';
import { RegionKey } from './relays/region-key.js';
import { RelayController } from './relays/relay.controller.js';
import { RelayService } from './relays/relay.service.js';
import { RelayedReader } from './relays/relayed.reader.js';
import { References } from './references/references.js';
import { RegionalController } from './regional/regional.controller.js';
import { RegionalReader } from './regional/regional.reader.js';
import { RegionalService } from './regional/regional.service.js';
import { TerritoryZones } from './territories/territory-zones.js';

@Module({
  controllers: [
    DeclarationController,
    RelayController,
    IncidentController,
    JournalController,
    RegionalController,
    BoardController,
  ],
  providers: [
    TerritoryZones,
    References,
    Facilities,
    DeclarationService,
    AmendmentService,
    Devices,
    RelayedReader,
    RelayService,
    IncidentReader,
    TriageService,
    JournalService,
    RegionalReader,
    RegionalService,
    BoardService,
    IdempotencyExpiry,
  ],
})
export class IncidentModule {
  static with(config: IncidentConfig): DynamicModule {
    const { databaseUrl: url, databasePool: poolSize, identityPrivateKey, relayPrivateKey } = config;
    return {
      module: IncidentModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'incident' }),
        MessagingModule.forService({ service: 'incident', nats: config }),
      ],
      providers: [
        {
          provide: TokenIssuer,
          useFactory: (clock: Clock) => new TokenIssuer('incident', readPrivateKey(identityPrivateKey), clock),
          inject: [Clock],
        },
        { provide: RegionKey, useFactory: () => RegionKey.read(relayPrivateKey) },
      ],
    };
  }
}
