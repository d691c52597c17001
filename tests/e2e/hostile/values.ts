import { newRecordId } from '../story/world.js';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Texts that have broken programs before, this one included. */
const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\u202e\ufeff\uffff',
  '👩‍⚕️'.repeat(20),
  '%',
  "\\' OR 1=1; --",
  '$1 {x} ${x}',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'NaN',
  'Infinity',
  '-1',
  '1e3',
  '3000000000',
  '9223372036854775808',
  '0x10',
  'x'.repeat(5_000),
  'a,b,,c',
];

const instants = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1899-12-31T23:59:59Z',
  '9999-12-31T23:59:59-14:00',
  '9998-12-31T23:59:59.999999999Z',
  '2026-02-30T00:00:00Z',
  '2026-06-30T23:59:60Z',
];

const at = '2026-01-01T00:00:00.000Z';
const id = '0193a000-0000-7000-8000-000000000001';
/** Positions as each kind of cursor writes them, and almost. */
const cursors = [
  ['\u0000', id],
  ['a\u0000b', id, 1],
  ['\ud800', id],
  ['1', id, 1],
  ['1', id],
  ['', id, 1],
  [at, id, 1e15],
  [at, id, -1],
  [at, id, 1, 1],
  [at, 'x', 1],
  ...instants.flatMap((instant) => [
    [instant, id],
    [instant, id, 1],
  ]),
  [[], id],
  {},
  null,
  nested(30),
].map(encoded);

const numbers = [-1, 0, 1.5, 1e-300, 2 ** 31, 3_000_000_000, Number.MAX_SAFE_INTEGER, 2 ** 63, 1e308, -1e308];

const others = () => [
  null,
  true,
  [],
  {},
  [null],
  ['a'],
  [[]],
  { length: 3 },
  { toString: 'x' },
  nested(500),
  newRecordId(),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
];

/** What a text of that name can be: in a path, a query, or a field. */
export const hostileTexts = (name: string): string[] => [...texts, ...instants, ...(name === 'cursor' ? cursors : [])];

/** What a JSON field of that name can be. */
export const hostileValues = (name: string): unknown[] => [...hostileTexts(name), ...numbers, ...others()];

/** Whole bodies, as they are written. */
export const hostileBodies: readonly string[] = [
  '',
  'null',
  '0',
  '"x"',
  '[]',
  '[[]]',
  '{',
  '{}',
  '\ufeff{}',
  '{"a":1,"a":2}',
  '{"id":"x","id":null}',
  '{"__proto__":{"facilityId":"x"}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":"x","valueOf":"x","hasOwnProperty":"x","toJSON":"x"}',
  '{"\\u0000":"\\u0000"}',
  '{"\\ud800":"\\ud800"}',
  '{"a":1e999}',
  `{"a":${'9'.repeat(400)}}`,
  `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  `{${Array.from({ length: 20_000 }, (_, index) => `"f${index}":1`).join(',')}}`,
];

export const hostileHeaders: readonly Record<string, string>[] = [
  { 'content-type': '' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json; charset=utf-8; charset=x' },
  { 'content-type': 'application/vnd.api+json' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/octet-stream' },
  { 'content-type': 'x'.repeat(1_000) },
  { 'content-encoding': 'gzip' },
  { 'idempotency-key': 'x'.repeat(256) },
  { 'idempotency-key': 'é' },
  { 'idempotency-key': "'; --" },
  { traceparent: '00-zz-zz-00' },
  { 'accept-language': 'x'.repeat(5_000) },
  { cookie: 'vigie=%00; vigie' },
  { origin: 'null' },
];
