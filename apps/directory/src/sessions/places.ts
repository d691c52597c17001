import { Refusal } from '#libs/contracts';

/**
 * Lets so many work at a time and so many wait; whoever comes later is sent away at once. A hash costs tens of milliseconds of
 * a core and 19 MiB: without a limit a flood of sign-ins would take the machine from those who declare.
 */
export class Places {
  private working = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly queue: number,
  ) {}

  /** @throws Refusal('too-many-requests') when the queue is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.working < this.atOnce) {
      this.working += 1;
      return;
    }
    if (this.waiting.length >= this.queue) throw new Refusal('too-many-requests', { seconds: 5 });
    // The place is handed over, not given back: who has just come cannot overtake.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.working -= 1;
  }
}
