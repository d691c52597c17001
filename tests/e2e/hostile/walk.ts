import { type CommandRoute, type OwnRoute, commandContract } from '#libs/contracts';
import type { Answer, Client } from '#libs/testing';
import type { z } from 'zod';
import { type Fields, placesOf, withValue } from './fields.js';
import { hostileBodies, hostileHeaders, hostileTexts, hostileValues } from './values.js';

type Route = CommandRoute | OwnRoute;
export interface Valid {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

/** An attempt, and what it was: for the message of a test that fails. */
interface Attempt {
  what: string;
  send: () => Promise<Answer>;
}

const schemaOf = (route: Route): z.ZodType | null =>
  'command' in route ? commandContract(route.command).request : route.request;

/**
 * Everything hostile that can be sent to a route, one place at a time, the rest being right.
 *
 * @param sparing only what the contract lets through, for a route that counts its requests
 */
export function attemptsOn(client: Client, route: Route, valid: () => Valid, sparing: boolean): Attempt[] {
  const schema = schemaOf(route);
  const placed = schema
    ? placesOf(schema).flatMap((path) => inPlace(client, route, valid, { schema, path, sparing }))
    : [];
  return sparing ? placed : [...placed, ...onTheWhole(client, route, valid)];
}

interface Place {
  schema: z.ZodType;
  path: readonly string[];
  sparing: boolean;
}

function inPlace(client: Client, route: Route, valid: () => Valid, { schema, path, sparing }: Place): Attempt[] {
  const { method } = route;
  const [name = ''] = path;
  const isInPath = route.path.includes(`:${name}`);
  const isText = isInPath || method === 'GET';
  const values = isText ? hostileTexts(name) : hostileValues(name);
  return values.flatMap((value) => {
    const { path: inUrl = {}, query = {}, body = {} } = valid();
    const fields: Fields = { ...inUrl, ...query, ...(body as Fields) };
    const changed = withValue(schema, fields, path, value);
    if (sparing && !schema.safeParse(changed).success) return [];
    const send = () =>
      client.send(
        method,
        urlOf(route, changed),
        method === 'POST' || method === 'PUT' ? without(changed, inUrl) : undefined,
      );
    return [{ what: `${path.join('.')} = ${JSON.stringify(value).slice(0, 80)}`, send }];
  });
}

function onTheWhole(client: Client, route: Route, valid: () => Valid): Attempt[] {
  const { method } = route;
  const urlOfValid = () => urlOf(route, { ...valid().path, ...valid().query });
  const queries = [
    '?__proto__[a]=1',
    '?a[]=1&a=2',
    '?%00=%00',
    '?=&&=',
    '?limit=1&limit=2',
    `?q=${'x'.repeat(20_000)}`,
  ];
  const asked = queries.map((query) => ({
    what: query.slice(0, 40),
    send: () => client.send(method, urlOfValid().split('?')[0] + query, undefined),
  }));
  if (method === 'GET' || method === 'DELETE') return asked;
  const bodies = hostileBodies.map((text) => ({
    what: `body ${text.slice(0, 40)}`,
    send: () => rawly(client, method, urlOfValid(), text, { 'content-type': 'application/json' }),
  }));
  const headers = hostileHeaders.map((header) => ({
    what: JSON.stringify(header).slice(0, 60),
    send: () => rawly(client, method, urlOfValid(), '{}', header),
  }));
  return [...asked, ...bodies, ...headers];
}

const rawly = (client: Client, method: string, url: string, text: string, headers: Record<string, string>) =>
  client.send(method, url, new TextEncoder().encode(text), { headers });

function urlOf({ path, method }: Route, fields: Fields): string {
  // A surrogate alone has no UTF-8: it goes as the bytes that a sloppy client would send.
  const escaped = (value: unknown) => encodeURIComponent(String(value).toWellFormed());
  const filled = path.replace(/:(\w+)/g, (_, name: string) => escaped(fields[name]));
  if (method !== 'GET') return filled;
  const asked = Object.entries(fields).filter(([name]) => !path.includes(`:${name}`));
  return asked.length === 0
    ? filled
    : `${filled}?${asked.map(([name, value]) => `${name}=${escaped(value)}`).join('&')}`;
}

const without = (fields: Fields, names: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(names, name)));
