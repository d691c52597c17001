import 'reflect-metadata';
import { Controller, Inject, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type EventType, type ServiceName, eventContract, eventTypes } from '#libs/contracts';
import { type Database, execute } from '#libs/database';
import {
  type EventDraft,
  type EventOf,
  EventServer,
  type EventServerOptions,
  OnEvent,
  Outbox,
  Relay,
  messagingMigrated,
} from '#libs/messaging';
import { type NatsLink } from '#libs/messaging';
import { SystemClock, createLogger, newId, newTraceId } from '#libs/platform';
import { type TestDatabase, type TestNats, startTestDatabase, startTestNats } from '#libs/testing';
import type { EntityManager } from 'typeorm';

export const clock = new SystemClock();
export const logger = createLogger({ service: 'test', level: process.env['VIGIE_TEST_LOG'] ?? 'silent' });

/** What a consumer does with an event; tests put theirs in its place. */
export type Effect = (events: EventOf<EventType>[], tx: EntityManager) => Promise<(() => void) | void>;

const EFFECT = Symbol('effect');
const heardBy = (service: ServiceName) => eventTypes.filter((type) => eventContract(type)?.consumers.includes(service));

@Controller()
class GatewayHandlers {
  constructor(@Inject(EFFECT) private readonly effect: { run: Effect }) {}

  @OnEvent(heardBy('gateway'), { batch: true })
  hear(events: EventOf<EventType>[], tx: EntityManager) {
    return this.effect.run(events, tx);
  }
}

@Controller()
class AlertingHandlers {
  constructor(@Inject(EFFECT) private readonly effect: { run: Effect }) {}

  @OnEvent(heardBy('alerting'))
  hear(event: EventOf<EventType>, tx: EntityManager) {
    return this.effect.run([event], tx);
  }
}

const handlers = { gateway: GatewayHandlers, alerting: AlertingHandlers };

export interface Consumer {
  link: NatsLink;
  stop: () => Promise<void>;
  /** As a dead process: its connection is gone, and it answers nothing more. */
  die: () => Promise<void>;
}

/** A producer, consumers and their effects on real servers. */
export class Rig {
  private readonly running: (() => Promise<void>)[] = [];
  private readonly pools = new Map<string, Promise<Database>>();

  constructor(
    readonly database: TestDatabase,
    readonly nats: TestNats,
  ) {}

