import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environmentFiles } from '../../deploy/environment-files.mjs';
import { chooseDataFolder } from '../../deploy/local/data.mjs';
import { findNats } from '../../deploy/local/nats.mjs';
import { SERVICES, keepSecrets } from '../../deploy/local/secrets.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'vigie-deploy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface ComposeService {
  command: string[];
  env_file: string[];
  volumes?: string[];
  ports?: string[];
  build?: { context: string; dockerfile: string };
  depends_on?: Record<string, unknown>;
}
const compose = parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
  volumes: Record<string, null>;
};

const secrets = await keepSecrets(join(scratch, 'secrets.json'));
const stack = {
  dataDir: '/var/lib/vigie',
  secretsFile: '/etc/vigie/secrets.json',
  secrets,
  adminDatabaseUrl: 'postgres://postgres:secret@postgres:5432/postgres',
  natsUrl: 'nats://nats:4222',
  smtpUrl: 'smtp://mail:25',
  mailFrom: 'vigie@agence.example',
  publicUrl: 'https://vigie.agence.example',
  httpHost: '0.0.0.0',
  httpPort: 8080,
  consoleDir: '/opt/vigie/dist/apps/console',
};
const files = environmentFiles(stack, { host: '0.0.0.0', port: '4222', store: '/data' }, '0');

/** `dist/apps/x/src/main.js` is built from `apps/x/src/main.ts`. */
const sourceOf = (built: string) => join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

describe('compose.yaml', () => {
  it('runs every service', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([...SERVICES, 'postgres', 'nats', 'migrate']));
  });

  it.each(Object.entries(compose.services))('%s: every path, file and dependency exists', (_, service) => {
    for (const part of service.command.filter((word) => word.startsWith('dist/')))
      expect(existsSync(sourceOf(part))).toBe(true);
    for (const file of service.env_file) expect(Object.keys(files)).toContain(file.replace(/^env\//, ''));
    for (const volume of service.volumes ?? []) {
      const [from = ''] = volume.split(':');
      if (from === './env/secrets.json') continue;
      if (from.startsWith('./')) expect(existsSync(join(ROOT, 'deploy', from))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
    if (service.build) expect(existsSync(join(ROOT, service.build.dockerfile))).toBe(true);
    for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(name);
  });

  it('publishes the port that the gateway listens on', () => {
    const [published = ''] = compose.services['gateway']?.ports ?? [];
    expect(published.split(':').at(-1)).toBe(/^VIGIE_HTTP_PORT=(.*)$/m.exec(files['gateway.env'] ?? '')?.[1]);
  });

  it('mounts what nats.conf keeps', () => {
    expect(
      compose.services['nats']?.volumes?.some((volume) =>
        volume.endsWith(`:${/VIGIE_NATS_STORE=(.*)/.exec(files['nats.env'] ?? '')?.[1]}`),
      ),
    ).toBe(true);
  });
});

describe('Dockerfile', () => {
  const text = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
  it('copies only what exists', () => {
    const sources = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list]) => (list ?? '').split(' '));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources)
      expect({ source, there: existsSync(join(ROOT, source)) }).toEqual({ source, there: true });
  });
  it('starts something that is built', () => {
    const command = /^CMD \["node", "(.+)"\]$/m.exec(text)?.[1] ?? '';
    expect(existsSync(sourceOf(command))).toBe(true);
  });
});

describe('systemd units', () => {
  const folder = join(ROOT, 'deploy/systemd');
  const units = readdirSync(folder).map((name) => [name, unitOf(readFileSync(join(folder, name), 'utf8'))] as const);

  it.each(units)('%s names only paths, files and units that exist', (name, unit) => {
    expect(Object.keys(unit)).toContain('Unit');
    const instances = name.includes('@') ? SERVICES : [''];
    for (const instance of instances) {
      const filled = (text: string) => text.replaceAll('%i', instance);
      for (const start of unit['Service']?.['ExecStart'] ?? []) {
        for (const word of filled(start).split(' ')) {
          if (word.startsWith('dist/')) expect(existsSync(sourceOf(word))).toBe(true);
          if (word.startsWith('/opt/vigie/deploy/'))
            expect(existsSync(join(ROOT, word.replace('/opt/vigie/', '')))).toBe(true);
        }
      }
      for (const file of unit['Service']?.['EnvironmentFile'] ?? []) {
        expect(Object.keys(files)).toContain(filled(file).replace('/etc/vigie/', ''));
      }
    }
    const named = ['Wants', 'Requires', 'After', 'PartOf']
      .flatMap((key) => unit['Unit']?.[key] ?? [])
      .flatMap((list) => list.split(' '));
    for (const other of named.filter((word) => word.startsWith('vigie'))) {
      expect(units.map(([file]) => file)).toContain(other.replace(/@.+\.service$/, '@.service'));
    }
  });

  it('the target starts every service', () => {
    const wants = unitOf(readFileSync(join(folder, 'vigie.target'), 'utf8'))['Unit']?.['Wants']?.join(' ') ?? '';
    for (const service of SERVICES) expect(wants).toContain(`vigie@${service}.service`);
  });
});

describe('environment files', () => {
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

describe('nats.conf', () => {
  it('is accepted by nats-server', async () => {
    const { path: dataDir } = await chooseDataFolder({ root: ROOT });
    const { path: program, env: own } = await findNats({ toolsDir: join(dataDir, 'tools') });
    const env = Object.fromEntries(
      [...(files['nats.env'] ?? '').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    const run = promisify(execFile)(program, ['-t', '-c', join(ROOT, 'deploy/nats/nats.conf')], {
      env: { ...own, ...env, VIGIE_NATS_STORE: scratch },
    });
    await expect(run).resolves.toBeDefined();
  });
});

/** Sections and keys of a unit file; a key may stand several times. */
function unitOf(text: string): Record<string, Record<string, string[]>> {
  const sections: Record<string, Record<string, string[]>> = {};
  let section: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const header = /^\[(\w+)\]$/.exec(line);
    if (header?.[1]) section = sections[header[1]] = {};
    const entry = /^(\w+)=(.*)$/.exec(line);
    if (entry?.[1]) (section[entry[1]] ??= []).push(entry[2] ?? '');
  }
  return sections;
}
