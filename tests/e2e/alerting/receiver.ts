import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Webhook } from 'standardwebhooks';

/** A message as it came in. */
interface Arrived {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  message: {
    id: string;
    type: string;
    version: number;
    timestamp: string;
    exercise: boolean;
    data: Record<string, unknown>;
  };
}

type Answer = (arrived: Arrived, response: ServerResponse) => void;
const YES: Answer = (_, response) => void response.writeHead(204).end();

/** A hospital's tool: a real HTTP(S) server that keeps what it is told, and answers as a test wants. */
export class Receiver {
  readonly arrived: Arrived[] = [];
  /** By path; 204 unless told. */
  readonly answers = new Map<string, Answer>();
  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {}

  static async start(tls?: { key: string; cert: string }, port = 0): Promise<Receiver> {
    const take = (request: IncomingMessage, response: ServerResponse) => receiver.take(request, response);
    const server = tls ? createTlsServer(tls, take) : createServer(take);
    const receiver = new Receiver(server, tls ? 'https' : 'http');
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  url(path: string, host = '127.0.0.1'): string {
    return `${this.scheme}://${host}:${this.port}${path}`;
  }

  at(path: string): Arrived[] {
    return this.arrived.filter((arrived) => arrived.path === path);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const message = JSON.parse(body) as Arrived['message'];
      const arrived = { path: request.url ?? '', headers: request.headers, body, message };
      this.arrived.push(arrived);
      (this.answers.get(arrived.path) ?? YES)(arrived, response);
    });
  }
}

/** Answers with these statuses in turn, the last one for ever. */
export function inTurn(...statuses: number[]): Answer {
  let turn = 0;
  return (_, response) => {
    const status = statuses[Math.min(turn, statuses.length - 1)] ?? 200;
    turn += 1;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(`answer ${turn}`);
  };
}

/** Asks to be left alone for an hour. */
export const later: Answer = (_, response) => void response.writeHead(503, { 'retry-after': '3600' }).end();

/** Whether the library of Standard Webhooks believes it, as a tool would ask it. */
export function isGenuine({ body, headers }: Arrived, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
