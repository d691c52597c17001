import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import { Refusal, type Territory } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, Logger, newTraceId } from '#libs/platform';

/** The zone of a territory that nobody could tell us of: its reference may then carry a neighbouring year for some hours. */
const UNKNOWN = 'UTC';
/** Milliseconds to wait for the directory: a declaration must not wait for the year in its reference. */
const PATIENCE = 500;
/** Milliseconds before the directory is asked again. */
const ASK_AGAIN = { known: 10 * 60_000, unknown: 5_000 };

/** The IANA zones of the territories, as the directory knows them; remembered, so that a declaration does not need the directory. */
@Injectable()
export class TerritoryZones {
  private zones = new Map<string, string>();
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async zoneOf(territory: string): Promise<string> {
    const known = this.zones.get(territory);
    const patience = known === undefined ? ASK_AGAIN.unknown : ASK_AGAIN.known;
    if (this.clock.now().getTime() - this.askedAt >= patience) this.ask();
    // Who is known is not kept waiting by a refresh.
    if (known === undefined) await this.asking;
    return this.zones.get(territory) ?? UNKNOWN;
  }

  /**
   * The zones of all territories that the directory knows, or knew when it last answered: for what is kept for ever.
   *
   * @throws Refusal('unavailable') while it has told none
   */
  async all(): Promise<ReadonlyMap<string, string>> {
    const zones = await this.known();
    if (zones.size === 0) throw new Refusal('unavailable');
    return zones;
  }

  /** The same for what is shown now: none while the directory has told none, and UTC counts. */
  async known(): Promise<ReadonlyMap<string, string>> {
    if (this.clock.now().getTime() - this.askedAt >= (this.zones.size === 0 ? ASK_AGAIN.unknown : ASK_AGAIN.known))
      this.ask();
    if (this.zones.size === 0) await this.asking;
    return this.zones;
  }

  private ask(): void {
    this.askedAt = this.clock.now().getTime();
    this.asking ??= this.load()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'the directory does not tell the territories'))
      .finally(() => (this.asking = undefined));
  }

  private async load(): Promise<void> {
    const token = await this.tokens.issueForService();
    const options = { token, traceId: newTraceId(), timeout: PATIENCE };
    const { items } = await this.client.request('directory.territory.list', {}, options);
    this.zones = new Map(items.map(({ code, zone }: Territory) => [code, zone]));
  }
}
