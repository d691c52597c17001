import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenIssuer } from '#libs/auth';
import { Refusal, type Session as SessionBody, SignIn, ownRoutes } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { CONFIG, type GatewayConfig } from '../config.js';
import { registerOwnRoute } from '../http/own-route.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { sessionIn } from '../http/request-context.js';
import { Steps } from '../http/steps.js';
import { RateLimits } from '../limits/rate-limits.js';
import { SessionBell } from './session-bell.js';
import { SessionCookie } from './session-cookie.js';
import { SessionService } from './session.service.js';
import type { Session } from './session.js';

/** Signing in, out, and asking who one is. */
@Injectable()
export class SessionRoutes {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SessionBell) private readonly bell: SessionBell,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.cookie = new SessionCookie(config.publicUrl);
  }

  register(api: FastifyInstance): void {
    registerOwnRoute(api, this.steps, 'signIn', (request, reply) => this.signIn(request, reply));
    registerOwnRoute(api, this.steps, 'session', async (request) => bodyOf(sessionIn(request)));
    registerOwnRoute(api, this.steps, 'signOut', (request, reply) => this.signOut(request, reply));
  }

  private async signIn(request: FastifyRequest, reply: FastifyReply): Promise<SessionBody> {
    const body = parseOrRefuse(SignIn, request.body);
    const identity = await this.countingFailures(request.ip, body.email.toLowerCase(), async () =>
      this.commands.request('directory.session.sign-in', body, {
        token: await this.tokens.issueForService(),
        traceId: request.context.traceId,
        origin: request.ip,
      }),
    );
    const { sessionId, session } = await this.sessions.open(identity, causeOf(request));
    reply.header('set-cookie', this.cookie.give(sessionId, session.expiresAt));
    return bodyOf(session);
  }

  /**
   * Limits failures: by address against who tries many accounts, by account against many who try one. Who knows the password costs
   * nothing, so that a whole hospital can sign in from its one address.
   */
  private async countingFailures<T>(address: string, account: string, work: () => Promise<T>): Promise<T> {
    const { perMinute } = ownRoutes.signIn;
    this.limits.check(address, 'signIn address', perMinute);
    this.limits.check(account, 'signIn account', perMinute);
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'sign-in-refused') {
        this.limits.spend(address, 'signIn address', perMinute);
        this.limits.spend(account, 'signIn account', perMinute);
      }
      throw error;
    }
  }

  private async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = sessionIn(request);
    await this.sessions.close(session, causeOf(request));
    this.bell.ended(session.key);
    reply.header('set-cookie', this.cookie.takeBack());
  }
}

const causeOf = ({ ip, context }: FastifyRequest) => ({ origin: ip, traceId: context.traceId });

const bodyOf = ({ identity, csrfToken, expiresAt }: Session): SessionBody => ({
  identity,
  csrfToken,
  expiresAt: expiresAt.toISOString(),
});
