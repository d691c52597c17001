import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { SCANNER, type ScannerSettings } from '../attachment.settings.js';
import type { Clamd } from './clamd.js';
import { FileScan } from './file.scan.js';

/** What a file costs besides its bytes, in bytes: many small ones are work too. */
const EACH = 1024 * 1024;
/** Milliseconds until it is looked whether something is left, while the signatures are the same. */
const REST = 60_000;

/** Looks at files again when the signatures are newer: one at a time, the newest first, so many bytes a minute. */
@Injectable()
export class Rescan {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** Nothing was left to do with these signatures. */
  private rest = { signatures: 0, until: 0 };

  constructor(
    @Inject(SCANNER) private readonly settings: ScannerSettings,
    @Inject(FileScan) private readonly scan: FileScan,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Beside whatever else is scanned. @param newest of the signatures that clamd has read, now and later */
  goOn(clamd: Clamd, newest: () => Date | null): void {
    const isResting = this.rest.signatures === newest()?.getTime() && this.now() < this.rest.until;
    if (!isResting) this.running ??= this.run(clamd, newest).finally(() => (this.running = undefined));
  }

  /** Resolves when the file under way has been looked at. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(clamd: Clamd, newest: () => Date | null): Promise<void> {
    const { signal } = this.stopping;
    for (let signatures = newest(); signatures && !signal.aborted; signatures = newest()) {
      const size = await this.scan.judgedOne(clamd, signatures);
      if (size === null) {
        this.rest = { signatures: signatures.getTime(), until: this.now() + REST };
        return;
      }
      await sleep((size + EACH) / this.settings.rescanRate, undefined, { signal }).catch(() => undefined);
    }
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
