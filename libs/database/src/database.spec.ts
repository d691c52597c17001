import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock, createLogger, newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import pg from 'pg';
import { audit } from './audit.js';
import type { Database } from './database.js';
import { CreateWard1700000000000 } from './fixtures/ward.migration.js';
import { IdempotencyExpiry } from './idempotency-expiry.js';
import { idempotent } from './idempotency.js';
import { afterCommit, withCommit } from './pending.js';
import { execute, one, rows } from './query.js';
import type { DatabaseScope } from './scope.js';

const hospital = newId();
const clinic = newId();
const laboratory = newId();
const actorId = newId();
const at = (...facilities: string[]): DatabaseScope => ({ kind: 'facility', facilities, actorId });
const agency: DatabaseScope = { kind: 'agency', actorId };
const system: DatabaseScope = { kind: 'system' };

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await startTestDatabase([{ name: 'incident', migrations: [CreateWard1700000000000] }]);
  database = await server.connect('incident');
});
afterAll(() => server.close());

beforeEach(async () => {
  await server.asAdmin('TRUNCATE incident.ward, incident.idempotency');
  await database.transaction(system, async (tx) => {
    for (const [facilityId, beds] of [
      [hospital, 10],
      [hospital, 20],
      [clinic, 30],
    ] as const) {
      await addWard(tx, facilityId, beds);
    }
  });
});

const addWard = (tx: Parameters<typeof rows>[0], facilityId: string, beds: number) =>
  execute(tx, 'INSERT INTO ward (id, facility_id, beds) VALUES ($1, $2, $3)', [newId(), facilityId, beds]);
const beds = (scope: DatabaseScope) =>
  database.transaction(scope, async (tx) =>
    (await rows<{ beds: number }>(tx, 'SELECT beds FROM ward ORDER BY beds')).map((row) => row.beds),
  );

