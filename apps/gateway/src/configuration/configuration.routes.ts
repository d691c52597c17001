import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { TokenIssuer } from '#libs/auth';
import type { Configuration, Territory } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, newTraceId, readTheme } from '#libs/platform';
import { CONFIG, type GatewayConfig } from '../config.js';
import { registerOwnRoute } from '../http/own-route.js';
import { Steps } from '../http/steps.js';

const FRESH = 5 * 60_000;

/** What the console needs before anyone has signed in. */
@Injectable()
export class ConfigurationRoutes {
  private readonly theme: Omit<Configuration, 'territories'>;
  private territories: Territory[] | undefined;
  private asking: Promise<Territory[]> | undefined;
  private freshUntil = 0;

  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.theme = readTheme(config.themeFile);
  }

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, 'configuration', () => this.read());
  }

  private async read(): Promise<Configuration> {
    return { ...this.theme, territories: await this.currentTerritories() };
  }

  /** Territories hardly ever change: while the directory is away, what it said before holds. */
  private async currentTerritories(): Promise<Territory[]> {
    if (this.territories && this.clock.now().getTime() < this.freshUntil) return this.territories;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    try {
      return await this.asking;
    } catch (error) {
      if (this.territories) return this.territories;
      throw error;
    }
  }

  private async ask(): Promise<Territory[]> {
    const token = await this.tokens.issueForService();
    const { items } = await this.commands.request('directory.territory.list', {}, { token, traceId: newTraceId() });
    this.territories = items;
    // Before the region is seeded there is none: ask again each time.
    this.freshUntil = items.length > 0 ? this.clock.now().getTime() + FRESH : 0;
    return items;
  }
}
