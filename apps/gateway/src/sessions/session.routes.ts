import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenIssuer } from '#libs/auth';
import { type Session as SessionBody, SignIn } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { CONFIG, type GatewayConfig } from '../config.js';
import { registerOwnRoute } from '../http/own-route.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { sessionIn } from '../http/request-context.js';
import { Steps } from '../http/steps.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
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
    @Inject(SignInLimits) private readonly limits: SignInLimits,
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
    const identity = await this.limits.countingFailures(request.ip, body.email, async () =>
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
