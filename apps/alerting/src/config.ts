import {
  type ConfigOf,
  Flag,
  databaseVariables,
  identityVariables,
  natsVariables,
  serviceVariables,
  variable,
} from '#libs/platform';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const KEY_BYTES = 32;
const WebhookKey = z
  .base64url()
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((key) => key.length === KEY_BYTES);
const Range = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const commaListOf = <T>(item: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item).min(1));

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
  webhookKeys: variable(
    'VIGIE_WEBHOOK_KEYS',
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(WebhookKey).min(1)),
    'keys of 32 bytes in base64url, separated by commas: the first seals the secrets of webhooks, the others open what they sealed before',
  ),
  webhookAllowedRanges: variable(
    'VIGIE_WEBHOOK_ALLOWED_RANGES',
    commaListOf(Range).default([]),
    'inner addresses that webhooks may go to, such as 10.20.0.0/16,fd00:20::/48; without it public addresses only',
  ),
  webhookPorts: variable(
    'VIGIE_WEBHOOK_PORTS',
    commaListOf(z.coerce.number<string>().int().min(1).max(65535)).default([443, 8443]),
    'the ports that webhooks may go to, such as 443,8443',
  ),
  webhookAllowHttp: variable(
    'VIGIE_WEBHOOK_ALLOW_HTTP',
    Flag,
    '1 to send webhooks without encryption too, within a network of your own',
  ),
  webhookCaFile: variable(
    'VIGIE_WEBHOOK_CA_FILE',
    z
      .string()
      .transform((file) => readFileSync(file, 'utf8'))
      .optional(),
    'a PEM file with certificates that webhooks trust besides the public ones',
  ),
  webhookLogDays: variable(
    'VIGIE_WEBHOOK_LOG_DAYS',
    z.coerce.number().int().min(30).max(90).default(60),
    'the days, 30 to 90, for which it is kept what was sent to webhooks',
  ),
  webhookTimeout: variable(
    'VIGIE_WEBHOOK_TIMEOUT_SECONDS',
    z.coerce.number().min(1).max(15).default(12),
    'the seconds, 1 to 15, that a tool has to answer a webhook',
  ),
  publicUrl: variable('VIGIE_PUBLIC_URL', z.url({ protocol: /^https?$/ }), 'the address that people open in a browser'),
} as const;

export type AlertingConfig = ConfigOf<typeof alertingVariables>;
