import { type Socket, connect } from 'node:net';

/** A request ready to be written, and how long it took. */
export interface Loaded {
  count: number;
  seconds: number;
  latencies: number[];
  refused: Map<number, number>;
}

/**
 * Keeps `inFlight` requests under way over as many kept-alive connections until `total` are answered. Speaks HTTP/1.1 by
 * itself: a client library would take as much of the two cores as the gateway that is measured.
 */
export async function load(
  url: URL,
  total: number,
  inFlight: number,
  next: (index: number) => Buffer,
): Promise<Loaded> {
  const latencies: number[] = [];
  const refused = new Map<number, number>();
  let sent = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      const connection = new Connection(await open(url));
      while (sent < total) {
        const index = sent++;
        const start = performance.now();
        const status = await connection.exchange(next(index));
        latencies.push(performance.now() - start);
        if (status !== 200 && status !== 201) refused.set(status, (refused.get(status) ?? 0) + 1);
      }
      connection.close();
    }),
  );
  return { count: latencies.length, seconds: (performance.now() - began) / 1000, latencies, refused };
}

/** Bytes of a JSON POST. */
export function postRequest(url: URL, path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries({
    host: url.host,
    origin: url.origin,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

const open = (url: URL): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });

class Connection {
  private buffer: Buffer = Buffer.alloc(0);
  private done: ((status: number) => void) | null = null;
  private failed: ((error: Error) => void) | null = null;

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('close', () => this.failed?.(new Error('the gateway closed the connection')));
  }

  exchange(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.failed = null;
    this.socket.end();
  }

  private take(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.buffer.subarray(0, end).toString('latin1');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.buffer.length < end + 4 + length) return;
    this.buffer = this.buffer.subarray(end + 4 + length);
    this.done?.(Number(head.slice(9, 12)));
  }
}
