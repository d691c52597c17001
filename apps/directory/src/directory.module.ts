import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, IdempotencyExpiry } from '#libs/database';
import { MessagingModule } from '#libs/messaging';
import type { DirectoryConfig } from './config.js';
import { ContactController } from './contacts/contact.controller.js';
import { ContactService } from './contacts/contact.service.js';
import { DeviceController } from './devices/device.controller.js';
import { DeviceService } from './devices/device.service.js';
import { RELAY_REGION, relayRegionOf } from './devices/relay-region.js';
import { DutyController } from './duty/duty.controller.js';
import { DutyService } from './duty/duty.service.js';
import { FacilityController } from './facilities/facility.controller.js';
import { FacilityService } from './facilities/facility.service.js';
import { MachineKeyController } from './machine-keys/machine-key.controller.js';
import { MachineKeyService } from './machine-keys/machine-key.service.js';
import { ResolveService } from './machine-keys/resolve.service.js';
import { MembershipEnd } from './people/membership-end.js';
import { PersonController } from './people/person.controller.js';
import { PersonService } from './people/person.service.js';
import { StaffService } from './people/staff.service.js';
import { ProfileController } from './profiles/profile.controller.js';
import { ProfileService } from './profiles/profile.service.js';
import { SenderController } from './senders/sender.controller.js';
import { SenderService } from './senders/sender.service.js';
import { IdentityService } from './sessions/identity.service.js';
import { SessionController } from './sessions/session.controller.js';
import { SignInService } from './sessions/sign-in.service.js';
import { TerritoryController } from './territories/territory.controller.js';
import { TerritoryService } from './territories/territory.service.js';

@Module({
  controllers: [
    TerritoryController,
    FacilityController,
    PersonController,
    ContactController,
    SessionController,
    DutyController,
    ProfileController,
    SenderController,
    MachineKeyController,
    DeviceController,
  ],
  providers: [
    TerritoryService,
    FacilityService,
    PersonService,
    StaffService,
    MembershipEnd,
    ContactService,
    IdentityService,
    SignInService,
    DutyService,
    ProfileService,
    SenderService,
    MachineKeyService,
    ResolveService,
    DeviceService,
    IdempotencyExpiry,
  ],
})
export class DirectoryModule {
  static with(config: DirectoryConfig): DynamicModule {
    const { databaseUrl: url, databasePool: poolSize, relayPublicKey } = config;
    return {
      module: DirectoryModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'directory' }),
        MessagingModule.forService({ service: 'directory', nats: config }),
      ],
      providers: [{ provide: RELAY_REGION, useFactory: () => relayRegionOf(relayPublicKey) }],
    };
  }
}
