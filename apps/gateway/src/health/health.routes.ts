import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { services } from '#libs/contracts';
import { NatsLink } from '#libs/messaging';
import { Clock, Health, type HealthState, healthSubject } from '#libs/platform';
import { registerOwnRoute } from '../http/own-route.js';
import { Steps } from '../http/steps.js';

interface PlatformHealth {
  status: 'ok' | 'degraded';
  services: Record<string, boolean>;
}

const PATIENCE = 1_500;
const FRESH = 1_000;

/** Whether every service answers. Open to all, so it costs one round of questions a second at most. */
@Injectable()
export class HealthRoutes {
  private latest: Promise<PlatformHealth> | undefined;
  private askedAt = 0;

  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(NatsLink) private readonly link: NatsLink,
    @Inject(Health) private readonly own: Health,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, 'health', () => this.read());
  }

  private read(): Promise<PlatformHealth> {
    const now = this.clock.now().getTime();
    if (!this.latest || now - this.askedAt >= FRESH) {
      this.askedAt = now;
      this.latest = this.ask();
    }
    return this.latest;
  }

  private async ask(): Promise<PlatformHealth> {
    const answers = await Promise.all(services.map(async (name) => [name, await this.stateOf(name)] as const));
    const status = answers.every(([, state]) => state === 'up') ? 'ok' : 'degraded';
    return { status, services: Object.fromEntries(answers.map(([name, state]) => [name, state !== 'down'])) };
  }

  private async stateOf(service: string): Promise<HealthState> {
    if (service === 'gateway') return (await this.own.report()).status;
    if (!this.link.connected) return 'down';
    try {
      const answer = await this.link.connection.request(healthSubject(service), '', { timeout: PATIENCE });
      return answer.json<{ status: HealthState }>().status;
    } catch {
      return 'down';
    }
  }
}
