import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { environmentFiles } from '../../../deploy/environment-files.mjs';
import { keepSecrets } from '../../../deploy/local/secrets.mjs';
import { ROOT, scratch } from './scratch.js';

export const secrets = await keepSecrets(join(scratch, 'secrets.json'));
export const stack = {
  dataDir: '/var/lib/vigie',
  secretsFile: '/etc/vigie/secrets.json',
  secrets,
  adminDatabaseUrl: 'postgres://postgres:secret@postgres:5432/postgres',
  natsUrl: 'nats://nats:4222',
  smtpUrl: 'smtp://mail:25',
  mailFrom: 'vigie@agence.example',
  imap: { VIGIE_IMAP_URL: 'imaps://box:secret@mail/INBOX', VIGIE_IMAP_CA_FILE: '/etc/vigie/ca.pem' },
  attachments: { dir: '/var/lib/vigie/attachments', host: '0.0.0.0', port: 9470, url: 'http://incident:9470' },
  clamd: { VIGIE_CLAMD: 'clamav:3310', VIGIE_CLAMD_DATABASE: '/var/lib/clamav' },
  agencyPhone: '+596 596 00 00 00',
  publicUrl: 'https://vigie.agence.example',
  region: 'martinique',
  httpHost: '0.0.0.0',
  httpPort: 8080,
  consoleDir: '/opt/vigie/dist/apps/console',
};
/** What `environment-files.mjs` writes for it. */
export const files = environmentFiles(
  stack,
  { host: '0.0.0.0', port: '4222', store: '/data' },
  { host: '0.0.0.0', apart: true },
);
export const valueIn = (text = '', name: string): string => parseEnv(text)[name] ?? '';

/** `dist/apps/x/src/main.js` is built from `apps/x/src/main.ts`. */
export const sourceOf = (built: string) => join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
