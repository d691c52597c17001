import type { SessionRow } from './session.js';

interface Waiting {
  idHash: Buffer;
  resolve: (row: SessionRow | undefined) => void;
  reject: (error: unknown) => void;
}

/** How many sessions one query asks for. */
const AT_ONCE = 500;

/** Reads what is asked for in one turn of the loop with one query: when 5,000 consoles come back at once, that is ten. */
export class SessionLoader {
  private waiting: Waiting[] = [];

  constructor(private readonly find: (idHashes: readonly Buffer[]) => Promise<SessionRow[]>) {}

  load(idHash: Buffer): Promise<SessionRow | undefined> {
    if (this.waiting.length === 0) setImmediate(() => void this.flush());
    return new Promise((resolve, reject) => this.waiting.push({ idHash, resolve, reject }));
  }

  private async flush(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    for (let start = 0; start < waiting.length; start += AT_ONCE) {
      await this.answer(waiting.slice(start, start + AT_ONCE));
    }
  }

  private async answer(waiting: readonly Waiting[]): Promise<void> {
    try {
      const rows = await this.find(waiting.map(({ idHash }) => idHash));
      const byHash = new Map(rows.map((row) => [row.idHash.toString('base64url'), row]));
      for (const { idHash, resolve } of waiting) resolve(byHash.get(idHash.toString('base64url')));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
