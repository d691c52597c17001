import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { Facility, FacilityType } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, Logger, newTraceId } from '#libs/platform';

const PAGE = 5_000;
/** Milliseconds for which the list counts. */
const KEPT = 10 * 60_000;

/** What of a facility is counted: its type, and the legal entity that answers for it. */
export interface FacilityKind {
  type: FacilityType;
  entity: string;
}

/** The types and legal entities of all facilities, as the directory knows them. */
@Injectable()
export class FacilityKinds {
  private kinds: ReadonlyMap<string, FacilityKind> = new Map();
  private readAt = -Infinity;

  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** @throws Refusal('unavailable') */
  async all(): Promise<ReadonlyMap<string, FacilityKind>> {
    const now = this.clock.now().getTime();
    if (now - this.readAt < KEPT) return this.kinds;
    const found: Facility[] = [];
    let cursor: string | undefined;
    do {
      const options = { token: await this.tokens.issueForService(), traceId: newTraceId() };
      const page = await this.client.request('directory.facility.list', { limit: PAGE, cursor }, options);
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    this.kinds = new Map(
      found.map(({ id, category, legalEntityFiness }) => [id, { type: category, entity: legalEntityFiness }]),
    );
    this.readAt = now;
    return this.kinds;
  }

  /** The last that was read, where the directory does not answer: figures on a screen do not wait for it. */
  async known(): Promise<ReadonlyMap<string, FacilityKind>> {
    try {
      return await this.all();
    } catch (err) {
      this.logger.warn({ err }, 'the directory does not tell the facilities; figures go by what is known of them');
      return this.kinds;
    }
  }
}
