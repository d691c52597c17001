import { WebSocket } from 'ws';
import type { SeededSession } from './sessions.js';

/** What a console's socket got: `[recipient, cursor]` of each feed item, in order. */
export interface ConsoleSocket {
  received: [string, number][];
  ready: Promise<number>;
  /** Goes into the crisis room of an incident. */
  enter: (incidentId: string) => void;
  close: () => void;
}

/**
 * A console on `/live` that speaks Engine.IO and Socket.IO by itself over a bare WebSocket: five thousand full clients would
 * take more of the machine than the gateway that is measured.
 */
export function openConsole(
  baseUrl: string,
  session: SeededSession,
  cursors: Record<string, number>,
  onItems: (count: number) => void,
  /** Called with the id of each entry that is written in its room. */
  onEntry: (id: string) => void = () => undefined,
): ConsoleSocket {
  const url = new URL('/socket.io/?EIO=4&transport=websocket', baseUrl);
  url.protocol = 'ws:';
  const began = performance.now();
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    headers: { cookie: session.cookie, origin: new URL(baseUrl).origin },
  });
  const received: [string, number][] = [];
  const ready = new Promise<number>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the socket was closed before it was ready')));
    socket.on('message', (data) => {
      const text = String(data as Buffer);
      if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send(`40/live,${JSON.stringify({ cursors })}`);
      else if (text.startsWith('44')) reject(new Error(`refused: ${text}`));
      else if (text.startsWith('42/live,["ready"')) resolve(performance.now() - began);
      else if (text.startsWith('42/live,["feed"')) onItems(take(text, received));
      else if (text.startsWith('42/live,["entries"')) for (const id of entriesIn(text)) onEntry(id);
    });
  });
  ready.catch(() => undefined);
  const enter = (incidentId: string) => socket.send(`42/live,${JSON.stringify(['room', { incidentId }])}`);
  return { received, ready, enter, close: () => socket.terminate() };
}

function take(text: string, received: [string, number][]): number {
  const [, items] = JSON.parse(text.slice('42/live,'.length)) as [string, { recipient: string; cursor: number }[]];
  for (const item of items) received.push([item.recipient, item.cursor]);
  return items.length;
}

function entriesIn(text: string): string[] {
  const [, { items }] = JSON.parse(text.slice('42/live,'.length)) as [string, { items: { id: string }[] }];
  return items.map(({ id }) => id);
}

/** Opens many consoles, `atOnce` at a time, and waits until all are ready. */
export async function openConsoles(
  count: number,
  atOnce: number,
  open: (index: number) => ConsoleSocket,
): Promise<{ consoles: ConsoleSocket[]; milliseconds: number[] }> {
  const consoles: ConsoleSocket[] = [];
  const milliseconds: number[] = [];
  for (let done = 0; done < count; done += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => open(done + index));
    consoles.push(...some);
    milliseconds.push(...(await Promise.all(some.map((console) => console.ready))));
  }
  return { consoles, milliseconds };
}

/** Resolves when `wanted` calls have been counted. @throws after the time. */
export function counted(wanted: number, timeoutMs: number): { count: (more: number) => void; done: Promise<number> } {
  let sum = 0;
  let finish: (at: number) => void = () => undefined;
  const done = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`only ${sum} of ${wanted} arrived within ${timeoutMs} ms`)),
      timeoutMs,
    );
    finish = (at) => {
      clearTimeout(timer);
      resolve(at);
    };
  });
  done.catch(() => undefined);
  return {
    count: (more) => {
      sum += more;
      if (sum >= wanted) finish(performance.now());
    },
    done,
  };
}
