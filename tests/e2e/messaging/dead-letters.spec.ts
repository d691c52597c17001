import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { listDeadLetters, replayDeadLetter, skipDeadLetter } from '#libs/messaging';
import { newId } from '#libs/platform';
import pg from 'pg';
import { type Effect, type Producer, Rig, clock, until, writeEffects } from './rig.js';

let rig: Rig;
let operator: pg.Client;
const fast = { retryDelay: () => 20, limits: { any: 4, permanent: 2 } };

beforeAll(async () => {
  rig = await Rig.start();
  operator = new pg.Client({ connectionString: rig.database.urlOf('vigie_owner') });
  await operator.connect();
});
afterAll(async () => {
  await operator?.end();
  await rig?.close();
});
beforeEach(() => rig.clean());
afterEach(() => rig.stopAll());

/** The effect, but one record's second event cannot be taken for as long as `poisoned()` says so. */
function poison(
  record: () => string,
  poisoned: () => boolean,
  error: () => Error = () => new TypeError('Jeanne Dupont'),
): Effect {
  return async (events, tx) => {
    await writeEffects(events, tx);
    if (poisoned() && events.some(({ aggregateId, version }) => aggregateId === record() && version === 2))
      throw error();
  };
}

const parked = async () => (await rig.deliveries()).filter(({ state }) => state === 'parked');
const versionsOf = async (record: string) =>
  (await rig.effects('gateway')).filter(({ aggregate_id }) => aggregate_id === record).map(({ version }) => version);

/** One record whose second event of four is poison, and another that is well. */
async function poisonOne(
  producer: Producer,
  effect: (record: () => string) => Effect,
): Promise<{ bad: string; good: string }> {
  const bad = newId();
  await rig.consumer(
    'gateway',
    effect(() => bad),
    fast,
  );
  for (const version of [1, 2, 3, 4]) await producer.tellOne(bad, version);
  const good = await producer.tell(4);
  await until('the poison is parked', async () => (await parked()).length === 1);
  await until('the other record is through', async () => (await versionsOf(good)).length === 4);
  return { bad, good };
}

describe('an event that its consumer cannot take', () => {
  it('is parked after some failures, and only its own record waits behind it', async () => {
    const { bad, good } = await poisonOne(await rig.producer('incident'), (record) => poison(record, () => true));
    expect(await versionsOf(bad)).toEqual([1]);
    expect(await versionsOf(good)).toEqual([1, 2, 3, 4]);
    expect(await parked()).toEqual([expect.objectContaining({ consumer: 'gateway', failures: 4 })]);
  });

  it('is parked sooner when trying again cannot help', async () => {
    await poisonOne(await rig.producer('incident'), (record) =>
      poison(
        record,
        () => true,
        () => new Refusal('not-found'),
      ),
    );
    expect(await parked()).toEqual([expect.objectContaining({ failures: 2, reason: 'Refusal not-found' })]);
  });

  it('leaves a reason that names no one', async () => {
    await poisonOne(await rig.producer('incident'), (record) => poison(record, () => true));
    expect(await parked()).toEqual([expect.objectContaining({ reason: 'TypeError' })]);
  });

  it('is not parked for the database having been away', async () => {
    let away = 12;
    const effect: Effect = async (events, tx) => {
      if (away-- > 0) throw new Refusal('unavailable');
      return writeEffects(events, tx);
    };
    const producer = await rig.producer('incident');
    await rig.consumer('gateway', effect, fast);
    const record = await producer.tell(2);
    await until('it has passed', async () => (await versionsOf(record)).length === 2);
    const failures = (await rig.deliveries()).map((delivery) => delivery.failures);
    expect(failures.length).toBeGreaterThan(2);
    expect(failures.every((count) => count === 0)).toBe(true);
  });
});

describe('the operator', () => {
  it('sees what is parked, why, and how much waits behind it', async () => {
    const { bad } = await poisonOne(await rig.producer('incident'), (record) => poison(record, () => true));
    expect(await listDeadLetters(operator)).toEqual([
      expect.objectContaining({
        type: 'incident.acknowledged',
        producer: 'incident',
        consumer: 'gateway',
        aggregateId: bad,
        version: 2,
        kind: 'real',
        failures: 4,
        reason: 'TypeError',
        waiting: 2,
      }),
    ]);
    expect(await listDeadLetters(operator, { consumer: 'alerting' })).toEqual([]);
  });

  it('replays it: it has its effect, then those behind it, in order', async () => {
    let poisoned = true;
    const { bad } = await poisonOne(await rig.producer('incident'), (record) => poison(record, () => poisoned));
    poisoned = false;
    const [letter] = await listDeadLetters(operator);
    expect(await replayDeadLetter(operator, letter!, clock.instant())).toBe(true);
    await until('all of the record are through', async () => (await versionsOf(bad)).length === 4);
    expect(await versionsOf(bad)).toEqual([1, 2, 3, 4]);
    expect(await replayDeadLetter(operator, letter!, clock.instant())).toBe(false);
  });

  it('skips it: those behind it go on without it, and who did it is kept', async () => {
    const { bad } = await poisonOne(await rig.producer('incident'), (record) => poison(record, () => true));
    const [letter] = await listDeadLetters(operator);
    const by = newId();
    expect(await skipDeadLetter(operator, letter!, { reason: 'sent by phone', by }, clock.instant())).toBe(true);
    await until('the others are through', async () => (await versionsOf(bad)).length === 3);
    expect(await versionsOf(bad)).toEqual([1, 3, 4]);
    const kept = await rig.database.asAdmin(
      'SELECT state, reason, closed_by FROM messaging.delivery WHERE closed_by IS NOT NULL',
    );
    expect(kept).toEqual([{ state: 'closed', reason: 'skipped: sent by phone', closed_by: by }]);
    expect(await skipDeadLetter(operator, letter!, { reason: 'again', by }, clock.instant())).toBe(false);
  });
});

describe('an event that this release cannot read', () => {
  it.each([
    ['is of an unknown type', { type: 'incident.teleported' }, 'unknown type'],
    ['is of a newer version', { schema_version: 99 }, 'schema version 99, known up to 1'],
    [
      'does not fit its schema',
      { payload: '{"state":"lost"}' },
      expect.stringMatching(/^payload: facilityId invalid-type/),
    ],
  ])('because it %s is parked, never dropped, and its record waits', async (_, change, reason) => {
    const dead = await rig.producer('incident', { relay: false });
    const record = await dead.tell(3);
    for (const [column, value] of Object.entries(change)) {
      await rig.database.asAdmin(`UPDATE messaging.event SET ${column} = $1 WHERE version = 2`, [value]);
    }
    await rig.consumer('gateway', writeEffects);
    await rig.producer('incident');
    await rig.makeDue();
    await until('it is parked', async () => (await parked()).length === 1);
    expect(await parked()).toEqual([expect.objectContaining({ consumer: 'gateway', reason })]);
    await rig.makeDue();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await versionsOf(record)).toEqual([1]);
  });
});
