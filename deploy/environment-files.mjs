// Writes one environment file per service, for compose (env_file) and for systemd (EnvironmentFile), with secrets made once.
//
//   node deploy/environment-files.mjs --compose
//   node deploy/environment-files.mjs --out /etc/vigie --postgres URL --nats URL --smtp URL --public-url URL --mail-from ADDRESS
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePrivate } from './local/data.mjs';
import { adminEnvironment, serviceEnvironment } from './local/environment.mjs';
import { SERVICES, keepSecrets } from './local/secrets.mjs';

/**
 * The files' contents by name.
 *
 * @param {import('./local/environment.mjs').Stack} stack
 * @param {{ host: string, port: string, store: string }} nats where nats-server listens and keeps its store
 * @param {string} healthPort where each service answers /health
 * @returns {Record<string, string>}
 */
export function environmentFiles(stack, nats, healthPort) {
  const password = decodeURIComponent(new URL(stack.adminDatabaseUrl).password);
  const natsPasswords = Object.entries(stack.secrets.nats).map(([user, secret]) => [
    `VIGIE_NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`,
    secret,
  ]);
  /** @type {Record<string, Record<string, string>>} */
  const files = {
    cli: adminEnvironment(stack),
    postgres: { POSTGRES_PASSWORD: password },
    nats: {
      VIGIE_NATS_HOST: nats.host,
      VIGIE_NATS_PORT: nats.port,
      VIGIE_NATS_STORE: nats.store,
      ...Object.fromEntries(natsPasswords),
    },
  };
  for (const service of SERVICES)
    files[service] = { ...serviceEnvironment(service, stack), VIGIE_HEALTH_PORT: healthPort };
  return Object.fromEntries(Object.entries(files).map(([name, variables]) => [`${name}.env`, linesOf(variables)]));
}

/** @param {Record<string, string>} variables */
const linesOf = (variables) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

async function main() {
  const { values } = parseArgs({
    options: {
      compose: { type: 'boolean', default: false },
      out: { type: 'string' },
      postgres: { type: 'string' },
      nats: { type: 'string', default: 'nats://127.0.0.1:4222' },
      smtp: { type: 'string', default: 'smtp://127.0.0.1:25' },
      'public-url': { type: 'string', default: 'http://127.0.0.1:8080' },
      'mail-from': { type: 'string', default: 'vigie@localhost' },
    },
  });
  const here = fileURLToPath(new URL('.', import.meta.url));
  const folder = resolve(values.compose ? join(here, 'env') : (values.out ?? ''));
  if (!values.compose && (values.out === undefined || values.postgres === undefined)) {
    throw new Error('Give --compose, or --out FOLDER and --postgres URL (a superuser of the server).');
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secrets = await keepSecrets(join(folder, 'secrets.json'));
  const admin = values.compose
    ? `postgres://postgres:${secrets.database['vigie_owner']}@postgres:5432/postgres`
    : String(values.postgres);
  const files = environmentFiles(
    {
      dataDir: values.compose ? '/tmp' : '/var/lib/vigie',
      secretsFile: values.compose ? '/etc/vigie/secrets.json' : join(folder, 'secrets.json'),
      secrets,
      adminDatabaseUrl: admin,
      natsUrl: values.compose ? 'nats://nats:4222' : values.nats,
      smtpUrl: values.smtp,
      mailFrom: values['mail-from'],
      publicUrl: values['public-url'],
      httpHost: values.compose ? '0.0.0.0' : '127.0.0.1',
      httpPort: 8080,
      consoleDir: '/opt/vigie/dist/apps/console',
    },
    values.compose
      ? { host: '0.0.0.0', port: '4222', store: '/data' }
      : { host: '127.0.0.1', port: '4222', store: '/var/lib/vigie-nats' },
    '0',
  );
  for (const [name, content] of Object.entries(files)) await writePrivate(join(folder, name), content);
  console.log(`Wrote ${Object.keys(files).length} files to ${folder}. They hold secrets: keep them there.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
