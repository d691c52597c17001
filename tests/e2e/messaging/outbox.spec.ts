import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { readDeliveryAges } from '#libs/messaging';
import { FixedClock, newId } from '#libs/platform';
import pg from 'pg';
import { type Producer, Rig } from './rig.js';

let rig: Rig;
let incident: Producer;

beforeAll(async () => {
  rig = await Rig.start();
  incident = await rig.producer('incident', { relay: false });
});
afterAll(() => rig?.close());
beforeEach(() => rig.clean());

/** Runs a statement as one of a service's roles; the transaction is rolled back. @returns the rows, or the error's message */
async function as(role: string, sql: string): Promise<unknown[] | string> {
  const login = role.replace(/_(facility|agency|system|signin|relay)$/, '');
  const client = new pg.Client({ connectionString: rig.database.urlOf(login) });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (role !== login) await client.query(`SET LOCAL ROLE ${role}`);
    return (await client.query(sql)).rows;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
}

const DENIED = expect.stringMatching(/permission denied|row-level security/);
const today = () => new Date().toISOString().slice(0, 10);
const insertEvent = (producer: string) => `
  INSERT INTO messaging.event (day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload)
  VALUES ('${today()}', '${newId()}', '${producer}', 't', 1, '${newId()}', 1, 'real', now(), now(), '${newId()}', 't', '{}')`;
const insertDelivery = (producer: string, extra = '', value = '') => `
  INSERT INTO messaging.delivery (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at${extra})
  VALUES ('${today()}', '${newId()}', 'gateway', '${producer}', '${newId()}', 1, now(), now()${value})`;

