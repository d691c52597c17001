import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident, Receipt } from '#libs/contracts';
import { Client, ok, putPreparedDatabase } from '#libs/testing';
import { ROOT } from '../../deploy/local/data.mjs';
import { type MailServer, startMail } from '../../deploy/local/mail.mjs';
import { type Nats, startNats } from '../../deploy/local/nats.mjs';
import { freePort } from '../../deploy/local/ports.mjs';
import { type Postgres, startPostgres } from '../../deploy/local/postgres.mjs';
import { keepSecrets } from '../../deploy/local/secrets.mjs';
import { Start, freshFolder, removeFolders, toolsDir } from './start/start.js';
import { aDeclaration } from './story/declare.js';

afterEach(Start.endAll);
afterAll(removeFolders);

interface Printed {
  email: string;
  password: string;
}

/** The first person with the role among those whom it prints. */
function printedAccount(text: string, role: string): Printed {
  const password = /all with the password\s+(\S+)/.exec(text)?.[1] ?? '';
  const email = new RegExp(`^\\s+(\\S+@\\S+)\\s+${role}\\b`, 'm').exec(text)?.[1] ?? '';
  return { email, password };
}

async function signIn(url: string, { email, password }: Printed): Promise<Client> {
  return new Client(url).signIn(email, password);
}

async function declare(client: Client): Promise<Receipt> {
  const facilityId = client.session?.identity.facilities[0]?.id ?? '';
  return ok(await client.post<Receipt>('/api/declarations', aDeclaration(facilityId)));
}

/** What `npm test` keeps in the data folder that it shares with `npm start`. */
const testIn = async (dataDir: string): Promise<void> => putPreparedDatabase(await freshFolder(), dataDir);

describe('npm start', () => {
  it('starts everything, ends it all on Ctrl-C or when npm is gone, finds yesterday’s data, and minds no tests', async () => {
    const environment = { VIGIE_DATA: await freshFolder() };
    await testIn(environment.VIGIE_DATA);
    const first = await Start.with(environment);
    const declarant = await signIn(await first.ready(), printedAccount(first.printed, 'declarant'));
    const receipt = await declare(declarant);
    const names = await first.processes();
    expect(names).toEqual(expect.arrayContaining(['postgres', 'nats-server']));
    // Five services and the mail server, npm and what it runs.
    expect(names.length).toBeGreaterThan(8);

    const second = await Start.with(environment);
    expect(await second.code()).toBe(1);
    expect(second.printed).toMatch(/Vigie already runs here \(process \d+\): http:\S+; stop it with Ctrl-C/);

    expect(await first.end()).toBe(0);
    expect(await first.leftovers()).toEqual([]);

    await testIn(environment.VIGIE_DATA);
    const nextDay = await Start.with(environment);
    const analyst = await signIn(await nextDay.ready(), printedAccount(nextDay.printed, 'analyst'));
    const incident = ok(await analyst.get<Incident>(`/api/incidents/${receipt.incidentId}`));
    expect(incident.reference).toBe(receipt.reference);

    // npm that is killed outright can pass nothing on.
    await nextDay.losesNpm();
    expect(await nextDay.leftovers()).toEqual([]);
  });
});

