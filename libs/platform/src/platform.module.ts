import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Health, HealthController, SERVICE } from './health.js';
import { Logger } from './logging.js';

/** Gives every module of a process its Clock, Logger and Health. `startService` imports it; tests give their own clock. */
@Global()
@Module({})
export class PlatformModule {
  static forService(options: { service: string; logger: Logger; clock?: Clock }): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: SERVICE, useValue: options.service },
        { provide: Logger, useValue: options.logger },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        Health,
      ],
      exports: [SERVICE, Logger, Clock, Health],
    };
  }
}
