import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenIssuer, secretHash } from '#libs/auth';
import { Refusal, type SamuBoard, SamuToken, ownRoutes } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { registerOwnRoute } from '../http/own-route.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { Steps } from '../http/steps.js';
import { countingFailures } from '../limits/counting-failures.js';
import { RateLimits } from '../limits/rate-limits.js';
import { FacilityNames } from './facility-names.js';

const NAME = 'samuBoard';
/** Tokens that are none, a minute from one address: many desks of one control room share theirs. */
const GUESSES = 20;

/** The same words for an unknown, an expired and a revoked link; which it was is for the audit alone. */
class LinkRefused extends Refusal {
  /** @param linkId the link that has ended; null when there never was one */
  constructor(readonly linkId: string | null) {
    super('samu-link-refused');
  }
}

/** Desks that still show a link which has ended must not lock its successor out of their control room. */
const isGuess = (refusal: Refusal) => refusal instanceof LinkRefused && refusal.linkId === null;

/** The board for whoever holds a link: no session, no person, nothing that changes anything. */
@Injectable()
export class SamuRoutes {
  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(FacilityNames) private readonly names: FacilityNames,
  ) {}

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, NAME, (request, reply) => this.show(request, reply));
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<SamuBoard> {
    reply.header('x-robots-tag', 'noindex, nofollow');
    const { ip } = request;
    this.limits.take(ip, NAME, ownRoutes[NAME].perMinute);
    const { token } = parseOrRefuse(SamuToken, request.body);
    const buckets = [{ who: ip, what: `${NAME} guess`, perMinute: GUESSES }];
    try {
      return await countingFailures(this.limits, buckets, isGuess, () => this.read(token, request));
    } catch (error) {
      const ended = error instanceof LinkRefused ? error.linkId : null;
      await this.steps.noteRefusal(request, NAME, error, ended ?? undefined);
      throw error;
    }
  }

  /** The token goes no further than the request: only its hash does. */
  private async read(token: string, { ip, context }: FastifyRequest): Promise<SamuBoard> {
    const options = { token: await this.tokens.issueForService(), traceId: context.traceId, origin: ip };
    const tokenHash = secretHash(token).toString('hex');
    const { linkId, board } = await this.commands.request('incident.samu-link.read', { tokenHash }, options);
    if (board === null) throw new LinkRefused(linkId);
    const { facilities, ...rest } = board;
    const named = await this.names.of(facilities);
    return {
      ...rest,
      // One that the directory does not know is shown by its id: a closed service must not be missing for want of a name.
      facilities: facilities.map((line) => {
        const { name, commune } = named.get(line.facilityId) ?? { name: line.facilityId, commune: '' };
        return { ...line, name, commune };
      }),
    };
  }
}
