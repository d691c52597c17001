export { Clock, FixedClock, SystemClock } from './clock.js';
export { derivedId, newId } from './id.js';
export { newTraceId, traceIdFrom } from './trace.js';
export { ConfigError, loadConfig, variable, type ConfigOf, type Variable, type Variables } from './config.js';
export {
  Count,
  Flag,
  Port,
  databaseVariables,
  natsVariables,
  serviceVariables,
  themeVariable,
  identityVariables,
  type DatabaseConfig,
  type NatsConfig,
  type ServiceConfig,
  type IdentityConfig,
} from './settings.js';
export { imapAccess, imapVariables, type ImapAccess } from './imap.js';
export { Logger, createLogger, type LoggerOptions } from './logging.js';
export { Health, healthSubject, type HealthReport, type HealthState } from './health.js';
export { Metrics } from './metrics.js';
export { readTheme, type AgencyTheme } from './theme.js';
export { SERVICE } from './service-name.js';
export { PlatformModule } from './platform.module.js';
export { startService, type ServiceOptions } from './service.js';
export { Rounds, type RoundsOptions } from './rounds.js';
export { faultPoint, faultPoints, type FaultPoint } from './fault-point.js';
