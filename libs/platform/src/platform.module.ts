import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Health, HealthController } from './health.js';
import { Logger } from './logging.js';
import { Metrics, MetricsController } from './metrics.js';
import { SERVICE } from './service-name.js';

export interface PlatformOptions {
  service: string;
  logger: Logger;
  clock?: Clock;
  /** Whether everybody can reach the application: then it does not serve /metrics. */
  isPublic?: boolean;
}

/** Gives every module of a process its Clock, Logger, Health and Metrics. `startService` imports it; tests give their own clock. */
@Global()
@Module({})
export class PlatformModule {
  static forService(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController, ...(options.isPublic ? [] : [MetricsController])],
      providers: [
        { provide: SERVICE, useValue: options.service },
        { provide: Logger, useValue: options.logger },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        Health,
        Metrics,
      ],
      exports: [SERVICE, Logger, Clock, Health, Metrics],
    };
  }
}
