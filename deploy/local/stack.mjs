import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { startClamd } from './clamd.mjs';
import { writePrivate } from './data.mjs';
import { adminEnvironment, serviceEnvironment } from './environment.mjs';
import { SetupError } from './errors.mjs';
import { startMail } from './mail.mjs';
import { checkNats, startNats } from './nats.mjs';
import { freePort, keptPort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { readPidFile, writePidFile } from './processes.mjs';
import { keepSecrets, SERVICES } from './secrets.mjs';
import { buildAll, CONSOLE_DIR, installDependencies, prepareDatabase } from './setup.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./environment.mjs').Stack} Stack */
/** @typedef {import('./supervise.mjs').Supervised} Supervised */
/** @typedef {(line: string) => void} Log */
/**
 * What the caller's environment may say instead of our own servers and choices.
 *
 * @typedef {object} Wishes
 * @property {string} [postgresUrl] VIGIE_POSTGRES_URL, a superuser's
 * @property {string} [natsUrl] VIGIE_NATS_URL
 * @property {{ user: string, password: string }} [natsLogin] VIGIE_NATS_USER and VIGIE_NATS_PASSWORD, one for all
 * @property {Record<string, string>} natsPasswords VIGIE_NATS_PASSWORD_<SERVICE>, for a server with our nats.conf
 * @property {string} [smtpUrl] VIGIE_SMTP_URL
 * @property {string} mailFrom VIGIE_MAIL_FROM
 * @property {string} [redisUrl] VIGIE_REDIS_URL
 * @property {Record<string, string>} [imap] VIGIE_IMAP_...
 * @property {Record<string, string>} [clamd] VIGIE_CLAMD and VIGIE_CLAMD_DATABASE
 * @property {Record<string, string>} limits VIGIE_ATTACHMENT_... and VIGIE_SIGNATURES_...
 * @property {string} [attachmentsDir] VIGIE_ATTACHMENTS_DIR
 * @property {string} [agencyPhone] VIGIE_AGENCY_PHONE
 * @property {Record<string, string>} webhooks VIGIE_WEBHOOK_..., where they may go
 * @property {number} [port] VIGIE_PORT, the console's
 * @property {string} [publicUrl] VIGIE_PUBLIC_URL
 * @property {string} [region] VIGIE_REGION
 * @property {string} [themeFile] VIGIE_THEME_FILE
 * @property {string} [similarSeconds] VIGIE_SIMILAR_SECONDS
 * @property {string} [logLevel] VIGIE_LOG_LEVEL
 */
/**
 * @typedef {object} RunningStack
 * @property {Stack} stack
 * @property {Map<string, Supervised>} services
 * @property {import('./postgres.mjs').Postgres | undefined} postgres undefined when it is the user's own
 * @property {import('./nats.mjs').Nats | undefined} nats
 * @property {import('./mail.mjs').MailServer | undefined} mail
 * @property {import('./clamd.mjs').Clamd | undefined} [clamd]
 */

const HOST = '127.0.0.1';
const USUAL_PORT = 8472;
const WEBHOOK_WISHES = /** @type {const} */ ([
  'VIGIE_WEBHOOK_ALLOWED_RANGES',
  'VIGIE_WEBHOOK_PORTS',
  'VIGIE_WEBHOOK_ALLOW_HTTP',
  'VIGIE_WEBHOOK_CA_FILE',
  'VIGIE_WEBHOOK_LOG_DAYS',
  'VIGIE_WEBHOOK_TIMEOUT_SECONDS',
]);

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Wishes}
 */
