import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

/** What becomes of a file that is offered. */
type Turn = 'hang-up' | string;

/**
 * Speaks clamd's protocol, and is in troubles in which a real one cannot be brought at will: errors of its own, and an end in the middle
 * of a file. By default everything is clean.
 */
export class TroubledClamd {
  /** By the words that a file holds. */
  readonly turns = new Map<string, Turn>();
  /** When files with these words were offered, in milliseconds. */
  readonly offered = new Map<string, number[]>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      let heard = Buffer.alloc(0);
      socket.on('data', (piece: Buffer) => {
        heard = Buffer.concat([heard, piece]);
        this.hear(socket, heard);
      });
    });
  }

  static async start(): Promise<TroubledClamd> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TroubledClamd(server);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }

  private hear(socket: Socket, heard: Buffer): void {
    if (heard.includes('zVERSION\0')) return void socket.end('ClamAV 1.4.3/27812/Mon Nov 23 09:41:00 2026\0');
    // Four bytes of nothing: the end of the file.
    if (!heard.includes('zINSTREAM\0') || !heard.subarray(-4).equals(Buffer.alloc(4))) return;
    const words = [...this.turns.keys()].find((known) => heard.includes(known));
    if (words !== undefined) this.offered.set(words, [...(this.offered.get(words) ?? []), Date.now()]);
    const turn = (words !== undefined && this.turns.get(words)) || 'stream: OK';
    if (turn === 'hang-up') socket.destroy();
    else socket.end(`${turn}\0`);
  }
}
