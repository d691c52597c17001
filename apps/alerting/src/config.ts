import {
  type ConfigOf,
  databaseVariables,
  identityVariables,
  natsVariables,
  serviceVariables,
  variable,
} from '#libs/platform';
import { z } from 'zod';

export const alertingVariables = {
  ...serviceVariables,
  ...databaseVariables,
  ...natsVariables,
  ...identityVariables,
  smtpUrl: variable(
    'VIGIE_SMTP_URL',
    z.url({ protocol: /^smtps?$/ }),
    'the mail server, smtp://<user>:<password>@<host>:<port> (smtps:// for TLS from the start)',
  ),
  mailFrom: variable(
    'VIGIE_MAIL_FROM',
    z.string().regex(/^(?:[^<>\r\n]*<)?[^<>@\s]+@[^<>@\s]+>?$/),
    'the sender of the platform’s mails, such as Vigie <vigie@agence.example>',
  ),
  redisUrl: variable(
    'VIGIE_REDIS_URL',
    z.url({ protocol: /^rediss?$/ }).optional(),
    'the Redis or Valkey that keeps the mail jobs instead of PostgreSQL, redis://<user>:<password>@<host>:<port>/<number>',
  ),
  agencyPhone: variable(
    'VIGIE_AGENCY_PHONE',
    z.string().max(40).optional(),
    'the telephone number that answers to mails name, such as +596 596 00 00 00',
  ),
  publicUrl: variable('VIGIE_PUBLIC_URL', z.url({ protocol: /^https?$/ }), 'the address that people open in a browser'),
} as const;

export type AlertingConfig = ConfigOf<typeof alertingVariables>;
