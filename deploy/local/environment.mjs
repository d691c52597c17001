import { loginRole } from './secrets.mjs';

/** @typedef {import('./secrets.mjs').Secrets} Secrets */
/**
 * Where everything is, as far as a service's environment needs it.
 *
 * @typedef {object} Stack
 * @property {string} dataDir
 * @property {string} secretsFile
 * @property {Secrets} secrets
 * @property {string} adminDatabaseUrl a superuser's
 * @property {string} natsUrl
 * @property {{ user: string, password: string }} [natsLogin] one for all services, on a NATS server of one's own
 * @property {string} smtpUrl
 * @property {string} mailFrom
 * @property {string} [redisUrl] keeps the mail jobs instead of PostgreSQL
 * @property {Record<string, string>} [imap] VIGIE_IMAP_...: the mailbox for declarations
 * @property {{ dir: string, host: string, port: number, url: string }} attachments where files are kept, and where the gateway hands them over
 * @property {Record<string, string>} [clamd] VIGIE_CLAMD...: the virus scanner
 * @property {string} [agencyPhone] VIGIE_AGENCY_PHONE: named in answers to mails
 * @property {Record<string, string>} [webhooks] VIGIE_WEBHOOK_...: where webhooks may go besides public addresses
 * @property {string} publicUrl what a browser opens
 * @property {string} region a name of the region that never changes
 * @property {string} [themeFile] name, logo, colours and emergency telephone of the agency
 * @property {string} httpHost
 * @property {number} httpPort
 * @property {string} [trustedProxies] addresses whose X-Forwarded-For is believed, separated by commas
 * @property {string} consoleDir the built console
 * @property {string} [databaseName] `vigie` unless told
 * @property {Record<string, string>} [limits] VIGIE_ATTACHMENT_...: how large and how many files may be
 * @property {string} [similarSeconds] seconds between two instants at which facilities are told how many are like them
 * @property {string} [logLevel]
 */

/** Connections per service; with the relay's and an operator's they stay within PostgreSQL's default of 100. */
const POOL = /** @type {Record<string, number>} */ ({
  gateway: 16,
  directory: 10,
  incident: 20,
  'asset-inventory': 10,
  alerting: 14,
});

/**
 * For services through which files go. The bytes of a file are outside V8's heap and live for an instant; a small nursery is emptied often
 * and lets go of them. With the usual one (16 MB and more) they count as pressure on the old heap, which is then collected a hundred times
 * for one large file, which took a third to a half of the time of an upload (`npm run bench -- upload`).
 */
const CARRIES_FILES = '--max-semi-space-size=2';

/**
 * @param {string} adminUrl
 * @param {string} role
 * @param {string} password
 * @param {string} database
 * @returns {string} the same server (and its parameters, such as sslmode), another user and database
 */
