import { DataSource, type EntitySchema, type LoggerOptions, type MixedList } from 'typeorm';
import { schemaOf } from './scope.js';

export interface DataSourceConfig {
  /** postgresql://... of the service's login role. */
  url: string;
  /** Decides the schema (also the search path) and the application name. */
  service: string;
  /** Connections at most; 10 unless told. */
  poolSize?: number;
  logging?: LoggerOptions;
  /** Hears of an idle connection that broke. The pool makes a new one; nobody else notices. */
  onIdleError?: (error: Error) => void;
}

type EntityClass = new (...args: never[]) => unknown;

/** A statement, a wait for a lock, or a transaction left open that lasts longer is ended by the server. */
const LIMITS = { statement_timeout: '15s', lock_timeout: '8s', idle_in_transaction_session_timeout: '30s' };

/**
 * The service's connection to PostgreSQL: entities and unqualified names live in the service's own schema.
 * Migrations are not run here but by `runMigrations`, as the owner.
 */
export function createDataSource(
  config: DataSourceConfig,
  entities: MixedList<EntityClass | EntitySchema> = [],
): DataSource {
  const { url, service, poolSize = 10, logging = false, onIdleError = () => undefined } = config;
  const settings = { ...LIMITS, search_path: schemaOf(service) };
  return new DataSource({
    type: 'postgres',
    url,
    schema: schemaOf(service),
    applicationName: service,
    entities: entities as never,
    installExtensions: false,
    poolSize,
    connectTimeoutMS: 3_000,
    logging,
    poolErrorHandler: onIdleError,
    extra: {
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      keepAlive: true,
      idleTimeoutMillis: 60_000,
    },
  });
}
