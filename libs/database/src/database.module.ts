import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Health, Logger } from '#libs/platform';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { type DataSourceConfig, createDataSource } from './data-source.js';
import { Database } from './database.js';

/** Reports the database's health, and closes the pool when everything that uses it has stopped. */
@Injectable()
class DatabaseLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Health) private readonly health: Health,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.database.ping());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.dataSource.destroy();
  }
}

/** Gives every module of a service its Database. Needs PlatformModule. */
@Global()
@Module({})
export class DatabaseModule {
  static forService(
    config: DataSourceConfig,
    entities: MixedList<(new (...args: never[]) => unknown) | EntitySchema> = [],
  ): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          useFactory: (logger: Logger) => {
            const onIdleError = (err: Error): void => logger.warn({ err }, 'a database connection broke');
            return createDataSource({ onIdleError, ...config }, entities).initialize();
          },
          inject: [Logger],
        },
        {
          provide: Database,
          useFactory: (source: DataSource) => new Database(source, config.service),
          inject: [DataSource],
        },
        DatabaseLifecycle,
      ],
      exports: [Database],
    };
  }
}