  static async start(): Promise<Rig> {
    const [database, nats] = await Promise.all([startTestDatabase([messagingMigrated]), startTestNats()]);
    for (const service of ['gateway', 'alerting']) {
      await database.asAdmin(`CREATE SCHEMA ${service}`);
      await database.asAdmin(
        `CREATE TABLE ${service}.effect (seq bigserial, event_id uuid, aggregate_id uuid, version int, type text)`,
      );
      await database.asAdmin(`GRANT USAGE ON SCHEMA ${service} TO vigie_${service}_system`);
      await database.asAdmin(`GRANT ALL ON ALL TABLES IN SCHEMA ${service} TO vigie_${service}_system`);
      await database.asAdmin(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${service} TO vigie_${service}_system`);
    }
    return new Rig(database, nats);
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.nats.close();
    await this.database.close();
  }

  async stopAll(): Promise<void> {
    for (const stop of this.running.splice(0).reverse()) await stop();
  }

  /** Forgets what earlier tests left. */
  async clean(): Promise<void> {
    await this.database.asAdmin('TRUNCATE messaging.event, messaging.delivery, gateway.effect, alerting.effect');
  }

  /** A service that says things. `relay: false`: it dies before it publishes. */
  async producer(service: ServiceName, options: { relay?: boolean } = {}): Promise<Producer> {
    const database = await this.pool(service);
    const link = await this.nats.connect(service);
    const relay = new Relay({ service, database, link, clock, logger });
    const silent = { offer: () => undefined };
    if (options.relay !== false) {
      relay.start();
      this.running.push(() => relay.stop());
    }
    return new Producer(database, new Outbox(service, clock, options.relay === false ? silent : relay), relay, link);
  }

  async consumer(
    service: 'gateway' | 'alerting',
    effect: Effect,
    options: Partial<EventServerOptions> = {},
  ): Promise<Consumer> {
    const database = await this.pool(service);
    const link = await this.nats.connect(service);
    const strategy = new EventServer({ service, database, link, clock, logger, ...options });
    class TestModule {}
    Module({ controllers: [handlers[service]], providers: [{ provide: EFFECT, useValue: { run: effect } }] })(
      TestModule,
    );
    const app: INestMicroservice = await NestFactory.createMicroservice(TestModule, { strategy, logger: false });
    await app.listen();
    let ended = false;
    const stop = async (): Promise<void> => {
      if (ended) return;
      ended = true;
      await app.close();
    };
    this.running.push(stop);
    return {
      link,
      stop,
      async die() {
        await link.connection.close();
        await stop();
      },
    };
  }

  /** The copies of a service share one pool here, else many tests would use up the server's connections. */
  private pool(service: string): Promise<Database> {
    const pool = this.pools.get(service) ?? this.database.connect(service, 20);
    this.pools.set(service, pool);
    return pool;
  }

  /** What the consumer's table holds, in the order in which it was written. */
  effects(service: 'gateway' | 'alerting'): Promise<{ event_id: string; aggregate_id: string; version: number }[]> {
    return this.database.asAdmin(`SELECT event_id, aggregate_id, version, type FROM ${service}.effect ORDER BY seq`);
  }

  deliveries(): Promise<
    { event_id: string; consumer: string; state: string; failures: number; reason: string | null }[]
  > {
    return this.database.asAdmin(
      'SELECT event_id, consumer, state, failures, reason FROM messaging.delivery ORDER BY consumer, aggregate_version',
    );
  }

  async openDeliveries(consumer: string): Promise<number> {
    const [row] = await this.database.asAdmin<{ count: string }>(
      `SELECT count(*) FROM messaging.delivery WHERE consumer = $1 AND state <> 'closed'`,
      [consumer],
    );
    return Number(row?.count);
  }

  /** Publishes what is open without waiting for its delay to end. */
  async makeDue(): Promise<void> {
    await this.database.asAdmin(
      `WITH late AS MATERIALIZED (
         SELECT day, event_id, consumer FROM messaging.delivery WHERE state = 'open' ORDER BY 1, 2, 3 FOR UPDATE
       )
       UPDATE messaging.delivery d SET next_publish_at = now() FROM late
       WHERE d.day = late.day AND d.event_id = late.event_id AND d.consumer = late.consumer`,
    );
  }
}

export class Producer {
  constructor(
    readonly database: Database,
    readonly outbox: Outbox,
    readonly relay: Relay,
    readonly link: NatsLink,
  ) {}

  /** Says the first `count` things about a new incident, each in a transaction of its own. @returns the incident's id */
  async tell(count = 1): Promise<string> {
    const incident = newId();
    for (let version = 1; version <= count; version += 1) await this.tellOne(incident, version);
    return incident;
  }

  async tellOne(incident: string, version: number): Promise<void> {
    await this.database.transaction({ kind: 'system' }, async (tx) => {
      this.outbox.emit(tx, version === 1 ? declared(incident) : acknowledged(incident, version));
    });
  }

  /** Says one thing about each of many new incidents, in one transaction. */
  async tellMany(count: number): Promise<void> {
    await this.database.transaction({ kind: 'system' }, async (tx) => {
      this.outbox.emit(tx, ...Array.from({ length: count }, () => declared(newId())));
    });
  }
}

const common = { kind: 'real', actorId: newId(), traceId: newTraceId() } as const;
const ofIncident = { facilityId: newId(), territory: '972', reference: '972-2026-0001' } as const;

const declared = (incident: string): EventDraft<'incident.declared'> => ({
  type: 'incident.declared',
  aggregateId: incident,
  version: 1,
  ...common,
  payload: {
    ...ofIncident,
    state: 'declared',
    suspectedMalicious: 'unknown',
    degradedMode: 'yes',
    patientDanger: 'none',
    careServices: ['emergency'],
  },
});

const acknowledged = (incident: string, version: number): EventDraft<'incident.acknowledged'> => ({
  type: 'incident.acknowledged',
  aggregateId: incident,
  version,
  ...common,
  payload: { ...ofIncident, state: 'acknowledged' },
});

/** The plain effect: a row per event. */
export const writeEffects: Effect = async (events, tx) => {
  for (const { id, aggregateId, version, type } of events) {
    await execute(tx, 'INSERT INTO effect (event_id, aggregate_id, version, type) VALUES ($1, $2, $3, $4)', [
      id,
      aggregateId,
      version,
      type,
    ]);
  }
};

/** Waits until it holds. @throws after some seconds, naming what was waited for */
export async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
