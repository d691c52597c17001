import { type Socket, connect } from 'node:net';

/** Milliseconds without a word after which clamd counts as down; one file of 500 MB with archives in it takes minutes. */
const PATIENCE = { answer: 1_000, scan: 300_000 };
const LONGEST_ANSWER = 4_096;
/** Bytes of one piece: clamd reads it whole. */
const PIECE = 128 * 1024;

/** clamd is not there, or does not answer. */
export class ClamdDown extends Error {
  override readonly name: string = 'ClamdDown';
}

/** It was there, and is no more since it was handed this file. */
export class ClamdLost extends ClamdDown {
  override readonly name = 'ClamdLost';
}

/** Speaks clamd's own protocol: a command that ends with NUL, and one answer. */
export class Clamd {
  /** @param address the path of its socket, or host:port */
  constructor(private readonly address: string) {}

  /** `ClamAV 1.4.3/27812/Mon Nov 10 09:41:00 2026`, or less where its databases do not tell. @throws ClamdDown */
  version(): Promise<string> {
    return this.ask('zVERSION\0', PATIENCE.answer);
  }

  /** Has it read its signatures anew; whatever it is handed afterwards waits for that. @throws ClamdDown */
  async reload(): Promise<void> {
    await this.ask('zRELOAD\0', PATIENCE.answer);
  }

  /** Hands a file over while it is read. @returns its answer, such as `stream: OK` @throws ClamdDown, ClamdLost; what reading the file throws */
  scan(bytes: AsyncIterable<Buffer>): Promise<string> {
    return this.ask('zINSTREAM\0', PATIENCE.scan, bytes);
  }

  private async ask(command: string, patience: number, bytes?: AsyncIterable<Buffer>): Promise<string> {
    const socket = await this.open(patience);
    const answer = answerOf(socket, bytes ? ClamdLost : ClamdDown);
    // Its answer may come before all is sent: then it is waited for in vain to take more.
    answer.catch(() => undefined);
    try {
      await send(socket, Buffer.from(command));
      if (bytes) await this.stream(socket, bytes, answer);
      return await answer;
    } finally {
      socket.destroy();
    }
  }

  private async stream(socket: Socket, bytes: AsyncIterable<Buffer>, answer: Promise<string>): Promise<void> {
    let answered = false;
    const done = answer.then(
      () => void (answered = true),
      () => void (answered = true),
    );
    for await (const text of bytes)
      for (let from = 0; from < text.length && !answered; from += PIECE) {
        const piece = text.subarray(from, from + PIECE);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.length);
        await Promise.race([send(socket, length, piece), done]);
      }
    if (!answered) await Promise.race([send(socket, Buffer.alloc(4)), done]);
  }

  private open(patience: number): Promise<Socket> {
    const [host, port] = this.address.startsWith('/') ? [] : this.address.split(':');
    const socket = connect(port ? { host, port: Number(port) } : { path: this.address });
    return new Promise((resolve, reject) => {
      socket.setTimeout(patience, () => socket.destroy(new Error('no answer')));
      socket.once('connect', () => resolve(socket));
      socket.once('error', (error) => reject(new ClamdDown(error.message)));
    });
  }
}

function answerOf(socket: Socket, Gone: typeof ClamdDown): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > LONGEST_ANSWER) socket.destroy(new Error('an answer without an end'));
    });
    socket.on('error', (error) => reject(new Gone(error.message)));
    socket.on('close', () => reject(new Gone('it hung up')));
  });
}

/** Resolves when there is room for more. */
async function send(socket: Socket, ...parts: Buffer[]): Promise<void> {
  const rooms = parts.map((part) => socket.write(part));
  if (rooms.at(-1) || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.once('drain', go).once('close', go);
  });
}
