/* eslint-disable no-restricted-syntax -- the one place that may read the machine's clock */
import { Injectable } from '@nestjs/common';

/** What time it is. Injected everywhere, so that a rule about time can be tested at any time. */
export abstract class Clock {
  abstract now(): Date;

  /** Now as the contracts write an instant: UTC, ISO 8601, milliseconds. */
  instant(): string {
    return this.now().toISOString();
  }
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved; for tests. */
export class FixedClock extends Clock {
  private current: Date;

  constructor(instant: string | Date = '2026-11-24T12:00:00.000Z') {
    super();
    this.current = new Date(instant);
  }

  now(): Date {
    return new Date(this.current);
  }

  set(instant: string | Date): void {
    this.current = new Date(instant);
  }

  /** @param milliseconds how far to move, forward when positive */
  advance(milliseconds: number): void {
    this.current = new Date(this.current.getTime() + milliseconds);
  }
}
