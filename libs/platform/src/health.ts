import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Controller, Get, Inject, Injectable, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SERVICE } from './service-name.js';

/** Degraded: it serves, but somebody should look. */
export type HealthState = 'up' | 'degraded' | 'down';

export interface HealthReport {
  service: string;
  status: HealthState;
  checks: Record<string, HealthState>;
  /** The longest time, in milliseconds, that the event loop was blocked since somebody last asked. */
  longestBlockMs: number;
}

/** The NATS subject on which every instance of a service answers with its HealthReport. */
export const healthSubject = (service: string): string => `vigie.health.${service}`;

const PATIENCE = 1_000;
/** Milliseconds between two looks at the event loop. */
const LOOK_EVERY = 10;

/** What a process depends on, asked when somebody wants to know. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, () => Promise<void>>();
  private readonly alarms = new Map<string, () => boolean>();
  private readonly delay = monitorEventLoopDelay({ resolution: LOOK_EVERY });

  constructor(@Inject(SERVICE) private readonly service: string) {
    this.delay.enable();
  }

  /**
   * @param name of what is depended on, such as `database`
   * @param check rejects when it is down; an answer later than a second counts as down
   */
  register(name: string, check: () => Promise<void>): void {
    this.checks.set(name, check);
  }

  /**
   * @param name of what is watched, such as `deliveries`
   * @param isRaised whether it is not as it should be, though the process serves
   */
  registerAlarm(name: string, isRaised: () => boolean): void {
    this.alarms.set(name, isRaised);
  }

  async report(): Promise<HealthReport> {
    const checked = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await isUp(check)] as const),
    );
    const watched = [...this.alarms].map(([name, isRaised]) => [name, isRaised() ? 'degraded' : 'up'] as const);
    const checks: Record<string, HealthState> = Object.fromEntries([...checked, ...watched]);
    return { service: this.service, status: worst(Object.values(checks)), checks, longestBlockMs: this.longestBlock() };
  }

  private longestBlock(): number {
    const longest = Math.max(0, this.delay.max / 1e6 - LOOK_EVERY);
    this.delay.reset();
    return Math.round(longest);
  }
}

function worst(states: readonly HealthState[]): HealthState {
  if (states.includes('down')) return 'down';
  return states.includes('degraded') ? 'degraded' : 'up';
}

async function isUp(check: () => Promise<void>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), PATIENCE);
  });
  try {
    return await Promise.race([check().then(() => 'up' as const), tooLate]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}

@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('health')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    await reply.status(report.status === 'down' ? 503 : 200).send(report);
  }
}
