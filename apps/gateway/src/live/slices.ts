/** Milliseconds of work before everybody else has a turn. */
const SLICE = 8;

/**
 * Works through jobs in order, a slice at a time: one emit to 5,000 sockets in one go blocks the loop for 160 to 200 ms, in
 * slices nobody waits longer than one of them. A job yields wherever it may be interrupted.
 */
export class Slices {
  private readonly jobs: Iterator<void>[] = [];
  private current: Iterator<void> | undefined;
  private scheduled = false;

  constructor(private readonly onError: (error: unknown) => void) {}

  add(job: Iterator<void>): void {
    this.jobs.push(job);
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.work());
  }

  private work(): void {
    const end = performance.now() + SLICE;
    for (this.current ??= this.jobs.shift(); this.current; this.current ??= this.jobs.shift()) {
      if (this.isDone(this.current)) this.current = undefined;
      if (performance.now() < end) continue;
      setImmediate(() => this.work());
      return;
    }
    this.scheduled = false;
  }

  /** A job that fails ends; the others go on. */
  private isDone(job: Iterator<void>): boolean {
    try {
      return job.next().done === true;
    } catch (error) {
      this.onError(error);
      return true;
    }
  }
}
