import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { AdvisoryTrace, Kind } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

/** Milliseconds to wait for the alerting service: its reader is answered without it otherwise. */
const PATIENCE = 1_000;
/** Facilities of one question: the answers of more might not fit into a message. */
const SLICE = 100;

interface Asked {
  facilityIds: readonly string[];
  kind: Kind;
  /** When it was sent. */
  from: string;
  until: string;
  /** What was answered until then is told: a facility answers after its incident was closed, too. */
  at: string;
}

/** What the alerting service knows of advisories and answers. */
@Injectable()
export class AdvisoryTraces {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  /** @throws Refusal('unavailable') */
  async read({ facilityIds, kind, from, until, at }: Asked): Promise<AdvisoryTrace[]> {
    const options = { token: await this.tokens.issueForService(), traceId: newTraceId(), timeout: PATIENCE };
    const slices = [];
    for (let first = 0; first < facilityIds.length; first += SLICE)
      slices.push(facilityIds.slice(first, first + SLICE));
    const found = await Promise.all(
      slices.map((slice) =>
        this.client.request('alerting.advisory.trace', { facilityIds: [...slice], kind, from, until: at }, options),
      ),
    );
    return joined(found.flatMap(({ items }) => items)).filter(({ sentAt }) => sentAt <= until);
  }
}

/** An advisory that is told of several slices is one. */
export function joined(traces: readonly AdvisoryTrace[]): AdvisoryTrace[] {
  const byId = new Map<string, AdvisoryTrace>();
  for (const trace of traces) {
    const known = byId.get(trace.advisoryId) ?? { ...trace, recipients: [] };
    const sentAt = trace.sentAt < known.sentAt ? trace.sentAt : known.sentAt;
    byId.set(trace.advisoryId, { ...known, sentAt, recipients: [...known.recipients, ...trace.recipients] });
  }
  return [...byId.values()].toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
}
