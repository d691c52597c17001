import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { NameResolver } from './name.resolver.js';

const HEADER = 12;
const TYPES = { a: 1, aaaa: 28 };

/** The name that a query asks for, and where its question ends. */
function questionOf(query: Buffer): { name: string; end: number; type: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5, type: query.readUInt16BE(at + 1) };
}

/** A name server: knows `outil.example`, says nothing of `muet.example`, and of no other that it exists. */
function answerTo(query: Buffer): Buffer | null {
  const { name, end, type } = questionOf(query);
  if (name === 'muet.example' || (name === 'mi-muet.example' && type === TYPES.aaaa)) return null;
  const data =
    type === TYPES.aaaa ? Buffer.from('20010db8000000000000000000000001', 'hex') : Buffer.from([192, 0, 2, 7]);
  const known = ['outil.example', 'mi-muet.example'].includes(name);
  const header = Buffer.from(query.subarray(0, HEADER));
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(known ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([header, query.subarray(HEADER, end), ...(known ? [record, data] : [])]);
}

let server: Socket;
let names: NameResolver;
beforeAll(async () => {
  server = createSocket('udp4', (query, { port, address }) => {
    const answer = answerTo(query);
    if (answer) server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  names = new NameResolver([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => {
  server.close();
});

const within = (milliseconds: number) => AbortSignal.timeout(milliseconds);

it.each([
  ['outil.example', ['2001:db8::1', '192.0.2.7']],
  ['inconnu.example', []],
  ['localhost', expect.arrayContaining(['127.0.0.1'])],
  ['LOCALHOST.', expect.arrayContaining(['127.0.0.1'])],
])('%s has the addresses that the name server or the hosts file gives it', async (name, addresses) => {
  expect(await names.addressesOf(name, within(5_000))).toEqual(addresses);
});

it('has what was heard in time when one of two questions is not answered', async () => {
  expect(await names.addressesOf('mi-muet.example', within(300))).toEqual(['192.0.2.7']);
});

it('that wait for a silent server hold up no other, and end when nobody waits any more', async () => {
  const begun = performance.now();
  const silent = Array.from({ length: 20 }, () => names.addressesOf('muet.example', within(1_000)));
  expect(await names.addressesOf('outil.example', within(5_000))).toHaveLength(2);
  expect(performance.now() - begun).toBeLessThan(800);
  expect((await Promise.all(silent)).flat()).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(2_500);
});
