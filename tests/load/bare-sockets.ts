import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * The limit that `broadcast` is held against: milliseconds a bare `ws` server needs until the last of `count` clients
 * in `connectTo`'s process holds a message of `bytes`.
 */
export async function bareBroadcast(
  count: number,
  bytes: number,
): Promise<{ port: number; broadcast: () => void; close: () => void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const message = 'x'.repeat(bytes);
  return {
    port: address.port,
    broadcast: () => {
      if (server.clients.size !== count) throw new Error(`${server.clients.size} of ${count} connected`);
      for (const client of server.clients) client.send(message);
    },
    close: () => {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** Connects `count` bare clients; `onMessage` is called for each message of each. */
export async function bareClients(port: number, count: number, onMessage: () => void): Promise<() => void> {
  const clients: WebSocket[] = [];
  for (let done = 0; done < count; done += 200) {
    await Promise.all(
      Array.from({ length: Math.min(200, count - done) }, async () => {
        const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
        client.on('message', onMessage);
        clients.push(client);
        await once(client, 'open');
      }),
    );
  }
  return () => clients.forEach((client) => client.terminate());
}