export function readWishes(env) {
  const port = env['VIGIE_PORT'] ? Number(env['VIGIE_PORT']) : undefined;
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new SetupError(`VIGIE_PORT=${env['VIGIE_PORT']} is not a port: give a number from 1 to 65535.`);
  }
  const user = env['VIGIE_NATS_USER'];
  const passwords = Object.entries(env).flatMap(([name, value]) => {
    const match = /^VIGIE_NATS_PASSWORD_(\w+)$/.exec(name);
    return match && value ? [[String(match[1]).toLowerCase().replaceAll('_', '-'), value]] : [];
  });
  return {
    ...(env['VIGIE_POSTGRES_URL'] && { postgresUrl: env['VIGIE_POSTGRES_URL'] }),
    ...(env['VIGIE_NATS_URL'] && { natsUrl: env['VIGIE_NATS_URL'] }),
    ...(user && { natsLogin: { user, password: env['VIGIE_NATS_PASSWORD'] ?? '' } }),
    natsPasswords: Object.fromEntries(passwords),
    ...(env['VIGIE_SMTP_URL'] && { smtpUrl: env['VIGIE_SMTP_URL'] }),
    mailFrom: env['VIGIE_MAIL_FROM'] ?? 'Vigie <vigie@vigie.invalid>',
    ...(env['VIGIE_REDIS_URL'] && { redisUrl: env['VIGIE_REDIS_URL'] }),
    ...(env['VIGIE_IMAP_URL'] && { imap: startingWith(env, 'VIGIE_IMAP_') }),
    ...(env['VIGIE_CLAMD'] && { clamd: startingWith(env, 'VIGIE_CLAMD') }),
    limits: {
      ...startingWith(env, 'VIGIE_ATTACHMENT_MAX_'),
      ...startingWith(env, 'VIGIE_ATTACHMENT_FACILITY_'),
      ...startingWith(env, 'VIGIE_SIGNATURES_'),
      ...startingWith(env, 'VIGIE_RESCAN_'),
    },
    ...(env['VIGIE_ATTACHMENTS_DIR'] && { attachmentsDir: env['VIGIE_ATTACHMENTS_DIR'] }),
    ...(env['VIGIE_AGENCY_PHONE'] && { agencyPhone: env['VIGIE_AGENCY_PHONE'] }),
    webhooks: Object.fromEntries(WEBHOOK_WISHES.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    ...(port && { port }),
    ...(env['VIGIE_PUBLIC_URL'] && { publicUrl: env['VIGIE_PUBLIC_URL'] }),
    ...(env['VIGIE_REGION'] && { region: env['VIGIE_REGION'] }),
    ...(env['VIGIE_THEME_FILE'] && { themeFile: env['VIGIE_THEME_FILE'] }),
    ...(env['VIGIE_SIMILAR_SECONDS'] && { similarSeconds: env['VIGIE_SIMILAR_SECONDS'] }),
    ...(env['VIGIE_LOG_LEVEL'] && { logLevel: env['VIGIE_LOG_LEVEL'] }),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} beginning
 * @returns {Record<string, string>}
 */
function startingWith(env, beginning) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (name.startsWith(beginning) && value ? [[name, value]] : [])),
  );
}

/**
 * Installs, builds, starts the servers, migrates, seeds, and starts the services: everything, each step only when it is
 * needed, side by side where they do not wait for one another.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {Wishes} options.wishes
 * @param {boolean} [options.isTheClones] whether the tools, typed without variables, shall find this stack
 * @param {Record<string, string>} [options.postgresSettings] over the usual ones
 * @param {RunningStack} options.running filled in as things start, so that the caller can stop what there is at any time
 * @param {Log} options.log
 * @returns {Promise<RunningStack>}
 */