function urlFor(adminUrl, role, password, database) {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/**
 * @param {string} user
 * @param {Stack} stack
 * @returns {Record<string, string>}
 */
function natsEnvironmentOf(user, stack) {
  const login = stack.natsLogin ?? { user, password: String(stack.secrets.nats[user]) };
  return { VIGIE_NATS_URL: stack.natsUrl, VIGIE_NATS_USER: login.user, VIGIE_NATS_PASSWORD: login.password };
}

/**
 * @param {string} name
 * @param {Secrets} secrets
 * @returns {Record<string, string>}
 */
function identityEnvironment(name, secrets) {
  const publicKeys = Object.fromEntries(Object.entries(secrets.identity).map(([key, pair]) => [key, pair.publicKey]));
  return {
    VIGIE_IDENTITY_PRIVATE_KEY: String(secrets.identity[name]?.privateKey),
    VIGIE_IDENTITY_PUBLIC_KEYS: JSON.stringify(publicKeys),
  };
}

/**
 * The variables of one service: all that it gets to know, and no other service's secrets.
 *
 * @param {import('./secrets.mjs').Service} service
 * @param {Stack} stack
 * @returns {Record<string, string>}
 */
export function serviceEnvironment(service, stack) {
  const role = loginRole(service);
  const password = String(stack.secrets.database[role]);
  return {
    VIGIE_DATABASE_URL: urlFor(stack.adminDatabaseUrl, role, password, stack.databaseName ?? 'vigie'),
    VIGIE_DATABASE_POOL: String(POOL[service]),
    ...natsEnvironmentOf(service, stack),
    ...identityEnvironment(service, stack.secrets),
    VIGIE_HEALTH_PORT: '0',
    VIGIE_LOG_LEVEL: stack.logLevel ?? 'info',
    ...((service === 'gateway' || service === 'incident') && { NODE_OPTIONS: CARRIES_FILES }),
    ...(service === 'directory' && { VIGIE_RELAY_PUBLIC_KEY: stack.secrets.relay.publicKey }),
    ...(service === 'incident' && { VIGIE_RELAY_PRIVATE_KEY: stack.secrets.relay.privateKey }),
    ...(service === 'gateway' && {
      VIGIE_HTTP_HOST: stack.httpHost,
      VIGIE_HTTP_PORT: String(stack.httpPort),
      VIGIE_PUBLIC_URL: stack.publicUrl,
      VIGIE_CONSOLE_DIR: stack.consoleDir,
      VIGIE_ATTACHMENTS_URL: stack.attachments.url,
      ...(stack.trustedProxies && { VIGIE_TRUSTED_PROXIES: stack.trustedProxies }),
    }),
    ...(service === 'incident' && {
      VIGIE_PUBLIC_URL: stack.publicUrl,
      VIGIE_REGION: stack.region,
      VIGIE_PAPER_KEYS: stack.secrets.paper.join(','),
      VIGIE_ATTACHMENTS_DIR: stack.attachments.dir,
      VIGIE_ATTACHMENT_KEYS: stack.secrets.attachments.join(','),
      VIGIE_ATTACHMENTS_HOST: stack.attachments.host,
      VIGIE_ATTACHMENTS_PORT: String(stack.attachments.port),
      ...stack.clamd,
      ...stack.limits,
    }),
    ...(stack.themeFile && (service === 'gateway' || service === 'incident') && { VIGIE_THEME_FILE: stack.themeFile }),
    ...(service === 'incident' && stack.imap),
    ...(service === 'incident' && stack.similarSeconds && { VIGIE_SIMILAR_SECONDS: stack.similarSeconds }),
    ...(service === 'alerting' && {
      VIGIE_SMTP_URL: stack.smtpUrl,
      VIGIE_MAIL_FROM: stack.mailFrom,
      VIGIE_PUBLIC_URL: stack.publicUrl,
      VIGIE_WEBHOOK_KEYS: stack.secrets.webhook.join(','),
      ...stack.webhooks,
      ...(stack.redisUrl && { VIGIE_REDIS_URL: stack.redisUrl }),
      ...(stack.agencyPhone && { VIGIE_AGENCY_PHONE: stack.agencyPhone }),
    }),
  };
}

/**
 * The variables of `vigie` (migrate, seed, doctor, dead-letters) for who runs the platform.
 *
 * @param {Pick<Stack, 'dataDir' | 'secretsFile' | 'secrets' | 'adminDatabaseUrl' | 'natsUrl' | 'natsLogin' | 'databaseName' | 'logLevel'> & Partial<Stack>} stack
 * @returns {Record<string, string>}
 */
export function adminEnvironment(stack) {
  return {
    VIGIE_DATA: stack.dataDir,
    VIGIE_SECRETS_FILE: stack.secretsFile,
    VIGIE_ADMIN_DATABASE_URL: stack.adminDatabaseUrl,
    VIGIE_DATABASE_NAME: stack.databaseName ?? 'vigie',
    ...natsEnvironmentOf('cli', /** @type {Stack} */ (stack)),
    ...identityEnvironment('cli', stack.secrets),
    VIGIE_LOG_LEVEL: stack.logLevel ?? 'info',
    ...(stack.publicUrl && { VIGIE_PUBLIC_URL: stack.publicUrl }),
    ...(stack.smtpUrl && { VIGIE_SMTP_URL: stack.smtpUrl }),
    ...(stack.redisUrl && { VIGIE_REDIS_URL: stack.redisUrl }),
    ...(stack.attachments && { VIGIE_ATTACHMENTS_DIR: stack.attachments.dir }),
    ...stack.imap,
  };
}
