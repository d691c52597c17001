import { services } from '#libs/contracts';
import {
  type ConfigOf,
  type NatsConfig,
  healthSubject,
  imapAccess,
  imapVariables,
  loadConfig,
  natsVariables,
  variable,
} from '#libs/platform';
import { type NatsConnection, connect } from '@nats-io/transport-node';
import { ImapFlow } from 'imapflow';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { type Check, type Finding, warning, well, wrong } from './check.js';

/** Below it there are published vulnerabilities. */
const SAFE_NATS = [2, 12, 7];
const PATIENCE = 5_000;

const smtpVariables = {
  smtpUrl: variable('VIGIE_SMTP_URL', z.url({ protocol: /^smtps?$/ }), 'smtp://<host>:<port> of the mail relay'),
} as const;

/** What carries: NATS, the services on it, mail, the declarations mailbox and Redis where there is one. */
export function carrierChecks(environment: NodeJS.ProcessEnv): Check[] {
  const { VIGIE_REDIS_URL: redisUrl } = environment;
  return [
    { name: 'NATS', run: () => withNats(environment, natsServer) },
    { name: 'services', run: () => withNats(environment, runningServices) },
    { name: 'SMTP', run: () => smtpRelay(loadConfig(smtpVariables, environment)) },
    ...(environment['VIGIE_IMAP_URL'] ? [{ name: 'IMAP', run: () => declarationsMailbox(environment) }] : []),
    ...(redisUrl ? [{ name: 'Redis', run: () => redisServer(redisUrl) }] : []),
  ];
}

async function withNats<T>(environment: NodeJS.ProcessEnv, work: (nats: NatsConnection) => Promise<T>): Promise<T> {
  const { natsUrl, natsUser, natsPassword }: NatsConfig = loadConfig(natsVariables, environment);
  const nats = await connect({
    servers: natsUrl.split(','),
    user: natsUser,
    pass: natsPassword,
    name: 'doctor',
    inboxPrefix: `_INBOX_${natsUser}`,
    timeout: PATIENCE,
    reconnect: false,
  });
  try {
    return await work(nats);
  } finally {
    await nats.close();
  }
}

async function natsServer({ info }: NatsConnection): Promise<Finding> {
  return judgeNats({ version: info?.version ?? 'unknown', jetstream: info?.jetstream ?? false });
}

/** What to think of a NATS server by what it says of itself. */
export function judgeNats({ version, jetstream }: { version: string; jetstream: boolean }): Finding {
  const found = `nats-server ${version}`;
  if (!jetstream) return wrong(`${found} without JetStream`, 'start it with deploy/nats/nats.conf');
  if (isOlder(version, SAFE_NATS)) {
    return warning(
      found,
      `it has published vulnerabilities: upgrade to ${SAFE_NATS.join('.')} or newer before other machines can reach it`,
    );
  }
  return well(found);
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split(/[.-]/, 3).map(Number);
  const at = than.findIndex((part, index) => parts[index] !== part);
  return at >= 0 && (parts[at] ?? 0) < (than[at] ?? 0);
}

async function runningServices(nats: NatsConnection): Promise<Finding | Finding[]> {
  const answers = await Promise.all(services.map((service) => askHealth(nats, service)));
  const faults = answers.filter(({ state }) => state !== 'well');
  return faults.length > 0 ? faults : well(`${services.join(', ')} answer`);
}

const HealthAnswer = z.object({ status: z.enum(['up', 'degraded', 'down']), checks: z.record(z.string(), z.string()) });

async function askHealth(nats: NatsConnection, service: string): Promise<Finding> {
  try {
    const reply = await nats.request(healthSubject(service), undefined, { timeout: 2_000 });
    const { status, checks } = HealthAnswer.parse(reply.json());
    if (status === 'up') return well(service);
    const faults = Object.entries(checks).filter(([, state]) => state === status);
    const found = `${service}: ${faults.map(([name]) => name).join(', ')} ${status}`;
    return status === 'down' ? wrong(found, 'look at its log') : warning(found, 'it serves; the other checks say more');
  } catch {
    return wrong(`${service} does not answer`, 'start it, or look at its log');
  }
}

const WAITING = 'mails wait until it is right';
/** What to do, by nodemailer's codes; the alerting service speaks through it too, and would meet the same. */
const SMTP_ADVICE: Record<string, string> = {
  EAUTH: `${WAITING}: check the user and the password in VIGIE_SMTP_URL`,
  EPROTOCOL: `${WAITING}: is this an SMTP relay?`,
};

/** Greets the mail relay and, where the address names a user, signs in; sends nothing. */
async function smtpRelay({ smtpUrl }: ConfigOf<typeof smtpVariables>): Promise<Finding> {
  const { hostname, port, protocol, username } = new URL(smtpUrl);
  const relay = `${hostname}:${port || (protocol === 'smtps:' ? 465 : 25)}`;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
  });
  try {
    await transport.verify();
    return well(username === '' ? `${relay} answers` : `${relay} lets ${decodeURIComponent(username)} in`);
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    return wrong(`${relay}: ${message}`, SMTP_ADVICE[code] ?? `${WAITING}: check the relay and VIGIE_SMTP_URL`);
  } finally {
    transport.close();
  }
}

/** Signs in and opens the folder, as the incident service does. */
async function declarationsMailbox(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const access = imapAccess(loadConfig(imapVariables, environment));
  if (!access) return well('no mailbox');
  const { connection, folder } = access;
  const at = `${connection.host}:${connection.port}`;
  const client = new ImapFlow({ ...connection, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, logger: false });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { exists } = await client.mailboxOpen(folder, { readOnly: true });
    return exists === 0
      ? well(`${at} answers, ${folder} is empty`)
      : warning(
          `${at} answers, ${exists} mails are in ${folder}`,
          'they are moved when they are recorded: look at the log of incident',
        );
  } catch (error) {
    const { authenticationFailed, message } = error as Error & { authenticationFailed?: boolean };
    const reason = authenticationFailed ? 'refuses user or password' : message;
    return wrong(`${at} ${reason}`, 'mails wait in the box: check the server and VIGIE_IMAP_URL');
  } finally {
    client.close();
  }
}

/** BullMQ asks for it. */
const OLDEST_REDIS = [6, 2, 0];

async function redisServer(url: string): Promise<Finding> {
  const { host } = new URL(url);
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: PATIENCE, retryStrategy: () => null });
  let failure = 'does not answer';
  redis.on('error', ({ message }: Error) => (failure = message));
  try {
    await redis.connect();
    return redisFinding(await redis.info());
  } catch {
    return wrong(`${host}: ${failure}`, 'mails wait until it is back: check it and VIGIE_REDIS_URL');
  } finally {
    redis.disconnect();
  }
}

function redisFinding(info: string): Finding {
  const valueOf = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const valkey = valueOf('valkey_version');
  const found = valkey ? `Valkey ${valkey}` : `Redis ${valueOf('redis_version')}`;
  if (isOlder(valueOf('redis_version'), OLDEST_REDIS)) return wrong(found, 'upgrade to Redis 6.2 or newer, or Valkey');
  const policy = valueOf('maxmemory_policy');
  if (policy === 'noeviction') return well(found);
  return warning(`${found} with maxmemory-policy ${policy}`, 'it may drop jobs: set maxmemory-policy noeviction');
}