export async function startStack({ root, dataDir, wishes, isTheClones = false, postgresSettings = {}, running, log }) {
  const toolsDir = join(dataDir, 'tools');
  const logDir = join(dataDir, 'log');
  const runDir = join(dataDir, 'run');
  const secretsFile = join(dataDir, 'secrets.json');
  const secrets = await keepSecrets(secretsFile);
  Object.assign(secrets.nats, wishes.natsPasswords);
  const httpPort = await choosePort(dataDir, wishes.port);
  const bytesPort = await keptPort(join(dataDir, 'bytes-port'));
  const attachmentsDir = wishes.attachmentsDir ?? join(dataDir, 'attachments');
  await mkdir(attachmentsDir, { recursive: true, mode: 0o700 });

  const ready = await settle([
    (async () => {
      await installDependencies(root, log);
      return buildAll(root, log);
    })(),
    (async () => {
      if (wishes.postgresUrl) return mustAnswer('VIGIE_POSTGRES_URL', wishes.postgresUrl, 5432);
      running.postgres = await startPostgres({
        dataDir: join(dataDir, 'postgres'),
        toolsDir,
        settings: postgresSettings,
        log,
      });
      // The new database of an old data folder remembers nothing.
      if (running.postgres.created) await rm(join(dataDir, 'prepared'), { force: true, recursive: true });
      return running.postgres.adminUrl;
    })(),
    (async () => {
      if (wishes.natsUrl) return mustAnswer('VIGIE_NATS_URL', wishes.natsUrl, 4222);
      running.nats = await startNats({ dir: join(dataDir, 'nats'), toolsDir, passwords: secrets.nats, log });
      return running.nats.url;
    })(),
    (async () => {
      if (wishes.clamd) return;
      // Without it files are taken all the same, and none of them counts as clean.
      running.clamd = await startClamd({ dir: join(dataDir, 'clamd'), toolsDir, log }).catch((error) => {
        log(`no virus scanner: ${error.message}`);
        return undefined;
      });
    })(),
  ]);
  const [build, adminDatabaseUrl, natsUrl] = /** @type {[string, string, string]} */ (ready);
  if (wishes.natsUrl) {
    const users = Object.entries(secrets.nats).map(([user, password]) => ({ user, password }));
    await checkNats(natsUrl, wishes.natsLogin ? [wishes.natsLogin] : users);
  }

  /** @type {Stack} */
  const stack = {
    dataDir,
    secretsFile,
    secrets,
    adminDatabaseUrl,
    natsUrl,
    ...(wishes.natsLogin && { natsLogin: wishes.natsLogin }),
    smtpUrl: wishes.smtpUrl ?? '',
    mailFrom: wishes.mailFrom,
    ...(wishes.redisUrl && { redisUrl: await mustAnswer('VIGIE_REDIS_URL', wishes.redisUrl, 6379) }),
    ...(wishes.imap && { imap: wishes.imap }),
    attachments: { dir: attachmentsDir, host: HOST, port: bytesPort, url: `http://${HOST}:${bytesPort}` },
    ...clamdEnvironment(wishes, running),
    limits: wishes.limits,
    ...(wishes.agencyPhone && { agencyPhone: wishes.agencyPhone }),
    webhooks: wishes.webhooks,
    publicUrl: wishes.publicUrl ?? `http://localhost:${httpPort}`,
    region: wishes.region ?? 'local',
    ...(wishes.themeFile && { themeFile: wishes.themeFile }),
    httpHost: HOST,
    httpPort,
    consoleDir: join(root, CONSOLE_DIR),
    ...(wishes.similarSeconds && { similarSeconds: wishes.similarSeconds }),
    ...(wishes.logLevel && { logLevel: wishes.logLevel }),
  };
  running.stack = stack;

  await settle([
    (async () => {
      if (wishes.smtpUrl) return;
      running.mail = await startMail({ root, dir: join(dataDir, 'mail'), logDir, runDir, log });
      stack.smtpUrl = running.mail.url;
    })(),
    prepareDatabase({
      root,
      dataDir,
      build,
      remembered: !wishes.postgresUrl,
      env: adminEnvironment(stack),
      log,
    }),
  ]);
  await writeOperatorFile(stack, isTheClones ? [dataDir, join(root, '.vigie')] : [dataDir]);

  await settle(
    SERVICES.map(async (name) => {
      const env = serviceEnvironment(name, stack);
      running.services.set(
        name,
        await supervise({ name, entry: `dist/apps/${name}/src/main.js`, root, env, logDir, runDir, log }),
      );
    }),
  );
  return running;
}

