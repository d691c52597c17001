import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  type INestApplicationContext,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { Database } from '#libs/database';
import { Clock, Health, Logger, Metrics, type NatsConfig, healthSubject } from '#libs/platform';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { CommandClient } from './commands/command-client.js';
import { CommandServer, type CommandServerOptions } from './commands/command-server.js';
import { DeliveryAlarm } from './delivery-alarm.js';
import { EventServer, type EventServerOptions } from './events/event-server.js';
import { Doorbell } from './nats/doorbell.js';
import { NatsLink, connectNats } from './nats/link.js';
import { Outbox } from './outbox/outbox.js';
import { Relay } from './relay/relay.js';
import { Upkeep } from './relay/upkeep.js';

export interface MessagingOptions {
  service: ServiceName;
  nats: NatsConfig;
}

const MESSAGING_SERVICE = Symbol('messaging service');

/** Starts the relay when the service is complete, and lets it and the connection end when nothing speaks any more. */
@Injectable()
class MessagingLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(NatsLink) private readonly link: NatsLink,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(Upkeep) private readonly upkeep: Upkeep,
    @Inject(Health) private readonly health: Health,
    @Inject(MESSAGING_SERVICE) private readonly service: string,
  ) {}

  onApplicationBootstrap(): void {
    this.health.register('nats', async () => {
      if (!this.link.connected) throw new Error('NATS is away');
      await this.link.connection.flush();
    });
    this.link.connection.subscribe(healthSubject(this.service), {
      callback: (error, message) => {
        if (!error) void this.health.report().then((report) => message.respond(JSON.stringify(report)));
      },
    });
    this.relay.start();
    this.upkeep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.upkeep.stop();
    await this.relay.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.link.close();
  }
}

/** Gives every module of a service its Outbox, CommandClient, Doorbell and NatsLink. Needs PlatformModule and DatabaseModule. */
@Global()
@Module({})
export class MessagingModule {
  static forService({ service, nats }: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      providers: [
        { provide: MESSAGING_SERVICE, useValue: service },
        {
          provide: NatsLink,
          useFactory: (logger: Logger) =>
            connectNats({ url: nats.natsUrl, user: nats.natsUser, password: nats.natsPassword, service, logger }),
          inject: [Logger],
        },
        {
          provide: Relay,
          useFactory: (database: Database, link: NatsLink, clock: Clock, logger: Logger) =>
            new Relay({ service, database, link, clock, logger }),
          inject: [Database, NatsLink, Clock, Logger],
        },
        {
          provide: Upkeep,
          useFactory: (database: Database, clock: Clock, logger: Logger, alarm: DeliveryAlarm) =>
            new Upkeep({ service, database, clock, logger, onAges: (ages) => alarm.note(ages) }),
          inject: [Database, Clock, Logger, DeliveryAlarm],
        },
        {
          provide: DeliveryAlarm,
          useFactory: (health: Health, metrics: Metrics) => new DeliveryAlarm(health, metrics),
          inject: [Health, Metrics],
        },
        {
          provide: Outbox,
          useFactory: (clock: Clock, relay: Relay) => new Outbox(service, clock, relay),
          inject: [Clock, Relay],
        },
        {
          provide: CommandClient,
          useFactory: (link: NatsLink) => new CommandClient(link, service),
          inject: [NatsLink],
        },
        {
          provide: Doorbell,
          useFactory: (link: NatsLink, logger: Logger) => new Doorbell(link, logger),
          inject: [NatsLink, Logger],
        },
        MessagingLifecycle,
      ],
      exports: [NatsLink, Outbox, CommandClient, Doorbell, Relay],
    };
  }
}

export interface StrategyOptions
  extends
    Pick<CommandServerOptions, 'service' | 'verifier' | 'onDenied'>,
    Pick<EventServerOptions, 'lanes' | 'batch'> {}

/** How a service listens on NATS, for `startService`: it answers its commands, and hears the events that the contract gives it. */
export function messagingStrategies(app: INestApplicationContext, options: StrategyOptions): CustomTransportStrategy[] {
  const link = app.get(NatsLink);
  const logger = app.get<Logger>(Logger);
  const { service, verifier, onDenied, lanes, batch } = options;
  return [
    new CommandServer({ service, link, verifier, logger, onDenied }),
    new EventServer({ service, database: app.get(Database), link, clock: app.get<Clock>(Clock), logger, lanes, batch }),
  ];
}