describe('the rights on the outbox', () => {
  it.each(['facility', 'agency', 'system'])(
    'in scope %s a service adds its own events, and open deliveries of them',
    async (kind) => {
      expect(await as(`vigie_incident_${kind}`, insertEvent('incident'))).toEqual([]);
      expect(await as(`vigie_incident_${kind}`, insertDelivery('incident'))).toEqual([]);
      expect(await as(`vigie_incident_${kind}`, insertEvent('alerting'))).toEqual(DENIED);
      expect(await as(`vigie_incident_${kind}`, insertDelivery('alerting'))).toEqual(DENIED);
      expect(await as(`vigie_incident_${kind}`, insertDelivery('incident', ', state', ", 'closed'"))).toEqual(DENIED);
    },
  );

  it('without a scope there is nothing', async () => {
    for (const sql of ['SELECT 1 FROM messaging.event', 'SELECT 1 FROM messaging.delivery', insertEvent('incident')]) {
      expect(await as('vigie_incident', sql)).toEqual(DENIED);
    }
  });

  it('only its producer reads an event, as relay', async () => {
    await incident.tell();
    const read = 'SELECT type FROM messaging.event';
    expect(await as('vigie_incident_relay', read)).toEqual([{ type: 'incident.declared' }]);
    expect(await as('vigie_alerting_relay', read)).toEqual([]);
    for (const kind of ['facility', 'agency', 'system', 'signin'])
      expect(await as(`vigie_incident_${kind}`, read)).toEqual(DENIED);
  });

  it('only its consumer closes a delivery, and nothing is reopened', async () => {
    await incident.tell();
    const close = "UPDATE messaging.delivery SET state = 'closed' RETURNING consumer";
    expect(await as('vigie_gateway_system', close)).toEqual([{ consumer: 'gateway' }]);
    expect(await as('vigie_directory_system', close)).toEqual([]);
    for (const role of [
      'vigie_incident_relay',
      'vigie_gateway_relay',
      'vigie_gateway_agency',
      'vigie_gateway_facility',
    ]) {
      expect(await as(role, close)).toEqual(DENIED);
    }
    await rig.database.asAdmin("UPDATE messaging.delivery SET state = 'closed'");
    const reopen = "UPDATE messaging.delivery SET state = 'open' RETURNING consumer";
    expect(await as('vigie_gateway_system', reopen)).toEqual([]);
  });

  it('only its producer sets when a delivery is published next', async () => {
    await incident.tell();
    const postpone =
      'UPDATE messaging.delivery SET next_publish_at = now(), attempts = attempts + 1 RETURNING consumer';
    expect(await as('vigie_incident_relay', postpone)).toHaveLength(3);
    expect(await as('vigie_alerting_relay', postpone)).toEqual([]);
    expect(await as('vigie_gateway_system', postpone)).toEqual(DENIED);
    const handOver = "UPDATE messaging.delivery SET consumer = 'directory'";
    for (const role of ['vigie_incident_relay', 'vigie_gateway_system'])
      expect(await as(role, handOver)).toEqual(DENIED);
  });

  it('nobody changes or removes an event, or removes a delivery', async () => {
    await incident.tell();
    for (const service of services) {
      for (const kind of ['facility', 'agency', 'system', 'signin', 'relay']) {
        const role = `vigie_${service.replaceAll('-', '_')}_${kind}`;
        for (const sql of [
          "UPDATE messaging.event SET type = 'x'",
          'DELETE FROM messaging.event',
          'DELETE FROM messaging.delivery',
          'TRUNCATE messaging.event',
          "SELECT messaging.add_partition('event', current_date + 90)",
        ]) {
          expect(await as(role, sql)).toEqual(DENIED);
        }
      }
    }
  });

  it('every table and partition has forced row-level security', async () => {
    const open = await rig.database.asAdmin(
      `SELECT relname FROM pg_class WHERE relnamespace = 'messaging'::regnamespace AND relkind IN ('r', 'p')
       AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });
});

describe('partitions', () => {
  const partitionsOf = async () =>
    (
      await rig.database.asAdmin<{ name: string }>(
        `SELECT c.relname AS name FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
         WHERE inhparent = 'messaging.delivery'::regclass ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const nameOf = (days: number) =>
    `delivery_${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const maintain = (sql = 'current_date') =>
    incident.database.transaction({ kind: 'relay' }, async (tx) => {
      await tx.query(`SELECT messaging.maintain_partitions(${sql})`);
    });
  /** An event of a day long ago, with one delivery. */
  const old = async (days: number, state: string) => {
    await incident.tell();
    const ids = await rig.database.asAdmin<{ event_id: string }>(
      `UPDATE messaging.delivery SET day = current_date - ${days}, state = '${state}' WHERE day = current_date RETURNING event_id`,
    );
    await rig.database.asAdmin(`UPDATE messaging.event SET day = current_date - ${days} WHERE id = $1`, [
      ids[0]?.event_id,
    ]);
  };
  const stored = () =>
    rig.database.asAdmin(
      "SELECT tableoid::regclass::text AS place, state FROM messaging.delivery WHERE consumer = 'gateway'",
    );

  it('are there for yesterday, today and the week to come', async () => {
    const names = await partitionsOf();
    for (const days of [-1, 0, 1, 7]) expect(names).toContain(nameOf(days));
  });

  it('for a day that nobody prepared, an event is kept all the same, and moved when its partition is made', async () => {
    await old(5, 'open');
    expect(await stored()).toEqual([{ place: 'messaging.delivery_default', state: 'open' }]);
    await maintain();
    expect(await stored()).toEqual([{ place: `messaging.${nameOf(-5)}`, state: 'open' }]);
    expect(
      await incident.database.transaction({ kind: 'relay' }, (tx) => tx.query('SELECT type FROM messaging.event')),
    ).toHaveLength(1);
  });

  it('older than thirty days go when all in them is closed, and stay when something is not', async () => {
    await rig.database.asAdmin(
      "SELECT messaging.add_partition(t, current_date - d) FROM unnest(ARRAY['event', 'delivery']) t, unnest(ARRAY[31, 40]) d",
    );
    await old(31, 'closed');
    await old(40, 'parked');
    await maintain();
    const names = await partitionsOf();
    expect(names).not.toContain(nameOf(-31));
    expect(names).toContain(nameOf(-40));
    await rig.database.asAdmin("UPDATE messaging.delivery SET state = 'closed'");
    await maintain();
    expect(await partitionsOf()).not.toContain(nameOf(-40));
    expect(await rig.database.asAdmin('SELECT 1 FROM messaging.event')).toEqual([]);
  });

  it('are not dropped by a caller whose clock is wrong', async () => {
    await incident.tell();
    await rig.database.asAdmin("UPDATE messaging.delivery SET state = 'closed'");
    await maintain('current_date + 50');
    expect(await stored()).toHaveLength(1);
  });
});

it('tells how long each consumer owes an answer', async () => {
  await incident.tell();
  const in90Seconds = new FixedClock(new Date(Date.now() + 90_000));
  const ages = await readDeliveryAges({ database: incident.database, service: 'incident', clock: in90Seconds });
  expect(ages.map(({ consumer }) => consumer).sort()).toEqual(['alerting', 'gateway', 'incident']);
  for (const { seconds } of ages) expect(Math.round(seconds / 10)).toBe(9);
});
