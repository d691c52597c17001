import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { Facility } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, newTraceId } from '#libs/platform';

type Named = Pick<Facility, 'name' | 'commune' | 'territory'>;

const FRESH = 5 * 60_000;
const ALL = 5000;

/** What facilities are called. It hardly ever changes: while the directory is away, what it said before holds. */
@Injectable()
export class FacilityNames {
  private readonly known = new Map<string, Named>();
  private readonly freshUntil = new Map<string, number>();

  constructor(
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('unavailable') when the directory cannot say what was never asked before */
  async of(territories: readonly string[], needed: readonly string[]): Promise<ReadonlyMap<string, Named>> {
    const isMissing = needed.some((id) => !this.known.has(id));
    const now = this.clock.now().getTime();
    const old = territories.filter((code) => isMissing || (this.freshUntil.get(code) ?? 0) < now);
    try {
      await Promise.all(old.map((code) => this.ask(code)));
    } catch (error) {
      if (isMissing) throw error;
    }
    return this.known;
  }

  private async ask(territory: string): Promise<void> {
    const options = { token: await this.tokens.issueForService(), traceId: newTraceId() };
    const { items } = await this.commands.request('directory.facility.list', { territory, limit: ALL }, options);
    for (const { id, name, commune, territory: code } of items) this.known.set(id, { name, commune, territory: code });
    this.freshUntil.set(territory, this.clock.now().getTime() + FRESH);
  }
}
