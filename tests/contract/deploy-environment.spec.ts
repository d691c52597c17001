import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { SERVICES, keepSecrets } from '../../deploy/local/secrets.mjs';
import { ROOT, scratch } from './deploy/scratch.js';
import { files, secrets, stack, valueIn } from './deploy/stack.js';

/** As an operator types it. */
async function write(...args: string[]): Promise<{ folder: string; complaint: string }> {
  const folder = mkdtempSync(join(scratch, 'out-'));
  const where = args.includes('--compose') ? args : ['--out', folder, ...args];
  const run = promisify(execFile)(process.execPath, [join(ROOT, 'deploy/environment-files.mjs'), ...where]);
  const complaint = await run.then(
    () => '',
    (error: { stderr: string }) => error.stderr,
  );
  return { folder, complaint };
}
const PLACE = ['--public-url', 'https://vigie.agence.example', '--mail-from', 'Vigie <vigie@agence.example>'];
const SYSTEMD = [
  '--postgres',
  'postgres://postgres:x@127.0.0.1/postgres',
  '--smtp',
  'smtp://u:a$b%27@mail:25',
  ...PLACE,
];

describe('environment-files.mjs', () => {
  it('has the gateway believe the proxy on the same machine, and no other', async () => {
    const { folder, complaint } = await write(...SYSTEMD);
    expect(complaint).toBe('');
    const gateway = readFileSync(join(folder, 'gateway.env'), 'utf8');
    expect(valueIn(gateway, 'VIGIE_TRUSTED_PROXIES')).toBe('127.0.0.1,::1');
    expect(statSync(join(folder, 'gateway.env')).mode & 0o777).toBe(0o600);
  });

  it('gives every service a health port of its own on loopback', async () => {
    const { folder } = await write(...SYSTEMD);
    const places = SERVICES.map((service) => parseEnv(readFileSync(join(folder, `${service}.env`), 'utf8')));
    expect(new Set(places.map((place) => place['VIGIE_HEALTH_PORT'])).size).toBe(SERVICES.length);
    expect(new Set(places.map((place) => place['VIGIE_HEALTH_HOST']))).toEqual(new Set(['127.0.0.1']));
  });

  it('quotes what compose would otherwise read as a variable', async () => {
    const { folder } = await write(...SYSTEMD);
    const text = readFileSync(join(folder, 'alerting.env'), 'utf8');
    expect(text).toContain("VIGIE_SMTP_URL='smtp://u:a$b%27@mail:25'\n");
    expect(valueIn(text, 'VIGIE_MAIL_FROM')).toBe('Vigie <vigie@agence.example>');
  });

  it('gives the mailbox to who reads it and to the doctor, and to nobody else', async () => {
    const mailbox = [
      '--imap',
      'imaps://declarations:s$cret@mail.agence.example/INBOX',
      '--agency-phone',
      '+596 596 00 00 00',
    ];
    const { folder, complaint } = await write(...SYSTEMD, ...mailbox);
    expect(complaint).toBe('');
    const read = (name: string) => readFileSync(join(folder, `${name}.env`), 'utf8');
    const told = [...SERVICES, 'cli'].filter((name) => read(name).includes('VIGIE_IMAP_URL='));
    expect(told.sort()).toEqual(['cli', 'incident']);
    expect(valueIn(read('incident'), 'VIGIE_IMAP_URL')).toBe(mailbox[1]);
    expect(valueIn(read('alerting'), 'VIGIE_AGENCY_PHONE')).toBe(mailbox[3]);
  });

  it.each([
    ['no mail relay', ['--compose', ...PLACE], /^Give --smtp URL/],
    [
      'the container itself as the relay',
      ['--compose', '--smtp', 'smtp://127.0.0.1:25', ...PLACE],
      /container itself\.$/,
    ],
    ['no address for people', [...SYSTEMD.slice(0, 4), '--mail-from', 'a@b.example'], /^Give --public-url URL/],
    ['no sender', [...SYSTEMD.slice(0, 6)], /^Give --mail-from SENDER/],
    ['no database', PLACE, /^Give --compose, or --out FOLDER and --postgres URL/],
    [
      'an apostrophe',
      [...SYSTEMD.slice(0, 6), '--mail-from', "l'agence <a@b.example>"],
      /^VIGIE_MAIL_FROM may hold neither/,
    ],
  ])('refuses %s in one sentence', async (_, args, sentence) => {
    const { complaint } = await write(...args);
    expect(complaint.trim()).toMatch(sentence);
    expect(complaint.trim().split('\n')).toHaveLength(1);
  });

  it('keeps the secrets, and makes new ones when asked, but for the superuser’s password', async () => {
    const file = join(scratch, 'rotated.json');
    const first = await keepSecrets(file);
    expect(await keepSecrets(file)).toEqual(first);
    const { superuser, paper, webhook, attachments, ...rotated } = await keepSecrets(file, { rotate: true });
    expect(superuser).toBe(first.superuser);
    // Forms that lie in crisis binders stay valid; new ones get a new key.
    expect(paper).toEqual([expect.any(String), ...first.paper]);
    expect(paper[0]).not.toBe(first.paper[0]);
    // What the old one sealed can be opened, and is sealed anew.
    expect(webhook).toEqual([expect.any(String), ...first.webhook]);
    // Files stay readable until their keys are wrapped anew.
    expect(attachments).toEqual([expect.any(String), ...first.attachments]);
    expect(attachments[0]).not.toBe(first.attachments[0]);
    const leaves = (part: object): string[] =>
      Object.values(part).flatMap((v) => (typeof v === 'string' ? [v] : leaves(v as object)));
    const before = new Set(leaves(first));
    expect(leaves(rotated).filter((secret) => before.has(secret))).toEqual([]);
  });
});

describe('environment files', () => {
  it('give the key of paper forms to the incident service alone, with the region and the address that stand in their code', () => {
    expect(valueIn(files['incident.env'], 'VIGIE_PAPER_KEYS')).toBe(secrets.paper.join(','));
    expect(valueIn(files['incident.env'], 'VIGIE_REGION')).toBe(stack.region);
    expect(valueIn(files['incident.env'], 'VIGIE_PUBLIC_URL')).toBe(stack.publicUrl);
    const others = Object.entries(files).filter(([name]) => name !== 'incident.env');
    for (const [name, text] of others) expect([name, text.includes(secrets.paper[0] ?? '')]).toEqual([name, false]);
  });

  const sources = ['apps/**/*.ts', 'libs/**/*.ts', 'deploy/nats/nats.conf'].flatMap((pattern) =>
    globSync(pattern, { cwd: ROOT }),
  );
  const code = sources.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const variables = new Set(
    Object.values(files).flatMap((text) => [...text.matchAll(/^(VIGIE_\w+)=/gm)].map(([, name]) => name ?? '')),
  );

  it.each([...variables])('%s is read somewhere', (name) => {
    expect({ name, read: new RegExp(`\\b${name}\\b`).test(code) }).toEqual({ name, read: true });
  });
});
