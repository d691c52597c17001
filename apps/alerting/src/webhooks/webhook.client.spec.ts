import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type RequestListener, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, type Server, type Socket, createServer as createRawServer } from 'node:net';
import { SystemClock } from '#libs/platform';
import { selfSigned } from '#libs/testing';
import { WebhookClient } from './webhook.client.js';

const HOST = 'outil.vigie.invalid';
const letter = { headers: { 'webhook-id': '1' }, body: '{}' };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** On every address of this machine, so that also what must not be reached could be. @returns its port */
async function listening(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const http = (answer: RequestListener) => listening(createServer(answer));
/** Answers each request with these bytes, and says no more. */
const raw = (bytes: string, after: (socket: Socket) => void = () => undefined) =>
  listening(
    createRawServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(bytes, () => after(socket)));
    }),
  );

interface Setting {
  port: number;
  /** What the name servers say, one answer after the other. */
  answers?: string[][];
  ca?: string;
}

function clientFor({ port, answers = [], ca }: Setting) {
  const asked: string[] = [];
  const names = {
    addressesOf: (name: string) => {
      asked.push(name);
      return Promise.resolve(answers[asked.length - 1] ?? []);
    },
  };
  const settings = {
    keys: [],
    allowedRanges: ['127.0.0.1'],
    ports: [port],
    allowHttp: true,
    ca,
    logDays: 60,
    timeout: 700,
  };
  return { client: new WebhookClient(settings, names as never, new SystemClock()), asked };
}

describe('a name', () => {
  it.each([
    ['that leads inside', ['127.0.0.2']],
    ['of which one address leads inside', ['127.0.0.1', '127.0.0.2']],
    ['of which one address leads inside, whichever', ['127.0.0.2', '127.0.0.1']],
    ['that leads inside in the clothes of IPv6', ['::ffff:127.0.0.2']],
  ])('%s is sent nothing', async (_, addresses) => {
    let heard = 0;
    const port = await http((_request, response) => {
      heard += 1;
      response.end();
    });
    const { client } = clientFor({ port, answers: [addresses] });
    const sent = await client.send({ ...letter, url: `http://${HOST}:${port}/` });
    expect(sent).toMatchObject({ status: null, failure: 'address-private' });
    expect(heard).toBe(0);
  });

  it('is looked up once: the message goes to the address that was checked, and says the name', async () => {
    const heard: unknown[] = [];
    const port = await http(({ headers, socket }, response) => {
      heard.push(headers.host, socket.localAddress);
      response.end();
    });
    const { client, asked } = clientFor({ port, answers: [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']] });
    expect((await client.send({ ...letter, url: `http://${HOST}:${port}/` })).status).toBe(200);
    expect(heard).toEqual([`${HOST}:${port}`, '127.0.0.1']);
    expect(asked).toEqual([HOST]);
  });

  it('that nobody knows is said to be so', async () => {
    const { client } = clientFor({ port: 443 });
    expect((await client.send({ ...letter, url: `https://${HOST}/` })).failure).toBe('name-unknown');
  });
});

describe('a certificate', () => {
  const tool = async (host: string) => {
    const { key, certificate: cert } = selfSigned(host);
    let heard = 0;
    const server = createTlsServer({ key, cert }, (_, response) => {
      heard += 1;
      response.end();
    });
    server.on('tlsClientError', () => undefined);
    return { cert, port: await listening(server), heard: () => heard };
  };
  const sendTo = async (name: string, { port, ca }: { port: number; ca?: string }) => {
    const { client } = clientFor({ port, ca, answers: [['127.0.0.1']] });
    const { status, failure } = await client.send({ ...letter, url: `https://${name}:${port}/` });
    return [status, failure];
  };

  it('that signs itself is sent nothing, unless it was given to be trusted', async () => {
    const { cert, port, heard } = await tool(HOST);
    expect(await sendTo(HOST, { port })).toEqual([null, 'certificate']);
    expect(heard()).toBe(0);
    expect(await sendTo(HOST, { port, ca: cert })).toEqual([200, null]);
  });

  it('of another name is sent nothing', async () => {
    const { cert, port, heard } = await tool('autre.vigie.invalid');
    expect(await sendTo(HOST, { port, ca: cert })).toEqual([null, 'certificate']);
    expect(heard()).toBe(0);
  });

  it('is asked for by nobody who speaks no TLS', async () => {
    const port = await raw('HTTP/1.1 200 OK\r\n\r\n');
    expect(await sendTo(HOST, { port })).toEqual([null, 'tls']);
  });
});

describe('an answer', () => {
  const sendTo = async (port: number) => {
    const { client } = clientFor({ port });
    const { durationMs, ...sent } = await client.send({ ...letter, url: `http://127.0.0.1:${port}/` });
    expect(durationMs).toBeLessThan(1_500);
    return sent;
  };

  it.each([
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      101,
      'http-101',
    ],
    ['nothing at all', '', null, 'timeout'],
    ['that more is to come, and then nothing', 'HTTP/1.1 103 Early Hints\r\n\r\n', null, 'timeout'],
    ['half a header', 'HTTP/1.1 200 OK\r\ncontent-', null, 'timeout'],
    ['something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', null, 'not-http'],
    ['200 and half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\noui', 200, null],
    ['500 and half a body', 'HTTP/1.1 500 Oh\r\ncontent-length: 9\r\n\r\nnon', 500, 'http-500'],
  ])('that says %s has an end', async (_, bytes, status, failure) => {
    const sent = await sendTo(await raw(bytes));
    expect([sent.status, sent.failure]).toEqual([status, failure]);
  });

  it('keeps what came of a body that breaks off', async () => {
    const cut = await raw('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\noui', (socket) => socket.destroy());
    expect(await sendTo(cut)).toMatchObject({ status: 200, failure: null, answer: 'oui' });
  });

  it('that is none, because the tool hangs up, is said to be so', async () => {
    expect((await sendTo(await raw('', (socket) => socket.destroy()))).failure).toBe('connection-closed');
  });

  it('that drips for ever is left when the time is over', async () => {
    const port = await http((_, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await sendTo(port)).toMatchObject({ status: 200, failure: null });
  });
});
