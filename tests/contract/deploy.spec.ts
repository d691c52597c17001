import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parse } from 'yaml';
import { COMPOSE_GATEWAY, environmentFiles } from '../../deploy/environment-files.mjs';
import { chooseDataFolder } from '../../deploy/local/data.mjs';
import { findProgram } from '../../deploy/local/debian.mjs';
import { missingStubs } from '../../deploy/local/lock.mjs';
import { findNats } from '../../deploy/local/nats.mjs';
import { type Postgres, startPostgres } from '../../deploy/local/postgres.mjs';
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
  mem_limit?: string;
  healthcheck?: { test: string[] };
}
const compose = parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
  volumes: Record<string, null>;
  networks: { default: { ipam: { config: { subnet: string; gateway: string }[] } } };
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
  imap: { VIGIE_IMAP_URL: 'imaps://box:secret@mail/INBOX', VIGIE_IMAP_CA_FILE: '/etc/vigie/ca.pem' },
  agencyPhone: '+596 596 00 00 00',
  publicUrl: 'https://vigie.agence.example',
  region: 'martinique',
  httpHost: '0.0.0.0',
  httpPort: 8080,
  consoleDir: '/opt/vigie/dist/apps/console',
};
const files = environmentFiles(
  stack,
  { host: '0.0.0.0', port: '4222', store: '/data' },
  { host: '0.0.0.0', apart: true },
);
const valueIn = (text = '', name: string): string => parseEnv(text)[name] ?? '';

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

  it('has a network whose first address, and no other, is believed about where a person is', () => {
    expect(compose.networks.default.ipam.config.map(({ gateway }) => gateway)).toEqual([COMPOSE_GATEWAY]);
  });

  it('gives the inventory room for its CSAF reader beside it', () => {
    for (const service of SERVICES) expect(compose.services[service]?.mem_limit).toBe('1g');
  });

  it('publishes no port where figures are served', () => {
    const published = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    for (const service of SERVICES) {
      const health = valueIn(files[`${service}.env`], 'VIGIE_HEALTH_PORT');
      expect(published.filter((port) => port.endsWith(`:${health}`))).toEqual([]);
    }
  });

  it('waits for the server that listens, not for the one that makes the cluster', () => {
    expect(compose.services['postgres']?.healthcheck?.test).toEqual(expect.arrayContaining(['-h', '127.0.0.1']));
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

  const unit = (name: string) => units.find(([file]) => file === name)?.[1]['Service'] ?? {};

  it('run as a user that sysusers.d makes', () => {
    const made = /^u (\w+) /m.exec(readFileSync(join(ROOT, 'deploy/sysusers.d/vigie.conf'), 'utf8'))?.[1];
    for (const [name, { Service }] of units) if (Service) expect([name, Service['User']]).toEqual([name, [made]]);
  });

  it('hand the secrets, which are root’s alone, over to who migrates', () => {
    const { LoadCredential = [], ExecStart = [] } = unit('vigie-migrate.service');
    const [name, from] = LoadCredential[0]?.split(':') ?? [];
    expect(from).toBe(stack.secretsFile);
    expect(ExecStart[0]).toContain(`VIGIE_SECRETS_FILE=\${CREDENTIALS_DIRECTORY}/${name}`);
  });

  it('make the folders that the environment names', () => {
    expect(unit('vigie-migrate.service')['StateDirectory']).toEqual([stack.dataDir.replace('/var/lib/', '')]);
    expect(unit('vigie-nats.service')['StateDirectory']).toEqual(['vigie-nats']);
  });

  it('end a reader of CSAF that runs out of memory, and not the service', () => {
    expect(unit('vigie@.service')).toMatchObject({ MemoryMax: ['1G'], OOMPolicy: ['continue'] });
  });

  it.each(['vigie@.service', 'vigie-nats.service'])('%s never gives up', (name) => {
    const file = units.find(([known]) => known === name)?.[1];
    expect([file?.['Unit']?.['StartLimitIntervalSec'], file?.['Service']?.['Restart']]).toEqual([['0'], ['always']]);
  });

  const analyze = findProgram('systemd-analyze');
  (analyze ? it : it.skip)('are understood by systemd, but for programs that are not installed here', async () => {
    const names = [...units.map(([name]) => name).filter((name) => name !== 'vigie@.service'), 'vigie@gateway.service'];
    const args = ['--man=no', 'verify', ...names.map((name) => join(folder, name))];
    const { stderr } = await promisify(execFile)(analyze ?? '', args).catch((error: { stderr: string }) => error);
    const complaints = stderr
      .split('\n')
      .filter((line) => line.includes('vigie') && !/not executable|not found in/.test(line));
    expect(complaints).toEqual([]);
  });

  it('the target starts every service', () => {
    const wants = unitOf(readFileSync(join(folder, 'vigie.target'), 'utf8'))['Unit']?.['Wants']?.join(' ') ?? '';
    for (const service of SERVICES) expect(wants).toContain(`vigie@${service}.service`);
  });
});

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
    const { superuser, paper, ...rotated } = await keepSecrets(file, { rotate: true });
    expect(superuser).toBe(first.superuser);
    // Forms that lie in crisis binders stay valid; new ones get a new key.
    expect(paper).toEqual([expect.any(String), ...first.paper]);
    expect(paper[0]).not.toBe(first.paper[0]);
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