describe('scopes', () => {
  it('show a facility its rows, a person of two facilities both, the agency all', async () => {
    expect(await beds(at(hospital))).toEqual([10, 20]);
    expect(await beds(at(clinic))).toEqual([30]);
    expect(await beds(at(hospital, clinic))).toEqual([10, 20, 30]);
    expect(await beds(at(laboratory))).toEqual([]);
    expect(await beds(agency)).toEqual([10, 20, 30]);
    expect(await beds(system)).toEqual([10, 20, 30]);
  });

  it('show nothing, without an error, to a facility scope without facilities', async () => {
    expect(await beds(at())).toEqual([]);
  });

  it('refuse to write a row of another facility, or to give one away', async () => {
    await expect(database.transaction(at(hospital), (tx) => addWard(tx, clinic, 1))).rejects.toThrow(
      /row-level security/,
    );
    await expect(
      database.transaction(at(hospital), (tx) => execute(tx, 'UPDATE ward SET facility_id = $1', [clinic])),
    ).rejects.toThrow(/row-level security/);
    expect(await beds(agency)).toEqual([10, 20, 30]);
  });

  it('leave the rows of others untouched by an update without a condition', async () => {
    const changed = await database.transaction(at(hospital), (tx) => execute(tx, 'UPDATE ward SET beds = 0'));
    expect(changed).toBe(2);
    expect(await beds(at(clinic))).toEqual([30]);
  });

  it('hold the privileges that the table grants, no more', async () => {
    await expect(database.transaction(agency, (tx) => addWard(tx, hospital, 1))).rejects.toThrow(/permission denied/);
    await expect(database.transaction(at(hospital), (tx) => execute(tx, 'DELETE FROM ward'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('leave nothing behind on a pooled connection', async () => {
    const single = await server.connect('incident', 1);
    const seen = await single.transaction(at(hospital), (tx) => rows(tx, 'SELECT 1 FROM ward'));
    expect(seen).toHaveLength(2);
    // On the very connection: no role, and an empty setting where there was a facility.
    await expect(single.dataSource.query('SELECT * FROM incident.ward')).rejects.toThrow(/permission denied/);
    const after = await single.transaction(system, (tx) =>
      one<{ facilities: string; actor: string }>(
        tx,
        `SELECT current_setting('vigie.facilities', true) AS facilities, current_setting('vigie.actor', true) AS actor`,
      ),
    );
    expect(after).toEqual({ facilities: '', actor: '' });
    await expect(single.transaction(at(hospital), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(single.dataSource.query('SELECT * FROM incident.ward')).rejects.toThrow(/permission denied/);
  });

  it('refuse an id that is none, so that no setting can be forged', async () => {
    await expect(beds(at(`${hospital}},{${clinic}`))).rejects.toThrow('Not a UUID');
  });

  it('bind the owner too unless it has the right to pass by', async () => {
    await server.asAdmin('ALTER ROLE vigie_owner NOBYPASSRLS');
    try {
      const owner = new pg.Client({ connectionString: server.urlOf('vigie_owner') });
      await owner.connect();
      expect((await owner.query('SELECT * FROM incident.ward')).rowCount).toBe(0);
      await owner.end();
    } finally {
      await server.asAdmin('ALTER ROLE vigie_owner BYPASSRLS');
    }
  });

  it('keep other services out', async () => {
    const other = await server.connect('directory', 1);
    await expect(other.transaction(system, (tx) => rows(tx, 'SELECT * FROM incident.ward'))).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      other.transaction(system, (tx) => execute(tx, 'SET LOCAL ROLE vigie_incident_system')),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('a transaction', () => {
  it('rolls back when the work throws, and calls no hook', async () => {
    let called = 0;
    const work = database.transaction(at(hospital), async (tx) => {
      afterCommit(tx, () => (called += 1));
      await addWard(tx, hospital, 99);
      throw new Error('refused');
    });
    await expect(work).rejects.toThrow('refused');
    expect(await beds(at(hospital))).toEqual([10, 20]);
    expect(called).toBe(0);
  });

  it('calls its hooks once it has committed', async () => {
    let seen: number[] = [];
    const hooked = new Promise<void>((resolve) => {
      void database.transaction(at(hospital), async (tx) => {
        await addWard(tx, hospital, 99);
        afterCommit(tx, () => void beds(at(hospital)).then((found) => ((seen = found), resolve())));
      });
    });
    await hooked;
    expect(seen).toEqual([10, 20, 99]);
  });

  it('commits nothing when a statement sent along with the commit fails', async () => {
    const work = database.transaction(at(hospital), async (tx) => {
      await addWard(tx, hospital, 99);
      withCommit(tx, `INSERT INTO ward (id, facility_id, beds) VALUES ('${newId()}', '${clinic}', 1)`);
    });
    await expect(work).rejects.toThrow(/row-level security/);
    expect(await beds(agency)).toEqual([10, 20, 30]);
  });

  it('does not pass for committed when an error was swallowed', async () => {
    const work = database.transaction(at(hospital), async (tx) => {
      await addWard(tx, hospital, 99);
      await execute(tx, 'SELECT 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow(/rolled back/);
  });

  it('of one statement works in its scope, over and over, and gives its rows', async () => {
    const add = (facilityId: string, count: number) =>
      database.statement<{ beds: number }>(
        at(hospital),
        'add-ward',
        'INSERT INTO ward (id, facility_id, beds) VALUES ($1, $2, $3) RETURNING beds',
        [newId(), facilityId, count],
      );
    expect(await Promise.all([97, 98, 99].map((count) => add(hospital, count)))).toEqual(
      [97, 98, 99].map((count) => [{ beds: count }]),
    );
    await expect(add(clinic, 1)).rejects.toThrow(/row-level security/);
    expect(await add(hospital, 100)).toEqual([{ beds: 100 }]);
    expect(await beds(agency)).toEqual([10, 20, 30, 97, 98, 99, 100]);
  });

  it('of one statement takes every value as it is', async () => {
    const items = ['a,b', '"c"', `d'e`, 'f\\g', '{}', 'NULL', '', 'é🏥'];
    const text = `O'Brien \\ "dit" ; $1 --`;
    const [row] = await database.statement<object>(
      agency,
      'echo',
      'SELECT $1::text AS text, $2::text AS nothing, $3::text[] AS items, $4::text[] AS none, $5::boolean AS yes',
      [text, null, items, [], true],
    );
    expect(row).toEqual({ text, nothing: null, items, none: [], yes: true });
  });

  it('lets TypeORM take part instead of beginning one of its own', async () => {
    await database.transaction(at(hospital), async (tx) => {
      const before = await one<{ id: string }>(tx, 'SELECT pg_current_xact_id()::text AS id');
      await tx.transaction(async (inner) => {
        expect(await one(inner, 'SELECT pg_current_xact_id_if_assigned()::text AS id')).toEqual(before);
        await addWard(inner, hospital, 98);
      });
      await addWard(tx, hospital, 99);
    });
    expect(await beds(at(hospital))).toEqual([10, 20, 98, 99]);
  });

  it('runs again after a deadlock', async () => {
    const ids = (await server.asAdmin<{ id: string }>('SELECT id FROM incident.ward ORDER BY beds')).map(
      (row) => row.id,
    );
    const raise = (first: number, second: number) =>
      database.transaction(system, async (tx) => {
        await execute(tx, 'UPDATE ward SET beds = beds + 1 WHERE id = $1', [ids[first]]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await execute(tx, 'UPDATE ward SET beds = beds + 1 WHERE id = $1', [ids[second]]);
      });
    await Promise.all([raise(0, 1), raise(1, 0)]);
    expect(await beds(at(hospital))).toEqual([12, 22]);
  });
});

describe('an idempotency key', () => {
  const request = (key: string, body: unknown = { beds: 5 }) => ({ actorId, operation: 'ward.add', key, body });
  const add = (key: string, body?: unknown) =>
    database.idempotentTransaction(at(hospital), request(key, body), async (tx) => {
      await addWard(tx, hospital, 5);
      return { zone: 'b', added: (await rows(tx, 'SELECT 1 FROM ward')).length, area: 'a' };
    });

  it('gives the same answer again, byte for byte, and does nothing twice', async () => {
    const first = await add('k1');
    const second = await add('k1');
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(await beds(at(hospital))).toEqual([5, 10, 20]);
  });

  it('is the same request whatever the order of its fields', async () => {
    await add('k2', { beds: 5, ward: { a: 1, b: [1, 2] } });
    await add('k2', { ward: { b: [1, 2], a: 1 }, beds: 5 });
    expect(await beds(at(hospital))).toEqual([5, 10, 20]);
  });

  it('refuses another body', async () => {
    await add('k3');
    await expect(add('k3', { beds: 6 })).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(await beds(at(hospital))).toEqual([5, 10, 20]);
  });

  it('is free again when the work failed', async () => {
    const failing = database.idempotentTransaction(at(hospital), request('k4'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await add('k4')).toMatchObject({ added: 3 });
  });

  it('belongs to one person', async () => {
    await add('k5');
    const other = newId();
    const theirs = await database.idempotentTransaction(
      { kind: 'facility', facilities: [clinic], actorId: other },
      { actorId: other, operation: 'ward.add', key: 'k5', body: 'something else' },
      async () => 'theirs',
    );
    expect(theirs).toBe('theirs');
  });

  it('makes those who come at the same time wait for the one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add('k6')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ zone: 'b', added: 3, area: 'a' })]),
    );
    expect(await beds(at(hospital))).toEqual([5, 10, 20]);
  });

  it('works inside an open transaction as well', async () => {
    const inside = () =>
      database.transaction(at(hospital), (tx) => idempotent(tx, request('k7'), () => addWard(tx, hospital, 5)));
    expect([await inside(), await inside()]).toEqual([1, 1]);
    expect(await beds(at(hospital))).toEqual([5, 10, 20]);
  });

  it('is forgotten after thirty days, and is free again', async () => {
    await add('young');
    await add('old');
    await server.asAdmin(`UPDATE incident.idempotency SET created_at = now() - interval '31 days' WHERE key = 'old'`);
    const expiry = new IdempotencyExpiry(
      database,
      new SystemClock(),
      createLogger({ service: 'incident', level: 'silent' }),
    );
    expect([await expiry.run(), await expiry.run()]).toEqual([1, 0]);
    expect(await add('young')).toMatchObject({ added: 3 });
    expect(await add('old')).toMatchObject({ added: 5 });
  });

  it('keeps an answer that is nothing', async () => {
    let runs = 0;
    const nothing = () =>
      database.idempotentTransaction(at(hospital), request('k8'), async () => {
        runs += 1;
      });
    await nothing();
    await nothing();
    expect(runs).toBe(1);
  });
});

describe('the audit', () => {
  const entry = {
    action: 'ward.add',
    recordType: 'ward',
    recordId: hospital,
    facilityId: hospital,
    actorId,
    origin: "192.0.2.1', now()); --",
    traceId: 'a'.repeat(32),
    details: { quote: "it's", backslash: '\\', unit: '\u00e9' },
  };
  const trail = (traceId: string) =>
    server.asAdmin<{ details: unknown; origin: string }>('SELECT * FROM incident.audit WHERE trace_id = $1', [traceId]);

  it('commits with its transaction, whatever its texts hold', async () => {
    await database.transaction(at(hospital), async (tx) => audit(tx, entry));
    expect(await trail(entry.traceId)).toMatchObject([{ origin: entry.origin, details: entry.details, kind: 'real' }]);
  });

  it('is not left behind by a transaction that fails', async () => {
    const traceId = 'b'.repeat(32);
    const work = database.transaction(at(hospital), async (tx) => {
      audit(tx, { ...entry, traceId });
      throw new Error('refused');
    });
    await expect(work).rejects.toThrow('refused');
    expect(await trail(traceId)).toEqual([]);
  });

  it('cannot be read by a facility', async () => {
    await expect(database.transaction(at(hospital), (tx) => rows(tx, 'SELECT * FROM audit'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it.each(['UPDATE incident.audit SET action = NULL', 'DELETE FROM incident.audit', 'TRUNCATE incident.audit'])(
    'refuses "%s" to every scope, to the owner and to a superuser',
    async (sql) => {
      for (const scope of [at(hospital), agency, system]) {
        await expect(database.transaction(scope, (tx) => execute(tx, sql))).rejects.toThrow(/permission denied/);
      }
      const owner = new pg.Client({ connectionString: server.urlOf('vigie_owner') });
      await owner.connect();
      await expect(owner.query(sql)).rejects.toThrow(/never changed or removed/);
      await owner.end();
      await expect(server.asAdmin(sql)).rejects.toThrow(/never changed or removed/);
      await expect(server.asAdmin(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}`)).rejects.toThrow(
        /never changed or removed/,
      );
      await server.asAdmin('ROLLBACK');
    },
  );
});

describe('a server that is killed', () => {
  it('is said to be unavailable, whenever it happens, and used again when it is back', async () => {
    const halfway = database.transaction(at(hospital), async (tx) => {
      await addWard(tx, hospital, 99);
      await server.restart();
      await addWard(tx, hospital, 100);
    });
    await expect(halfway).rejects.toMatchObject({ code: 'unavailable' });
    expect(await beds(at(hospital))).toEqual([10, 20]);

    const atCommit = database.transaction(at(hospital), async (tx) => {
      await addWard(tx, hospital, 99);
      await server.restart();
    });
    await expect(atCommit).rejects.toMatchObject({ code: 'unavailable' });
    expect(await beds(at(hospital))).toEqual([10, 20]);
  });

  it('does not lose what was answered', async () => {
    await database.transaction(at(hospital), (tx) => addWard(tx, hospital, 99));
    await server.restart();
    expect(await beds(at(hospital))).toEqual([10, 20, 99]);
  });
});
