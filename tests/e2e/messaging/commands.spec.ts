import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TokenIssuer, TokenVerifier } from '#libs/auth';
import { type Actor, type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import {
  Command,
  CommandClient,
  type CommandContext,
  CommandServer,
  type Denial,
  type NatsLink,
} from '#libs/messaging';
import { SystemClock, createLogger, newId, newTraceId } from '#libs/platform';
import { type TestNats, startTestNats } from '#libs/testing';
import { until } from './rig.js';

type Take = (
  body: CommandBody<'incident.incident.take'>,
  context: CommandContext,
) => Promise<CommandResult<'incident.incident.take'>>;
type List = (
  body: CommandBody<'incident.journal.list'>,
  context: CommandContext,
) => Promise<CommandResult<'incident.journal.list'>>;

/** What the service does; tests put theirs in its place. */
const service: { take: Take; list: List } = { take: () => Promise.reject(), list: () => Promise.reject() };

@Controller()
class IncidentController {
  @Command('incident.incident.take')
  take(body: CommandBody<'incident.incident.take'>, context: CommandContext) {
    return service.take(body, context);
  }

  @Command('incident.journal.list')
  list(body: CommandBody<'incident.journal.list'>, context: CommandContext) {
    return service.list(body, context);
  }
}

const clock = new SystemClock();
const keys = generateKeyPairSync('ed25519');
const issuer = new TokenIssuer('gateway', keys.privateKey, clock);
const verifier = new TokenVerifier(new Map([['gateway', keys.publicKey]]), clock);
const facilityId = newId();
const analyst: Actor = {
  kind: 'person',
  id: newId(),
  issuer: 'gateway',
  agencyRoles: ['analyst'],
  facilities: [],
  locale: 'fr',
};
const declarant: Actor = {
  ...analyst,
  id: newId(),
  agencyRoles: [],
  facilities: [{ id: facilityId, territory: '972', roles: ['declarant'] }],
};

let nats: TestNats;
let client: CommandClient;
let caller: NatsLink;
const apps: INestMicroservice[] = [];
let denials: Denial[] = [];
let logged: { message?: string; traceId?: string }[] = [];

async function startServer(): Promise<void> {
  const link = await nats.connect('incident');
  const stream = { write: (line: string) => void logged.push(JSON.parse(line)) };
  const logger = createLogger({ service: 'incident', stream });
  const onDenied = (denial: Denial) => void denials.push(denial);
  const strategy = new CommandServer({ service: 'incident', link, verifier, logger, onDenied });
  class TestModule {}
  Module({ controllers: [IncidentController] })(TestModule);
  const app = await NestFactory.createMicroservice(TestModule, { strategy, logger: false });
  await app.listen();
  apps.push(app);
}

beforeAll(async () => {
  nats = await startTestNats();
  caller = await nats.connect('gateway');
  client = new CommandClient(caller, 'gateway');
  await startServer();
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await nats?.close();
});
beforeEach(() => {
  denials = [];
  logged = [];
  service.take = ({ incidentId }) => Promise.resolve({ incidentId, state: 'taken', version: 2 });
  service.list = () => Promise.resolve({ items: [], next: null });
});

const incidentId = newId();
const traceId = newTraceId();
const as = async (actor: Actor) => ({ token: await issuer.issue(actor), traceId, key: newId(), origin: '10.1.2.3' });
const refused = (code: string, params: unknown = expect.anything()) =>
  expect.objectContaining({ name: 'Refusal', code, params });

describe('a command', () => {
  it('reaches its service with who asks, from where, and how far they may see', async () => {
    let seen: CommandContext | undefined;
    service.take = ({ incidentId: id }, context) => {
      seen = context;
      return Promise.resolve({ incidentId: id, state: 'taken', version: 2 });
    };
    const options = await as(analyst);
    const change = await client.request('incident.incident.take', { incidentId }, options);
    expect(change).toEqual({ incidentId, state: 'taken', version: 2 });
    expect(seen).toMatchObject({
      actor: analyst,
      scope: { kind: 'agency', actorId: analyst.id },
      traceId,
      origin: '10.1.2.3',
      key: options.key,
    });
  });

  it('comes with its defaults filled in, in the scope of the facilities where a role gives it', async () => {
    let seen: unknown;
    service.list = (body, { scope }) => {
      seen = { body, scope };
      return Promise.resolve({ items: [], next: null });
    };
    await client.request('incident.journal.list', { incidentId }, await as(declarant));
    expect(seen).toEqual({
      body: { incidentId, after: 0, limit: 200 },
      scope: { kind: 'facility', facilities: [facilityId], actorId: declarant.id },
    });
  });

  it('is refused in the words of the service', async () => {
    service.take = () => Promise.reject(new Refusal('state-conflict', { state: 'closed' }));
    const attempt = client.request('incident.incident.take', { incidentId }, await as(analyst));
    await expect(attempt).rejects.toEqual(refused('state-conflict', { state: 'closed' }));
    expect(logged).toEqual([]);
  });

  it('that meets a fault gets the trace id, under which it is logged once', async () => {
    service.take = () => Promise.reject(new Error('Jeanne Dupont is not a number'));
    const attempt = client.request('incident.incident.take', { incidentId }, await as(analyst));
    await expect(attempt).rejects.toEqual(refused('fault', { traceId }));
    expect(logged).toEqual([expect.objectContaining({ traceId, command: 'incident.incident.take' })]);
  });

  it('with a value that the database cannot take is the caller’s mistake, and is logged without the value', async () => {
    const error = Object.assign(new Error('value "Jeanne Dupont" is out of range'), { code: '22003' });
    service.take = () => Promise.reject(error);
    const attempt = client.request('incident.incident.take', { incidentId }, await as(analyst));
    await expect(attempt).rejects.toEqual(refused('invalid-request'));
    expect(logged).toEqual([expect.objectContaining({ traceId, reason: 'Error 22003' })]);
    expect(JSON.stringify(logged)).not.toContain('Dupont');
  });

  it('that is answered with nothing gets null, not silence', async () => {
    service.take = (() => Promise.resolve(undefined)) as unknown as Take;
    expect(await client.request('incident.incident.take', { incidentId }, await as(analyst))).toBeNull();
  });

  it('may have an answer of several megabytes', async () => {
    const entry = { id: newId(), text: 'Le serveur de dossiers patients ne répond plus. '.repeat(40) };
    service.list = () => Promise.resolve({ items: Array.from({ length: 2000 }, () => entry), next: null } as never);
    const { items } = await client.request('incident.journal.list', { incidentId }, await as(analyst));
    expect(items).toHaveLength(2000);
    expect(items[1999]).toEqual(entry);
  });

  it('meets a fault when its answer cannot be written', async () => {
    service.list = () => Promise.resolve({ items: [1n], next: null } as never);
    await expect(client.request('incident.journal.list', { incidentId }, await as(analyst))).rejects.toEqual(
      refused('fault'),
    );
  });
});

describe('before its service is asked, a command is refused', () => {
  it('when the token is not valid', async () => {
    const options = { ...(await as(analyst)), token: 'eyJhbGciOiJub25lIn0.e30.' };
    await expect(client.request('incident.incident.take', { incidentId }, options)).rejects.toEqual(
      refused('token-refused'),
    );
  });

  it('when no role of the person gives it, which is told for the audit', async () => {
    const attempt = client.request('incident.incident.take', { incidentId }, await as(declarant));
    await expect(attempt).rejects.toEqual(refused('forbidden'));
    expect(denials).toEqual([
      {
        actor: declarant,
        permission: 'incident.triage',
        command: 'incident.incident.take',
        traceId,
        origin: '10.1.2.3',
      },
    ]);
  });

  it('when it writes and has no key', async () => {
    const { key: _, ...options } = await as(analyst);
    await expect(client.request('incident.incident.take', { incidentId }, options)).rejects.toEqual(
      refused('idempotency-key-missing'),
    );
  });

  it('when its body does not fit, with every place', async () => {
    const body = { incidentId: 'x', extra: 1 } as never;
    await expect(client.request('incident.incident.take', body, await as(analyst))).rejects.toEqual(
      refused('invalid-request', {
        places: [
          { path: 'incidentId', code: 'invalid-format' },
          { path: 'extra', code: 'unknown-field' },
        ],
      }),
    );
  });

  it('when it is no request at all', async () => {
    for (const text of ['', 'hello', '{}', '[]', '{"body":{}}']) {
      const reply = await caller.connection.request('vigie.cmd.incident.incident.take', text, { timeout: 1000 });
      expect(reply.json()).toEqual({ ok: false, refusal: { code: 'invalid-request', params: {} } });
    }
  });
});

describe('a caller is told at once that it cannot be served', () => {
  const timed = async (attempt: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await expect(attempt()).rejects.toEqual(refused('unavailable'));
    return performance.now() - start;
  };
  /** Milliseconds that tell "at once" from the 1.7 s after which a caller gives up. */
  const WITHOUT_WAITING = 1_500;

  it('when nobody listens', async () => {
    const options = await as(analyst);
    expect(await timed(() => client.request('directory.facility.list', {} as never, options))).toBeLessThan(
      WITHOUT_WAITING,
    );
  });

  it('before two seconds are over, when no answer comes', async () => {
    service.take = () => new Promise(() => undefined);
    const options = await as(analyst);
    const took = await timed(() => client.request('incident.incident.take', { incidentId }, options));
    expect(took).toBeGreaterThan(1_000);
    expect(took).toBeLessThan(5_000);
  });

  it('when NATS goes away, and while it is; nothing is sent later', async () => {
    let calls = 0;
    service.take = () => new Promise(() => (calls += 1));
    const options = await as(analyst);
    const waiting = timed(() =>
      client.request('incident.incident.take', { incidentId }, { ...options, timeout: 20_000 }),
    );
    await until('the service works on it', () => calls === 1);
    await nats.kill();
    expect(await waiting).toBeLessThan(5_000);
    expect(await timed(() => client.request('incident.incident.take', { incidentId }, options))).toBeLessThan(
      WITHOUT_WAITING,
    );
    await nats.restart();
    await until('the caller is back', () => caller.connected);
    const asked: string[] = [];
    service.take = ({ incidentId: id }) => {
      asked.push(id);
      return Promise.resolve({ incidentId: id, state: 'taken', version: asked.length });
    };
    const later = newId();
    await until('the service is back', async () => {
      const answer = await client
        .request('incident.incident.take', { incidentId: later }, options)
        .catch(() => undefined);
      return answer !== undefined;
    });
    expect([calls, new Set(asked)]).toEqual([1, new Set([later])]);
  });
});

it('is answered once by the copies of a service together', async () => {
  await startServer();
  let calls = 0;
  service.take = ({ incidentId: id }) => Promise.resolve({ incidentId: id, state: 'taken', version: ++calls });
  const options = await as(analyst);
  await Promise.all(
    Array.from({ length: 50 }, () => client.request('incident.incident.take', { incidentId }, options)),
  );
  expect(calls).toBe(50);
});
