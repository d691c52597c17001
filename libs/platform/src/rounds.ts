export interface RoundsOptions {
  /** Must not throw. */
  work: () => Promise<void>;
  /** Milliseconds between two rounds when nobody asks for one. */
  interval: number;
  /** Milliseconds between two rounds at least. */
  pause: number;
}

/** Does the same work again and again, one round at a time, sooner when asked. */
export class Rounds {
  private running: Promise<void> | undefined;
  private stopped = false;
  private nudged = false;
  private wake: () => void = () => undefined;

  constructor(private readonly options: RoundsOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  /** There may be something to do: the next round comes as soon as it may. */
  nudge(): void {
    this.nudged = true;
    this.wake();
  }

  private async run(): Promise<void> {
    const { work, interval, pause } = this.options;
    while (!this.stopped) {
      this.nudged = false;
      await work();
      await this.wait(pause, () => this.stopped);
      await this.wait(interval - pause, () => this.stopped || this.nudged);
    }
  }

  private async wait(milliseconds: number, enough: () => boolean): Promise<void> {
    if (enough()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (!enough()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
