import { z } from 'zod';
import { type ConfigOf, variable } from './config.js';

/** `1`, `true`, `yes` (any case) are true; `0`, `false`, `no` and absence are false. */
export const Flag = z
  .stringbool({ truthy: ['1', 'true', 'yes'], falsy: ['0', 'false', 'no'] })
  .optional()
  .default(false);

export const Port = z.coerce.number().int().min(0).max(65535);

export const Count = z.coerce.number().int().min(1);

/** What every service reads. */
export const serviceVariables = {
  healthHost: variable(
    'VIGIE_HEALTH_HOST',
    z.string().default('127.0.0.1'),
    'the address to listen on, such as 127.0.0.1',
  ),
  healthPort: variable('VIGIE_HEALTH_PORT', Port.default(0), 'a port from 0 to 65535 (0: any free one)'),
  logLevel: variable(
    'VIGIE_LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    'one of trace, debug, info, warn, error, fatal, silent',
  ),
  exitWithParent: variable(
    'VIGIE_EXIT_WITH_PARENT',
    Flag,
    '1 to stop when standard input or the parent’s channel closes',
  ),
} as const;

/** What a service with a database reads. */
export const databaseVariables = {
  databaseUrl: variable(
    'VIGIE_DATABASE_URL',
    z.url({ protocol: /^postgres(ql)?$/ }),
    'the address of the database for the login role of this service, postgresql://vigie_<service>:<password>@<host>:<port>/vigie',
  ),
  databasePool: variable(
    'VIGIE_DATABASE_POOL',
    Count.max(100).default(10),
    'the greatest number of connections, 1 to 100',
  ),
} as const;

/** What a process on NATS reads. */
export const natsVariables = {
  natsUrl: variable('VIGIE_NATS_URL', z.string().min(1), 'nats://<host>:<port>, several separated by commas'),
  natsUser: variable('VIGIE_NATS_USER', z.string().min(1), 'the NATS user of this service'),
  natsPassword: variable('VIGIE_NATS_PASSWORD', z.string().default(''), 'the password of the NATS user'),
} as const;

/** What a process that signs or verifies tokens reads. */
export const identityVariables = {
  identityPrivateKey: variable(
    'VIGIE_IDENTITY_PRIVATE_KEY',
    z.string().min(1),
    'the Ed25519 private key of this service (PKCS8 in DER, base64url)',
  ),
  identityPublicKeys: variable(
    'VIGIE_IDENTITY_PUBLIC_KEYS',
    z.string().min(1),
    'the public keys of all services, JSON: {"<service>": "<SPKI in DER, base64url>"}',
  ),
} as const;

/** The agency's name, logo, colours and emergency telephone, for who shows them. */
export const themeVariable = variable(
  'VIGIE_THEME_FILE',
  z.string().optional(),
  'a JSON file with name, logo, colours and emergency telephone of the agency',
);

export type ServiceConfig = ConfigOf<typeof serviceVariables>;
export type DatabaseConfig = ConfigOf<typeof databaseVariables>;
export type NatsConfig = ConfigOf<typeof natsVariables>;
export type IdentityConfig = ConfigOf<typeof identityVariables>;
