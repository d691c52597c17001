import {
  type ConfigOf,
  Flag,
  Port,
  databaseVariables,
  identityVariables,
  natsVariables,
  serviceVariables,
  themeVariable,
  variable,
} from '#libs/platform';
import { z } from 'zod';

const gatewayVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  httpHost: variable('VIGIE_HTTP_HOST', z.string().default('127.0.0.1'), 'the address to listen on, such as 127.0.0.1'),
  httpPort: variable('VIGIE_HTTP_PORT', Port.default(8080), 'a port from 0 to 65535 (0: any free one)'),
  publicUrl: variable(
    'VIGIE_PUBLIC_URL',
    z.url({ protocol: /^https?$/ }).transform((text) => new URL(text)),
    'the address that people open in a browser, such as https://vigie.agency.example',
  ),
  consoleDir: variable('VIGIE_CONSOLE_DIR', z.string().min(1), 'the folder of the built console'),
  themeFile: themeVariable,
  trustedProxies: variable(
    'VIGIE_TRUSTED_PROXIES',
    z
      .string()
      .optional()
      .transform((text) => text?.split(',').map((address) => address.trim())),
    'addresses of the reverse proxies whose X-Forwarded-For is believed, separated by commas',
  ),
  checkAnswers: variable(
    'VIGIE_CHECK_ANSWERS',
    Flag,
    '1 to hold every answer of a service against the contract, in development and tests',
  ),
  attachmentsUrl: variable(
    'VIGIE_ATTACHMENTS_URL',
    z.url({ protocol: /^http$/ }).optional(),
    'where the incident service takes and gives files, such as http://127.0.0.1:8474',
  ),
  sessionHours: variable(
    'VIGIE_SESSION_HOURS',
    z.coerce.number().positive().max(168).default(12),
    'how many hours a session lasts, at most 168',
  ),
} as const;

/** What the gateway reads from its environment. */
export type GatewayConfig = ConfigOf<typeof gatewayVariables>;
export { gatewayVariables };

/** Injected under this token. */
export const CONFIG = Symbol('gateway config');
