import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { TokenIssuer, readPrivateKey } from '#libs/auth';
import type {
  Actor,
  AgencyRole,
  CommandInput,
  CommandName,
  CommandResult,
  DeclarationInput,
  FacilityRole,
} from '#libs/contracts';
import { CommandClient, messagingMigrated } from '#libs/messaging';
import { SystemClock, newId, newTraceId } from '#libs/platform';
import { type TestDatabase, type TestNats, scratchFolder, startTestDatabase, startTestNats } from '#libs/testing';
import { migrations } from '../../../apps/incident/src/migrations/index.js';
import { keepSecrets } from '../../../deploy/local/secrets.mjs';
import { ServiceProcess } from '../alerting/process.js';
import { until } from '../alerting/rig.js';
import { secretsOf } from '../service-secrets.js';

const clock = new SystemClock();
const TERRITORY = '972';

/** The incident service on real servers, and nobody else: it must not need the directory to record a declaration. */
export class Rig {
  private constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
    readonly service: ServiceProcess,
    /** For another process of the same service. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly client: CommandClient,
    private readonly issuer: TokenIssuer,
    /** Authenticates paper forms. */
    readonly paperKey: string,
  ) {}

  static async start(): Promise<Rig> {
    const [database, nats, folder] = await Promise.all([
      startTestDatabase([messagingMigrated, { name: 'incident', migrations }]),
      startTestNats(),
      scratchFolder('incident'),
    ]);
    const secrets = await keepSecrets(join(folder.path, 'secrets.json'));
    await folder.remove();
    const environment = {
      VIGIE_DATABASE_URL: database.urlOf('vigie_incident'),
      VIGIE_NATS_URL: nats.url,
      VIGIE_NATS_USER: 'incident',
      VIGIE_NATS_PASSWORD: 'for-tests-incident',
      ...secretsOf('incident', secrets),
      VIGIE_LOG_LEVEL: 'info',
      VIGIE_SIMILAR_SECONDS: '1',
    };
    const service = new ServiceProcess('incident', environment);
    await service.start();
    const client = new CommandClient(await nats.connect('gateway'), 'gateway');
    const issuer = new TokenIssuer('gateway', readPrivateKey(secrets.identity['gateway']?.privateKey ?? ''), clock);
    return new Rig(database, nats, service, environment, client, issuer, secrets.paper[0] ?? '');
  }

  async close(): Promise<void> {
    await this.service.stop();
    await this.nats.close();
    await this.database.close();
  }

  /** Asks as the person, through NATS, as the gateway does. */
  async as<Name extends CommandName>(
    who: Actor,
    name: Name,
    body: CommandInput<Name>,
    key: string = randomUUID(),
  ): Promise<CommandResult<Name>> {
    const token = await this.issuer.issue(who);
    return this.client.request(name, body, { token, traceId: newTraceId(), key, origin: '192.0.2.7', timeout: 10_000 });
  }

  /** What takes longer than others: an import. */
  async slowly<Name extends CommandName>(
    who: Actor,
    name: Name,
    body: CommandInput<Name>,
  ): Promise<CommandResult<Name>> {
    const token = await this.issuer.issue(who);
    const options = { token, traceId: newTraceId(), key: randomUUID(), origin: '192.0.2.7', timeout: 90_000 };
    return this.client.request(name, body, options);
  }

  /** Asks a service that dies by `kill -9` before its commit, then one that dies after it; then has a whole one in their place. */
  async killedTwice(ask: () => Promise<unknown>): Promise<void> {
    await this.service.stop();
    for (const point of ['before-commit', 'after-commit']) {
      const dying = await this.readyToDie(point);
      // Nobody answers any more: that is not waited for.
      void ask().catch(() => undefined);
      await until('it has died', () => dying.hasEnded);
    }
    await this.service.start();
  }

  /** A service that dies at its next commit. It may come to commits of its own before it is ready: then to one more. */
  private async readyToDie(point: string): Promise<ServiceProcess> {
    for (let nth = 1; nth < 5; nth += 1) {
      const environment = { ...this.environment, VIGIE_FAULT_POINT: `${point}@${nth}`, VIGIE_SIMILAR_SECONDS: '86400' };
      const dying = new ServiceProcess('incident', environment);
      const isReady = await dying.start().then(
        () => true,
        () => false,
      );
      if (isReady) return dying;
    }
    throw new Error(`the incident service died at ${point} whenever it started`);
  }

  /** With services of other settings in its place, one after the other. */
  async replacedBy(settings: Readonly<Record<string, string>>, works: readonly (() => Promise<void>)[]): Promise<void> {
    await this.service.stop();
    try {
      for (const work of works) {
        const other = new ServiceProcess('incident', { ...this.environment, ...settings });
        await other.start();
        try {
          await work();
        } finally {
          await other.stop();
        }
      }
    } finally {
      await this.service.start();
    }
  }

  /** The incident's events as the outbox holds them, oldest first. */
  events(aggregateId: string): Promise<{ type: string; version: number; payload: Record<string, unknown> }[]> {
    return this.database.asAdmin(
      'SELECT type, version, payload FROM messaging.event WHERE aggregate_id = $1 ORDER BY version',
      [aggregateId],
    );
  }
}

const actor = (part: Partial<Actor>): Actor => ({
  kind: 'person',
  id: newId(),
  issuer: 'gateway',
  agencyRoles: [],
  facilities: [],
  locale: 'fr',
  ...part,
});

export const agent = (...agencyRoles: AgencyRole[]): Actor => actor({ agencyRoles });

/** Somebody of these facilities. */
export const staff = (facilityIds: readonly string[], ...roles: FacilityRole[]): Actor =>
  actor({ facilities: facilityIds.map((id) => ({ id, territory: TERRITORY, roles })) });

export const declarant = (facilityId: string = newId()): Actor & { facilityId: string } => ({
  ...staff([facilityId], 'declarant'),
  facilityId,
});

const HOUR = 3_600_000;

export function declaration(facilityId: string, part: Partial<DeclarationInput> = {}): DeclarationInput {
  const now = clock.now().getTime();
  return {
    id: newId(),
    facilityId,
    what: 'Le dossier patient ne répond plus depuis la relève.',
    since: new Date(now - 2 * HOUR).toISOString(),
    awareAt: new Date(now - HOUR).toISOString(),
    suspectedMalicious: 'unknown',
    degradedMode: 'yes',
    careServices: ['emergency', 'laboratory'],
    patientDanger: 'potential',
    dataTouched: 'unknown',
    dataClasses: [],
    supplier: 'Éditeur Santé',
    helpWanted: ['technical'],
    contact: { name: 'Camille Inventée', phone: '+596 696 00 00 01', email: 'camille@ailleurs.example' },
    ...part,
  };
}

/** The code of the refusal that comes instead of an answer. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  throw new Error('It was not refused');
}
