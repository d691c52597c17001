// Writes one environment file per service, for compose (env_file) and for systemd (EnvironmentFile), with secrets made once.
//
//   node deploy/environment-files.mjs --compose --smtp URL --public-url URL --mail-from ADDRESS
//   node deploy/environment-files.mjs --out /etc/vigie --postgres URL --nats URL --smtp URL --public-url URL --mail-from ADDRESS
//
// Further: --region NAME (it stands on every paper form and never changes; the public URL's host unless told), --theme FILE (name, logo,
// colours and emergency telephone of the agency), --redis URL, --trusted-proxies ADDRESS,ADDRESS, --imap URL (the mailbox for declarations),
// --imap-ca-file PATH, --agency-phone NUMBER (named in answers to mails), --webhook-ranges CIDR,CIDR (inner addresses that webhooks may go to),
// --webhook-ports PORT,PORT, --webhook-ca-file PATH, --webhook-http (also without encryption), --clamd ADDRESS (the virus scanner's socket or
// host:port; Debian's, or the one of compose.yaml, unless told), --attachments FOLDER (where files are kept), and --rotate for new secrets in
// the place of the old ones.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePrivate } from './local/data.mjs';
import { adminEnvironment, serviceEnvironment } from './local/environment.mjs';
import { SetupError, describeError } from './local/errors.mjs';
import { SERVICES, keepSecrets } from './local/secrets.mjs';

/** The default network of compose.yaml: from this address of it comes what the host's proxy sends to a published port. */
export const COMPOSE_GATEWAY = '172.30.97.1';

/** Where the gateway hands files over to the incident service. */
const BYTES_PORT = 9470;

/** Where /health and /metrics are: on one machine each service has a port of its own, in its container the first one. */
const FIRST_HEALTH_PORT = 9471;

/**
 * The files' contents by name.
 *
 * @param {import('./local/environment.mjs').Stack} stack
 * @param {{ host: string, port: string, store: string }} nats where nats-server listens and keeps its store
 * @param {{ host: string, apart: boolean }} health where the services answer /health; apart: each in a container of its own
 * @returns {Record<string, string>}
 */
export function environmentFiles(stack, nats, health) {
  const password = decodeURIComponent(new URL(stack.adminDatabaseUrl).password);
  const natsPasswords = Object.entries(stack.secrets.nats).map(([user, secret]) => [
    `VIGIE_NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`,
    secret,
  ]);
  /** @type {Record<string, Record<string, string>>} */
  const files = {
    cli: { ...adminEnvironment(stack), VIGIE_NATS_STORE: nats.store },
    postgres: { POSTGRES_PASSWORD: password },
    nats: {
      VIGIE_NATS_HOST: nats.host,
      VIGIE_NATS_PORT: nats.port,
      VIGIE_NATS_STORE: nats.store,
      ...Object.fromEntries(natsPasswords),
    },
  };
  for (const [index, service] of SERVICES.entries()) {
    files[service] = {
      ...serviceEnvironment(service, stack),
      VIGIE_HEALTH_HOST: health.host,
      VIGIE_HEALTH_PORT: String(FIRST_HEALTH_PORT + (health.apart ? 0 : index)),
    };
  }
  return Object.fromEntries(Object.entries(files).map(([name, variables]) => [`${name}.env`, linesOf(variables)]));
}

/** What compose, systemd and Node all read as it stands; anything else is quoted. */
const PLAIN = /^[\w./:@,+%=-]*$/;

/** @param {Record<string, string>} variables */
function linesOf(variables) {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (/['\r\n]/.test(value)) {
      throw new SetupError(`${name} may hold neither an apostrophe nor a line break (in an address write %27).`);
    }
    return `${name}=${PLAIN.test(value) ? value : `'${value}'`}\n`;
  });
  return lines.join('');
}

/** What only the person who installs knows; a default would be found out when the first mail does not arrive. */
const NEEDED = /** @type {const} */ ({
  smtp: '--smtp URL of the mail relay, such as smtp://user:password@mail.agency.example:587',
  'public-url': '--public-url URL that people open in their browser, such as https://vigie.agency.example',
  'mail-from': "--mail-from SENDER of the platform's mails, such as vigie@agency.example",
});

