import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword, serviceActor } from '#libs/auth';
import type { ContactPoint } from '#libs/contracts';
import { type Database, type DatabaseScope, type Region, rows } from '#libs/database';
import { type CommandContext, Outbox, messagingMigrated } from '#libs/messaging';
import { FixedClock, createLogger, newId, newTraceId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { readRegion } from '../../apps/cli/src/seed/region.reader.js';
import { ContactService } from '../../apps/directory/src/contacts/contact.service.js';
import { DutyService } from '../../apps/directory/src/duty/duty.service.js';
import { FacilityService } from '../../apps/directory/src/facilities/facility.service.js';
import { migrations } from '../../apps/directory/src/migrations/index.js';
import { MembershipEnd } from '../../apps/directory/src/people/membership-end.js';
import { PersonService } from '../../apps/directory/src/people/person.service.js';
import { seed } from '../../apps/directory/src/seed/index.js';
import { IdentityService } from '../../apps/directory/src/sessions/identity.service.js';
import { SignInService } from '../../apps/directory/src/sessions/sign-in.service.js';
import { TerritoryService } from '../../apps/directory/src/territories/territory.service.js';

const PASSWORD = 'mot de passe à nous';
const clock = new FixedClock('2026-11-24T12:00:00Z');
const actorId = newId();
const agency: DatabaseScope = { kind: 'agency', actorId };
const system: DatabaseScope = { kind: 'system' };
const at = (...facilities: string[]): DatabaseScope => ({ kind: 'facility', facilities, actorId });

let server: TestDatabase;
let database: Database;
let region: Region;
let mine: Region['facilities'][number];
let others: Region['facilities'][number];

beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'directory', migrations }]);
  database = await server.connect('directory');
  region = await readRegion('deploy/seed/martinique');
  const staffed = region.facilities.filter(({ id }) =>
    region.people.some(({ roles }) => roles.some(({ facilityId }) => facilityId === id)),
  );
  [mine, others] = staffed as [typeof mine, typeof others];
  await seed({ database, region, passwordHash: await hashPassword(PASSWORD), clock });
});
afterAll(() => server?.close());

const contextOf = (scope: DatabaseScope, key = ''): CommandContext => ({
  actor: { ...serviceActor('gateway'), id: actorId },
  scope,
  traceId: newTraceId(),
  origin: '192.0.2.1',
  key,
});

describe('the seed', () => {
  it('adds nothing when it runs again', async () => {
    const again = await seed({ database, region, passwordHash: await hashPassword(PASSWORD), clock });
    expect(new Set(Object.values(again))).toEqual(new Set([0]));
  });
});

