import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CommandRoute,
  type OwnRoute,
  type Permission,
  commandContract,
  commandRoutes,
  ownRoutes,
  ruleOf,
} from '#libs/contracts';
import type { Answer, Client } from '#libs/testing';
import { type Platform, startPlatform } from '../platform.js';
import type { Records, TenancyCase, Who } from './case.js';
import { cases } from './cases.js';
import { type Cast, clientOf, makeRecords, signInCast, unknownRecords } from './records.js';

type Route = CommandRoute | OwnRoute;
const routes: Record<string, Route> = { ...commandRoutes, ...ownRoutes };
const permissionOf = (route: Route): Permission | undefined =>
  'command' in route ? commandContract(route.command).permission : route.permission;

/** The same trace for both requests of a pair, so that only what is told may differ. */
const TRACE = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

let platform: Platform;
let cast: Cast;
let records: Records;

beforeAll(async () => {
  platform = await startPlatform({ mailbox: true });
  cast = await signInCast(platform.world);
  records = await makeRecords(platform.world, cast);
});
afterAll(() => platform.stop());

function ask(client: Client, route: Route, tenancyCase: TenancyCase, of: Records): Promise<Answer> {
  const { path = {}, query = {}, body } = tenancyCase.request(of);
  const filled = route.path.replace(/:(\w+)/g, (_, name: string) => path[name] ?? `missing-${name}`);
  const text = new URLSearchParams(query).toString();
  const target = text === '' ? filled : `${filled}?${text}`;
  return client.send(
    route.method,
    target,
    route.method === 'GET' || route.method === 'DELETE' ? undefined : (body ?? {}),
    { headers: TRACE },
  );
}

/** Who must not reach facility A's records on this route, by the permission table. */
function outsiders(route: Route, kind: TenancyCase['kind']): [string, Client, boolean][] {
  const permission = permissionOf(route);
  const rule = permission === undefined ? { facility: [], agency: [] } : ruleOf(permission);
  const mayAtAgency = (role: Who) => (rule.agency as readonly string[]).includes(role);
  const mayAtFacility = (role: Who) => (rule.facility as readonly string[]).includes(role);
  const list: [string, Client, boolean][] = [['nobody', cast.nobody, false]];
  if (!('machine' in route)) list.push(['a machine of the facility', cast.machine, false]);
  for (const [role, client] of Object.entries(cast.rightful) as [Who, Client][]) {
    if (!mayAtAgency(role) && !mayAtFacility(role)) list.push([`${role} without the right`, client, false]);
  }
  for (const [role, client] of Object.entries(cast.foreign) as [Who, Client][]) {
    list.push([`${role} of another facility`, client, mayAtFacility(role)]);
  }
  return kind === 'shared' ? list.filter(([, , may]) => !may) : list;
}

describe('every route has its case', () => {
  it('in the table', () => {
    expect(Object.keys(routes).filter((name) => !(name in cases))).toEqual([]);
  });
  it('open routes are exactly those without a record', () => {
    const open = Object.entries(cases).flatMap(([name, value]) => (value === 'open' ? [name] : []));
    const gatewayOwn = Object.entries<OwnRoute>(ownRoutes).flatMap(([name, route]) =>
      route.permission === undefined ? [name] : [],
    );
    expect(open.sort()).toEqual(gatewayOwn.sort());
  });
});

describe('a facility never reaches what is not its own', () => {
  const guarded = Object.entries(cases).flatMap(([name, value]) => (value === 'open' ? [] : [[name, value] as const]));

  it.each(guarded)('%s', async (name, tenancyCase) => {
    const route = routes[name];
    if (route === undefined) throw new Error(name);
    const rightful = await ask(clientOf(cast, tenancyCase.rightful), route, tenancyCase, records);
    expect([name, rightful.status, rightful.status < 300 ? '' : rightful.text]).toEqual([name, expect.any(Number), '']);

    const unknown = unknownRecords(records);
    for (const [who, client, may] of outsiders(route, tenancyCase.kind)) {
      const real = await ask(client, route, tenancyCase, records);
      if (may && tenancyCase.kind === 'collection') {
        const secrets = [records.incidentId, records.otherIncidentId, records.sentId, cast.facilityA, 'SecretVendor'];
        expect([who, secrets.filter((secret) => real.text.includes(secret))]).toEqual([who, []]);
        continue;
      }
      const other = await ask(client, route, tenancyCase, unknown);
      expect([who, real.status, real.text]).toEqual([who, other.status, other.text]);
      if (!isEmptyList(real)) expect([who, isRefusal(real.status)]).toEqual([who, true]);
    }
  });
});

const isRefusal = (status: number): boolean => status >= 400 && status < 500;
const isEmptyList = (answer: Answer): boolean =>
  answer.status === 200 &&
  Array.isArray((answer.body as { items?: unknown[] }).items) &&
  (answer.body as { items: unknown[] }).items.length === 0;
