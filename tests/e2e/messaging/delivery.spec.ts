import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Effect, Rig, until, writeEffects } from './rig.js';

let rig: Rig;
const fast = { retryDelay: () => 20 };

beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig?.close());
beforeEach(() => rig.clean());
afterEach(() => rig.stopAll());

const allClosed = (consumer: string) =>
  until(`${consumer} has closed all`, async () => (await rig.openDeliveries(consumer)) === 0);

describe('an event', () => {
  it('has its effect at each consumer that the contract names, once and in order', async () => {
    await rig.consumer('gateway', writeEffects);
    await rig.consumer('alerting', writeEffects);
    const producer = await rig.producer('incident');
    const incident = await producer.tell(5);
    await allClosed('gateway');
    await allClosed('alerting');
    for (const consumer of ['gateway', 'alerting'] as const) {
      const versions = (await rig.effects(consumer)).filter(({ aggregate_id: id }) => id === incident);
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('is not there when its transaction rolls back', async () => {
    const producer = await rig.producer('incident');
    const failing = producer.database.transaction({ kind: 'system' }, async (tx) => {
      producer.outbox.emit(tx, {
        type: 'incident.acknowledged',
        aggregateId: '019f0000-0000-7000-8000-000000000001',
        version: 1,
        kind: 'real',
        actorId: '019f0000-0000-7000-8000-000000000002',
        traceId: 'trace',
        payload: {
          facilityId: '019f0000-0000-7000-8000-000000000003',
          territory: '972',
          reference: '972-2026-0001',
          state: 'acknowledged',
        },
      });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await rig.deliveries()).toEqual([]);
  });

  it('that its process did not live to publish is published from the table', async () => {
    await rig.consumer('gateway', writeEffects);
    const dead = await rig.producer('incident', { relay: false });
    await dead.tell(3);
    await rig.producer('incident');
    await rig.makeDue();
    await allClosed('gateway');
    expect((await rig.effects('gateway')).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('said while NATS is away arrives when it is back', async () => {
    await rig.consumer('gateway', writeEffects);
    const producer = await rig.producer('incident');
    await rig.nats.kill();
    await until('the loss is noticed', () => !producer.link.connected);
    await producer.tell(2);
    await rig.nats.restart();
    await allClosed('gateway');
    expect((await rig.effects('gateway')).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('that NATS lost with its whole store is published again', async () => {
    const producer = await rig.producer('incident');
    const first = await rig.consumer('gateway', writeEffects);
    await producer.tell(2);
    await allClosed('gateway');
    await first.stop();
    // Published, and nobody has drawn them yet.
    await Promise.all(Array.from({ length: 20 }, () => producer.tell(3)));
    await rig.nats.eraseStore();
    await rig.nats.restart();
    await rig.consumer('gateway', writeEffects);
    await allClosed('gateway');
    const effects = await rig.effects('gateway');
    expect(effects).toHaveLength(62);
    expect(new Set(effects.map(({ event_id }) => event_id)).size).toBe(62);
  });

  it('that NATS lost under the eyes of its consumer is published again', async () => {
    let blocked = true;
    const effect: Effect = async (events, tx) => {
      await until('the test lets go', () => !blocked);
      return writeEffects(events, tx);
    };
    await rig.consumer('gateway', effect, { lanes: 2, batch: 1 });
    const producer = await rig.producer('incident');
    await Promise.all(Array.from({ length: 10 }, () => producer.tell()));
    await rig.nats.eraseStore();
    blocked = false;
    await rig.nats.restart();
    await allClosed('gateway');
    const effects = await rig.effects('gateway');
    expect(new Set(effects.map(({ event_id }) => event_id)).size).toBe(10);
    expect(effects).toHaveLength(10);
  });
});

describe('a consumer', () => {
  it('killed between effect and commit leaves nothing, and the effect happens once', async () => {
    const producer = await rig.producer('incident');
    let died: (() => void) | undefined;
    const death = new Promise<void>((resolve) => (died = resolve));
    const victim = await rig.consumer('gateway', async (events, tx) => {
      await writeEffects(events, tx);
      // What the server sees of a killed process: the connection of its transaction breaks, and no answer comes.
      void victim.link.connection.close();
      await rig.database.asAdmin(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway' AND state = 'idle in transaction'`,
      );
      died?.();
    });
    await producer.tell();
    await death;
    await victim.die();
    expect(await rig.effects('gateway')).toEqual([]);
    await rig.consumer('gateway', writeEffects);
    await allClosed('gateway');
    expect(await rig.effects('gateway')).toHaveLength(1);
  });

  it('killed after its commit and before its answer has its effect once', async () => {
    const producer = await rig.producer('incident');
    const victim = await rig.consumer('gateway', async (events, tx) => {
      await writeEffects(events, tx);
      await victim.link.connection.close();
    });
    await producer.tell();
    await until('the effect is committed', async () => (await rig.effects('gateway')).length === 1);
    await victim.die();
    await rig.consumer('gateway', writeEffects);
    // Everything comes again: JetStream after its wait, and the marker behind it.
    await producer.tell();
    await until('the marker has its effect', async () => (await rig.effects('gateway')).length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 13_000));
    expect(await rig.effects('gateway')).toHaveLength(2);
    expect(await rig.openDeliveries('gateway')).toBe(0);
  });

  it('that gets everything several times has each effect once', async () => {
    await rig.consumer('gateway', writeEffects, { lanes: 4 });
    await rig.consumer('gateway', writeEffects, { lanes: 4 });
    const producers = await Promise.all([rig.producer('incident'), rig.producer('incident')]);
    const telling = Promise.all(Array.from({ length: 30 }, (_, index) => producers[index % 2]?.tell(4)));
    for (let round = 0; round < 10; round += 1) {
      await rig.makeDue();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await telling;
    await allClosed('gateway');
    const effects = await rig.effects('gateway');
    expect(effects).toHaveLength(120);
    expect(new Set(effects.map(({ event_id }) => event_id)).size).toBe(120);
  });

  it('keeps the order of each record while many go side by side', async () => {
    await Promise.all([1, 2].map(() => rig.consumer('gateway', writeEffects, { lanes: 6, batch: 7 })));
    const dead = await rig.producer('incident', { relay: false });
    // Published from the table by two relays at once: the order on the way is anything.
    await Promise.all(Array.from({ length: 40 }, () => dead.tell(6)));
    await rig.makeDue();
    await Promise.all([rig.producer('incident'), rig.producer('incident')]);
    await allClosed('gateway');
    const effects = await rig.effects('gateway');
    expect(effects).toHaveLength(240);
    for (const ofOne of Map.groupBy(effects, ({ aggregate_id }) => aggregate_id).values()) {
      expect(ofOne.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it('that fails a few times succeeds in the end, and the batch mates of a bad event do not suffer', async () => {
    let failures = 3;
    let bad = '';
    const effect: Effect = async (events, tx) => {
      await writeEffects(events, tx);
      if (events.some(({ aggregateId }) => aggregateId === bad) && failures-- > 0) throw new Error('not today');
    };
    const dead = await rig.producer('incident', { relay: false });
    bad = await dead.tell(2);
    await dead.tellMany(20);
    await rig.consumer('gateway', effect, { ...fast, lanes: 1 });
    await rig.producer('incident');
    await rig.makeDue();
    await allClosed('gateway');
    const effects = await rig.effects('gateway');
    expect(effects).toHaveLength(22);
    expect(effects.filter(({ aggregate_id }) => aggregate_id === bad).map(({ version }) => version)).toEqual([1, 2]);
  });
});
