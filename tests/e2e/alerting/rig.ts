import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import type {
  Actor,
  CommandInput,
  CommandName,
  CommandResult,
  EventPayload,
  EventType,
  Kind,
  PatientDanger,
  Source,
} from '#libs/contracts';
import type { Region } from '#libs/database';
import { CommandClient, Outbox, Relay, messagingMigrated } from '#libs/messaging';
import { SystemClock, createLogger, newId, newTraceId } from '#libs/platform';
import { type TestDatabase, type TestNats, scratchFolder, startTestDatabase, startTestNats } from '#libs/testing';
import { migrations as alertingMigrations } from '../../../apps/alerting/src/migrations/index.js';
import { migrations as directoryMigrations } from '../../../apps/directory/src/migrations/index.js';
import { seed } from '../../../apps/directory/src/seed/index.js';
import { keepSecrets } from '../../../deploy/local/secrets.mjs';
import { PUBLIC_URL, secretsOf } from '../service-secrets.js';
import { Mailbox } from './mailbox.js';
import { ServiceProcess } from './process.js';
import { type Person, TERRITORY } from './region.js';

const clock = new SystemClock();
const logger = createLogger({ service: 'test', level: 'silent' });

/** The alerting service and the directory on real servers; the tests speak as the gateway, and as the incident service. */
export class Rig {
  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    readonly mailbox: Mailbox,
    readonly alerting: ServiceProcess,
    readonly directory: ServiceProcess,
    private readonly settings: Record<string, string>,
    private readonly client: CommandClient,
    private readonly issuer: TokenIssuer,
    private readonly incident: { relay: Relay; tell: Outbox; write: Awaited<ReturnType<TestDatabase['connect']>> },
  ) {}

  /** @param settings further variables of the alerting service */
  static async start(region: Region, settings: Record<string, string> = {}): Promise<Rig> {
    const [database, nats, mailbox, folder] = await Promise.all([
      startTestDatabase([
        messagingMigrated,
        { name: 'directory', migrations: directoryMigrations },
        { name: 'alerting', migrations: alertingMigrations },
      ]),
      startTestNats(),
      Mailbox.start(),
      scratchFolder('alerting'),
    ]);
    await seed({ database: await database.connect('directory', 2), region, passwordHash: 'none', clock });
    const secrets = await keepSecrets(join(folder.path, 'secrets.json'));
    await folder.remove();
    const environment = (service: string) => ({
      VIGIE_DATABASE_URL: database.urlOf(`vigie_${service}`),
      VIGIE_DATABASE_POOL: '10',
      VIGIE_NATS_URL: nats.url,
      VIGIE_NATS_USER: service,
      VIGIE_NATS_PASSWORD: `for-tests-${service}`,
      ...secretsOf(service, secrets),
      VIGIE_LOG_LEVEL: 'warn',
    });
    const directory = new ServiceProcess('directory', environment('directory'));
    const variables = {
      ...environment('alerting'),
      VIGIE_SMTP_URL: mailbox.url,
      VIGIE_MAIL_FROM: 'Vigie <vigie@agence.example>',
      VIGIE_PUBLIC_URL: PUBLIC_URL,
      ...settings,
    };
    const alerting = new ServiceProcess('alerting', variables);
    await Promise.all([directory.start(), alerting.start()]);
    const client = new CommandClient(await nats.connect('gateway'), 'gateway');
    const issuer = new TokenIssuer('gateway', readPrivateKey(secrets.identity['gateway']?.privateKey ?? ''), clock);
    const write = await database.connect('incident', 4);
    const relay = new Relay({
      service: 'incident',
      database: write,
      link: await nats.connect('incident'),
      clock,
      logger,
    });
    relay.start();
    const incident = { relay, tell: new Outbox('incident', clock, relay), write };
    return new Rig(database, nats, mailbox, alerting, directory, variables, client, issuer, incident);
  }

  async close(): Promise<void> {
    await Promise.all([this.alerting.stop(), this.directory.stop()]);
    await this.incident.relay.stop();
    await this.mailbox.close();
    await this.nats.close();
    await this.database.close();
  }

  /** Asks as the person, through NATS, as the gateway does. */
  async as<Name extends CommandName>(
    who: Person,
    name: Name,
    body: CommandInput<Name>,
    key: string = randomUUID(),
  ): Promise<CommandResult<Name>> {
    const token = await this.issuer.issue(actorOf(who));
    return this.client.request(name, body, { token, traceId: newTraceId(), key, origin: '192.0.2.7', timeout: 5_000 });
  }

  /** States a fact as the incident service does. @returns the event's id */
  async tell<Type extends EventType>(
    type: Type,
    payload: EventPayload<Type>,
    of: { aggregateId?: string; version?: number; kind?: Kind } = {},
  ): Promise<string> {
    const { aggregateId = newId(), version = 1, kind = 'real' } = of;
    const draft = { type, aggregateId, version, kind, payload, actorId: newId(), traceId: newTraceId() };
    const [envelope] = await this.incident.write.transaction({ kind: 'system' }, async (tx) =>
      this.incident.tell.emit(tx, draft as Parameters<Outbox['emit']>[1]),
    );
    return envelope?.id ?? '';
  }

  /** A second copy of the alerting service beside the first, with the same settings. */
  another(more: Record<string, string> = {}): ServiceProcess {
    return new ServiceProcess('alerting', { ...this.settings, ...more });
  }

  /** Says that a facility has declared. @returns the incident's id */
  async declare(part: {
    reference: string;
    patientDanger?: PatientDanger;
    kind?: Kind;
    territory?: string;
    facilityId?: string;
    source?: Source;
  }): Promise<string> {
    const aggregateId = newId();
    const { reference, patientDanger = 'none', kind = 'real', territory = TERRITORY } = part;
    const payload: EventPayload<'incident.declared'> = {
      facilityId: part.facilityId ?? newId(),
      source: part.source,
      territory,
      reference,
      state: 'declared',
      suspectedMalicious: 'unknown',
      degradedMode: 'yes',
      patientDanger,
      careServices: [],
    };
    const envelope = { aggregateId, version: 1, kind, actorId: newId(), traceId: newTraceId() };
    await this.incident.write.transaction({ kind: 'system' }, async (tx) => {
      this.incident.tell.emit(tx, { type: 'incident.declared', ...envelope, payload });
    });
    return aggregateId;
  }

  /** Mails whose turn has not come are due now, and no process holds one. */
  async makeMailsDue(): Promise<void> {
    await this.database.asAdmin(`UPDATE alerting.mail SET next_at = now(), lease_until = NULL WHERE state = 'open'`);
    await this.database.asAdmin('UPDATE alerting.mailing SET next_at = now() WHERE prepared_at IS NULL');
  }

  mails(): Promise<
    { state: string; attempts: number; failure: string | null; messageId: string; addresseeId: string }[]
  > {
    return this.database.asAdmin(
      `SELECT state, attempts, failure, message_id AS "messageId", addressee_id AS "addresseeId" FROM alerting.mail ORDER BY id`,
    );
  }
}

function actorOf({ id, locale, agencyRoles, roles }: Person): Actor {
  const byFacility = Map.groupBy(roles, ({ facilityId }) => facilityId);
  const facilities = [...byFacility].map(([facilityId, held]) => ({
    id: facilityId,
    territory: TERRITORY,
    roles: held.map(({ role }) => role),
  }));
  return { kind: 'person', id, issuer: 'gateway', agencyRoles, facilities, locale };
}

/** Waits until it holds. @throws after some seconds, naming what was waited for */
export async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