/**
 * @param {Wishes} wishes
 * @param {RunningStack} running
 * @returns {Pick<Stack, 'clamd'>}
 */
function clamdEnvironment({ clamd }, running) {
  if (clamd) return { clamd };
  if (!running.clamd) return {};
  return { clamd: { VIGIE_CLAMD: running.clamd.socket, VIGIE_CLAMD_DATABASE: running.clamd.database } };
}

/**
 * Stops what runs: first what people reach, last what keeps the data.
 *
 * @param {RunningStack} running
 */
export async function stopStack({ services, mail, clamd, nats, postgres }) {
  await services.get('gateway')?.stop();
  await Promise.all([...services.values()].map((service) => service.stop()));
  await Promise.all([mail?.stop(), clamd?.stop(), nats?.stop()]);
  await postgres?.stop();
}

/**
 * The variables with which `vigie doctor` and the others find this stack, when they are typed without any.
 *
 * @param {Stack} stack
 * @param {string[]} folders a clone whose data is elsewhere has a copy where the tools look
 */
async function writeOperatorFile(stack, folders) {
  const lines = Object.entries(adminEnvironment(stack)).map(([name, value]) => `${name}='${value}'\n`);
  for (const folder of new Set(folders)) {
    await writePrivate(join(folder, 'run/cli.env'), lines.join(''));
  }
}

/**
 * Waits for all, even when one fails: nothing is left running behind the error.
 *
 * @param {Promise<unknown>[]} steps
 * @returns {Promise<unknown[]>}
 */
async function settle(steps) {
  const results = await Promise.allSettled(steps);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
}

/**
 * @param {string} dataDir
 * @param {number | undefined} wish
 * @returns {Promise<number>}
 */
async function choosePort(dataDir, wish) {
  if (wish === undefined) return keptPort(join(dataDir, 'port'), USUAL_PORT);
  if ((await freePort(wish)) === wish) return wish;
  throw new SetupError(`Port ${wish} (VIGIE_PORT) is in use: choose another, or leave it out.`);
}

/**
 * @param {string} name the variable
 * @param {string} value
 * @param {number} usualPort
 * @returns {Promise<string>} the address itself, when something listens there
 */
async function mustAnswer(name, value, usualPort) {
  let url;
  try {
    // A list of NATS servers: one that answers is enough for a start.
    url = new URL(String(value.split(',')[0]));
  } catch {
    throw new SetupError(`${name} is not an address: it should look like scheme://user@host:port.`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '') || HOST;
  const port = Number(url.port) || usualPort;
  const answered = await new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 5000 });
    const finish = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
  if (answered) return value;
  throw new SetupError(
    `Nothing answers at ${host}:${port}, where ${name} says a server is: start it, or leave it out.`,
  );
}

/**
 * Makes sure that one stack at most runs on a data folder.
 *
 * @param {string} dataDir
 * @returns {Promise<{ tell: (url: string) => Promise<void>, release: () => Promise<void> }>}
 * @throws {SetupError} that says where the running one is
 */
export async function claim(dataDir) {
  const file = join(dataDir, 'run/stack.pid');
  const urlFile = join(dataDir, 'run/url');
  const other = readPidFile(file);
  if (other !== undefined) {
    const url = await readFile(urlFile, 'utf8').catch(() => '');
    throw new SetupError(
      `Vigie already runs here (process ${other})${url ? `: ${url.trim()}` : ', and is still starting'}; stop it with Ctrl-C where it was started, or with: kill ${other}`,
    );
  }
  await mkdir(join(dataDir, 'run'), { recursive: true });
  await rm(urlFile, { force: true });
  await writePidFile(file, process.pid);
  return {
    tell: (url) => writeFile(urlFile, `${url}\n`),
    async release() {
      await rm(urlFile, { force: true });
      await rm(file, { force: true });
    },
  };
}