async function main() {
  const { values } = parseArgs({
    options: {
      compose: { type: 'boolean', default: false },
      rotate: { type: 'boolean', default: false },
      out: { type: 'string' },
      postgres: { type: 'string' },
      nats: { type: 'string', default: 'nats://127.0.0.1:4222' },
      smtp: { type: 'string' },
      redis: { type: 'string' },
      'trusted-proxies': { type: 'string' },
      imap: { type: 'string' },
      'imap-ca-file': { type: 'string' },
      'agency-phone': { type: 'string' },
      'webhook-ranges': { type: 'string' },
      'webhook-ports': { type: 'string' },
      'webhook-ca-file': { type: 'string' },
      'webhook-http': { type: 'boolean' },
      clamd: { type: 'string' },
      attachments: { type: 'string' },
      'public-url': { type: 'string' },
      'mail-from': { type: 'string' },
      region: { type: 'string' },
      theme: { type: 'string' },
    },
  });
  const { compose } = values;
  if (!compose && (values.out === undefined || values.postgres === undefined)) {
    throw new SetupError('Give --compose, or --out FOLDER and --postgres URL (a superuser of the server).');
  }
  for (const [name, what] of Object.entries(NEEDED)) {
    if (!values[/** @type {keyof typeof NEEDED} */ (name)]) throw new SetupError(`Give ${what}.`);
  }
  if (compose && /^(localhost|127\.|\[::1\])/.test(new URL(String(values.smtp)).hostname)) {
    throw new SetupError(
      'With --compose give --smtp the address of a relay that a container can reach: 127.0.0.1 is the container itself.',
    );
  }
  const here = fileURLToPath(new URL('.', import.meta.url));
  const folder = resolve(compose ? join(here, 'env') : String(values.out));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secrets = await keepSecrets(join(folder, 'secrets.json'), { rotate: values.rotate });
  const files = environmentFiles(
    {
      dataDir: compose ? '/tmp' : '/var/lib/vigie',
      secretsFile: compose ? '/etc/vigie/secrets.json' : join(folder, 'secrets.json'),
      secrets,
      adminDatabaseUrl: compose
        ? `postgres://postgres:${secrets.superuser}@postgres:5432/postgres`
        : String(values.postgres),
      natsUrl: compose ? 'nats://nats:4222' : values.nats,
      smtpUrl: String(values.smtp),
      mailFrom: String(values['mail-from']),
      ...(values.redis && { redisUrl: values.redis }),
      ...(values.imap && {
        imap: {
          VIGIE_IMAP_URL: values.imap,
          ...(values['imap-ca-file'] && { VIGIE_IMAP_CA_FILE: values['imap-ca-file'] }),
        },
      }),
      attachments: {
        dir: values.attachments ?? '/var/lib/vigie/attachments',
        host: compose ? '0.0.0.0' : '127.0.0.1',
        port: BYTES_PORT,
        url: `http://${compose ? 'incident' : '127.0.0.1'}:${BYTES_PORT}`,
      },
      clamd: {
        VIGIE_CLAMD: values.clamd ?? (compose ? 'clamav:3310' : '/run/clamav/clamd.ctl'),
        ...(!compose && { VIGIE_CLAMD_DATABASE: '/var/lib/clamav' }),
      },
      ...(values['agency-phone'] && { agencyPhone: values['agency-phone'] }),
      webhooks: {
        ...(values['webhook-ranges'] && { VIGIE_WEBHOOK_ALLOWED_RANGES: values['webhook-ranges'] }),
        ...(values['webhook-ports'] && { VIGIE_WEBHOOK_PORTS: values['webhook-ports'] }),
        ...(values['webhook-ca-file'] && { VIGIE_WEBHOOK_CA_FILE: values['webhook-ca-file'] }),
        ...(values['webhook-http'] && { VIGIE_WEBHOOK_ALLOW_HTTP: '1' }),
      },
      publicUrl: String(values['public-url']),
      region: values.region ?? new URL(String(values['public-url'])).hostname,
      ...(values.theme && { themeFile: values.theme }),
      httpHost: compose ? '0.0.0.0' : '127.0.0.1',
      httpPort: 8080,
      trustedProxies: values['trusted-proxies'] ?? (compose ? COMPOSE_GATEWAY : '127.0.0.1,::1'),
      consoleDir: '/opt/vigie/dist/apps/console',
    },
    compose
      ? { host: '0.0.0.0', port: '4222', store: '/data' }
      : { host: '127.0.0.1', port: '4222', store: '/var/lib/vigie-nats' },
    { host: compose ? '0.0.0.0' : '127.0.0.1', apart: compose },
  );
  for (const [name, content] of Object.entries(files)) await writePrivate(join(folder, name), content);
  console.log(`Wrote ${Object.keys(files).length} files to ${folder}. They hold secrets: keep them there.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
}