describe('npm start with servers of one’s own', () => {
  let postgres: Postgres;
  let nats: Nats;
  let mail: MailServer;
  let passwords: Record<string, string>;

  beforeAll(async () => {
    const folder = await freshFolder();
    const at = (name: string) => join(folder, name);
    ({ nats: passwords } = await keepSecrets(at('secrets.json')));
    [postgres, nats, mail] = await Promise.all([
      startPostgres({ dataDir: at('postgres'), toolsDir }),
      startNats({ dir: at('nats'), toolsDir, passwords }),
      startMail({ root: ROOT, dir: at('mail'), logDir: at('log'), runDir: at('run') }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([postgres.stop(), nats.stop(), mail.stop()]);
  });

  it('uses PostgreSQL, NATS and the mail relay that it is given, and starts and stops none of them', async () => {
    const data = await freshFolder();
    const start = await Start.with({
      VIGIE_DATA: data,
      VIGIE_POSTGRES_URL: postgres.adminUrl,
      VIGIE_NATS_URL: nats.url,
      VIGIE_SMTP_URL: mail.url,
      ...natsPasswords(),
    });
    const url = await start.ready();
    const receipt = await declare(await signIn(url, printedAccount(start.printed, 'declarant')));
    // The duty is told by mail.
    for (let turn = 0; turn < 200 && !(await mails()).some((text) => text.includes(receipt.reference)); turn += 1) {
      await sleep(100);
    }
    expect((await mails()).filter((text) => text.includes(receipt.reference))).not.toEqual([]);
    expect(start.printed).toContain(`Mails sent:            ${mail.url}`);

    for (const name of ['postgres', 'nats', 'mail'])
      expect([name, existsSync(join(data, name))]).toEqual([name, false]);
    const names = await start.processes();
    expect(names.filter((name) => ['postgres', 'nats-server'].includes(name))).toEqual([]);
    expect(await start.end()).toBe(0);
    expect(await start.leftovers()).toEqual([]);
    expect([postgres, nats, mail].every(({ pid }) => existsSync(`/proc/${pid}`))).toBe(true);
  });

  const natsPasswords = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(passwords).map(([user, password]) => [
        `VIGIE_NATS_PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`,
        password,
      ]),
    );

  const mails = async (): Promise<string[]> =>
    Promise.all(
      (await readdir(mail.dir))
        .filter((name) => name.endsWith('.eml'))
        .map((name) => readFile(join(mail.dir, name), 'utf8')),
    );

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'PostgreSQL does not know the password',
      () => ({ VIGIE_POSTGRES_URL: postgres.adminUrl.replace(/:\w+@/, ':wrong@') }),
      /password authentication failed for user "postgres".* VIGIE_POSTGRES_URL/,
    ],
    [
      'NATS does not know a password',
      () => ({ VIGIE_NATS_URL: nats.url, ...natsPasswords(), VIGIE_NATS_PASSWORD_ASSET_INVENTORY: 'wrong' }),
      /^The nats-server of VIGIE_NATS_URL does not let the user "asset-inventory" in: .* as VIGIE_NATS_PASSWORD_ASSET_INVENTORY\.$/,
    ],
  ])('says in one sentence that %s', async (_, environment, sentence) => {
    const start = await Start.with({ VIGIE_DATA: await freshFolder(), ...environment() });
    expect(await start.code()).toBe(1);
    expect(start.sentences).toEqual([expect.stringMatching(sentence)]);
    expect(await start.leftovers()).toEqual([]);
  });
});

describe('npm start that cannot have what it needs says so in one sentence, and fails', () => {
  const cases: [string, (folder: string) => Promise<Record<string, string>>, RegExp][] = [
    [
      'a data folder that cannot be written',
      async (folder) => {
        await writeFile(join(folder, 'file'), '');
        return { VIGIE_DATA: join(folder, 'file/data') };
      },
      /^The data folder \S+ cannot be written \(.+\): run as its owner, or set VIGIE_DATA to a folder of your own\.$/,
    ],
    [
      'a PostgreSQL that is not there',
      async () => ({ VIGIE_POSTGRES_URL: `postgres://postgres:x@127.0.0.1:${await freePort()}/postgres` }),
      /^Nothing answers at 127\.0\.0\.1:\d+, where VIGIE_POSTGRES_URL says a server is: start it, or leave it out\.$/,
    ],
    [
      'a NATS address that is none',
      async () => ({ VIGIE_NATS_URL: 'here' }),
      /^VIGIE_NATS_URL is not an address: it should look like /,
    ],
    [
      'data of a PostgreSQL that this machine does not have',
      async (folder) => {
        // Tools of its own, among which Debian's PostgreSQL seems to be: nothing is fetched.
        await rm(join(folder, 'tools'));
        await mkdir(join(folder, 'tools/postgresql'), { recursive: true });
        await symlink(join(toolsDir, 'nats-server'), join(folder, 'tools/nats-server'));
        await mkdir(join(folder, 'postgres/cluster'), { recursive: true });
        await writeFile(join(folder, 'postgres/cluster/PG_VERSION'), '99\n');
        return {};
      },
      /^The database in \S+ was made by PostgreSQL 99, which this machine does not have: install it .+, or set VIGIE_DATA/,
    ],
    ['a port that is none', async () => ({ VIGIE_PORT: 'http' }), /^VIGIE_PORT=http is not a port: give a number/],
  ];

  it.each(cases)('%s', async (_, prepare, sentence) => {
    const folder = await freshFolder();
    const start = await Start.with({ VIGIE_DATA: folder, ...(await prepare(folder)) });
    expect(await start.code()).toBe(1);
    expect(start.sentences).toEqual([expect.stringMatching(sentence)]);
    expect(await start.leftovers()).toEqual([]);
  });
});
