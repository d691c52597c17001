import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { Facility } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, Logger, newTraceId } from '#libs/platform';

type Named = Pick<Facility, 'name' | 'commune'>;

/** A facility whose name is wanted. */
interface Wanted {
  facilityId: string;
  territory: string;
}

const FRESH = 5 * 60_000;
const ALL = 5000;

/** What facilities are called. It hardly ever changes: while the directory is away, what it said before holds. */
@Injectable()
export class FacilityNames {
  private readonly known = new Map<string, Named>();
  private readonly freshUntil = new Map<string, number>();
  /** Until when nobody asks again for one that the directory has not told. */
  private readonly inVain = new Map<string, number>();

  constructor(
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Never throws: whom the directory does not know, or cannot tell now, is missing. */
  async of(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, Named>> {
    const now = this.clock.now().getTime();
    const isDue = ({ facilityId, territory }: Wanted) =>
      (this.freshUntil.get(territory) ?? 0) < now ||
      (!this.known.has(facilityId) && (this.inVain.get(facilityId) ?? 0) < now);
    const due = new Set(wanted.filter(isDue).map(({ territory }) => territory));
    try {
      await Promise.all([...due].map((territory) => this.ask(territory)));
      for (const { facilityId } of wanted)
        if (!this.known.has(facilityId)) this.inVain.set(facilityId, this.clock.now().getTime() + FRESH);
    } catch (error) {
      this.logger.warn({ err: error }, 'the directory does not tell the names of facilities');
    }
    return this.known;
  }

  private async ask(territory: string): Promise<void> {
    const options = { token: await this.tokens.issueForService(), traceId: newTraceId() };
    const { items } = await this.commands.request('directory.facility.list', { territory, limit: ALL }, options);
    for (const { id, name, commune } of items) this.known.set(id, { name, commune });
    this.freshUntil.set(territory, this.clock.now().getTime() + FRESH);
  }
}