describe('facilities', () => {
  const service = () => new FacilityService(database);

  it('are all there for the agency, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service().list(agency, { limit: 10, cursor });
      expect(page.total).toBe(region.facilities.length);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(region.facilities.map(({ id }) => id).toSorted());
  });

  it('are found whatever the accents and the case', async () => {
    const { items } = await service().list(agency, { q: 'HOPITAL', limit: 100 });
    expect(items.length).toBeGreaterThan(0);
    expect((await service().list(agency, { q: '%', limit: 100 })).items).toEqual([]);
  });

  it('of others do not exist for a facility', async () => {
    expect((await service().list(at(mine.id), { limit: 100 })).items).toEqual([mine]);
    expect((await service().list(at(mine.id), { limit: 100, ids: [others.id] })).total).toBe(0);
    await expect(service().get(at(mine.id), mine.id)).resolves.toEqual(mine);
    await expect(service().get(at(mine.id), others.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(service().get(at(), mine.id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('people', () => {
  const service = () => new PersonService(database, clock);

  it('of a facility are its own, and of them only what they do there', async () => {
    const { items, total } = await service().list(at(mine.id), { limit: 500 });
    const expected = region.people.filter(({ roles }) => roles.some(({ facilityId }) => facilityId === mine.id));
    expect(items.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    expect(total).toBe(expected.length);
    for (const person of items) {
      expect(person.facilities.map(({ id }) => id)).toEqual([mine.id]);
      expect(person.agencyRoles).toEqual([]);
    }
    await expect(service().list(at(mine.id), { facilityId: others.id, limit: 9 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('of the agency are shown to the agency, with their roles', async () => {
    const { items } = await service().list(agency, { limit: 500 });
    expect(items).toHaveLength(region.people.length);
    const analyst = region.people.find(({ agencyRoles }) => agencyRoles.includes('analyst'));
    expect(items.find(({ id }) => id === analyst?.id)?.agencyRoles).toContain('analyst');
  });
});

describe('contact points', () => {
  const service = () => new ContactService(database);
  const contact = (more: Partial<ContactPoint> = {}): ContactPoint => ({
    id: newId(),
    facilityId: mine.id,
    label: 'Astreinte',
    name: 'Zoé Exemple',
    email: null,
    phone: '+596 696 00 00 00',
    outside: true,
    locale: 'fr',
    ...more,
  });

  it('are added, corrected, and done once for each key', async () => {
    const first = contact();
    const key = newId();
    expect(await service().save(first, contextOf(at(mine.id), key))).toEqual(first);
    expect(await service().save(first, contextOf(at(mine.id), key))).toEqual(first);
    const corrected = { ...first, label: 'Garde' };
    await expect(service().save(corrected, contextOf(at(mine.id), key))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    await service().save(corrected, contextOf(agency, newId()));
    const { items } = await service().list(at(mine.id), mine.id);
    expect(items.filter(({ id }) => id === first.id)).toEqual([corrected]);
    const audits = await server.asAdmin('SELECT action, facility_id FROM directory.audit WHERE record_id = $1', [
      first.id,
    ]);
    expect(audits).toEqual(Array(2).fill({ action: 'directory.contact.save', facility_id: mine.id }));
  });

  it('of another facility are neither read nor taken over', async () => {
    const theirs = contact({ facilityId: others.id });
    await service().save(theirs, contextOf(at(others.id), newId()));
    await expect(service().save(theirs, contextOf(at(mine.id), newId()))).rejects.toMatchObject({ code: 'not-found' });
    await expect(service().save({ ...theirs, facilityId: mine.id }, contextOf(agency, newId()))).rejects.toMatchObject({
      code: 'already-exists',
    });
    await expect(
      service().save({ ...theirs, facilityId: mine.id }, contextOf(at(mine.id), newId())),
    ).rejects.toMatchObject({ code: 'already-exists' });
    await expect(service().list(at(mine.id), others.id)).rejects.toMatchObject({ code: 'not-found' });
    const { contacts } = await service().resolve(system, { contactIds: [theirs.id] });
    expect(contacts).toEqual([theirs]);
  });
});

describe('signing in', () => {
  const identities = () => new IdentityService(database, clock);
  const service = () => new SignInService(database, identities(), clock);

  it('gives the identity for the right password, however the address is written', async () => {
    const person = region.people.find(({ roles }) => roles.length > 0);
    if (!person) throw new Error('nobody');
    const body = { email: person.email.toUpperCase(), password: PASSWORD };
    const identity = await service().signIn(body, contextOf(system));
    expect(identity).toMatchObject({ personId: person.id, email: person.email });
    expect(identity).toEqual(await identities().get(system, person.id));
  });

  it.each([
    ['a wrong password', () => region.people[0]?.email ?? ''],
    ['an unknown address', () => 'nobody@nowhere.example'],
  ])('refuses %s, and keeps a row of it without the address', async (_, email) => {
    const before = await denials();
    await expect(service().signIn({ email: email(), password: 'x' }, contextOf(system))).rejects.toMatchObject({
      code: 'sign-in-refused',
    });
    const after = await denials();
    expect(after.length).toBe(before.length + 1);
    expect(JSON.stringify(after)).not.toContain('@');
  });

  it('reads nothing beyond what it needs', async () => {
    await expect(
      database.transaction({ kind: 'signin' }, (tx) => rows(tx, 'SELECT * FROM contact_point')),
    ).rejects.toThrow('permission denied');
    await expect(database.transaction(agency, (tx) => rows(tx, 'SELECT * FROM credential'))).rejects.toThrow(
      'permission denied',
    );
  });

  const denials = () => server.asAdmin(`SELECT * FROM directory.audit WHERE action = 'denial'`);
});

describe('a delegation', () => {
  it('ends by itself, which is said once', async () => {
    const identities = new IdentityService(database, clock);
    const person = region.people.find(({ roles }) => new Set(roles.map(({ facilityId }) => facilityId)).size === 1);
    if (!person) throw new Error('nobody');
    const end = new Date(clock.now().getTime() + 60_000);
    await server.asAdmin('UPDATE directory.membership SET until = $2 WHERE person_id = $1', [person.id, end]);
    const outbox = new Outbox('directory', clock, { offer: () => undefined });
    const logger = createLogger({ service: 'test', level: 'silent' });
    const ends = new MembershipEnd(database, outbox, clock, logger);
    const said = () =>
      server.asAdmin('SELECT version, payload FROM messaging.event WHERE aggregate_id = $1', [person.id]);

    await ends.sweep();
    expect(await said()).toEqual([]);
    expect((await identities.get(system, person.id)).facilities).toHaveLength(1);
    clock.set(end);
    expect((await identities.get(system, person.id)).facilities).toEqual([]);
    await ends.sweep();
    await ends.sweep();
    expect(await said()).toEqual([{ version: 1, payload: { personId: person.id } }]);
    const own = await new PersonService(database, clock).list(at(person.roles[0]?.facilityId ?? ''), { limit: 500 });
    expect(own.items.map(({ id }) => id)).not.toContain(person.id);
  });
});

describe('territories and duty', () => {
  it('are known by their code', async () => {
    const territories = new TerritoryService(database);
    expect((await territories.list(at(mine.id))).items).toEqual([region.territory]);
    const map = await territories.get(at(mine.id), region.territory.code);
    expect(map.outline).toEqual(region.outline);
    expect(map.communes).toHaveLength(region.communes.length);
    await expect(territories.get(agency, '999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('rings the analysts and nobody else', async () => {
    const { people } = await new DutyService(database).resolve(system, region.territory.code);
    const analysts = region.people.filter(({ agencyRoles }) => agencyRoles.includes('analyst'));
    expect(people.map(({ personId }) => personId).toSorted()).toEqual(analysts.map(({ id }) => id).toSorted());
    await expect(new DutyService(database).resolve(system, '999')).rejects.toMatchObject({ code: 'not-found' });
  });
});