describe('postgresql.conf', () => {
  let server: Postgres;
  let client: pg.Client;
  const file = join(ROOT, 'deploy/postgres/postgresql.conf');
  const names = [...readFileSync(file, 'utf8').matchAll(/^(\w+) =/gm)].map(([, name = '']) => name);

  beforeAll(async () => {
    const { path: dataDir } = await chooseDataFolder({ root: ROOT });
    // PostgreSQL's user may not be able to read the clone.
    chmodSync(scratch, 0o711);
    const configFile = join(scratch, 'postgresql.conf');
    // Debian's build reads the machine's time zones; without them it knows GMT alone, which is the same.
    const zone = existsSync('/usr/share/zoneinfo/UTC') ? 'UTC' : 'GMT';
    writeFileSync(configFile, readFileSync(file, 'utf8').replaceAll("'UTC'", `'${zone}'`));
    server = await startPostgres({ dataDir: join(scratch, 'postgres'), toolsDir: join(dataDir, 'tools'), configFile });
    client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  it('is what PostgreSQL runs with, line by line', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM pg_settings WHERE name = ANY($1) AND source = 'configuration file' ORDER BY name`,
      [names],
    );
    // Where it listens and in which zone is said when it is started here.
    const ours = ['listen_addresses', 'timezone', 'log_timezone'];
    expect(rows.map(({ name }) => name.toLowerCase())).toEqual(names.filter((name) => !ours.includes(name)).sort());
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(['fsync', 'synchronous_commit', 'full_page_writes'])('leaves %s on', async (name) => {
    expect((await client.query('SELECT current_setting($1)', [name])).rows).toEqual([{ current_setting: 'on' }]);
  });
});

describe('work on the clone', () => {
  const script = `
    const { alone } = await import(process.argv[1]);
    const [, , clone, name, milliseconds] = process.argv;
    const work = async () => {
      console.log(name + ' begins');
      await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
      console.log(name + ' ends');
    };
    await alone(clone, work, () => console.log(name + ' waits'));`;
  const module = join(ROOT, 'deploy/local/alone.mjs');

  /** What the processes say, in its order; each begins when the one before it has said something. */
  async function order(...work: [name: string, milliseconds: number, killed?: boolean][]): Promise<string[]> {
    const said: string[] = [];
    const ended: Promise<unknown>[] = [];
    for (const [name, milliseconds, killed] of work) {
      const args = ['--input-type=module', '-e', script, module, scratch, name, String(milliseconds)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.setEncoding('utf8').on('data', (lines: string) => said.push(...lines.trim().split('\n')));
      ended.push(once(child, 'close'));
      await once(child.stdout, 'data');
      if (killed) setTimeout(() => child.kill('SIGKILL'), 300);
    }
    await Promise.all(ended);
    return said;
  }

  it('is done by one process at a time', async () => {
    const said = await order(['first', 300], ['second', 0]);
    expect(said).toEqual(['first begins', 'second waits', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on when the process that did it has died', async () => {
    const said = await order(['first', 60_000, true], ['second', 0]);
    expect(said).toEqual(['first begins', 'second waits', 'second begins', 'second ends']);
  });
});

describe('lock.mjs', () => {
  it('finds the stub that a lock lacks', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(missingStubs(packages)).toEqual({});
    const stub = Object.entries(packages).find(([, entry]) => Object.keys(entry).join() === 'version,optional');
    const [path = '', entry] = stub ?? [];
    const { [path]: _, ...rest } = packages;
    expect(missingStubs(rest)).toEqual({ [path]: entry });
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
