import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { can } from '#libs/auth';
import { type Method, type Permission, Refusal } from '#libs/contracts';
import { CONFIG, type GatewayConfig } from '../config.js';
import { DENIALS, DenialService, STRANGER } from '../denials/denial.service.js';
import { RateLimits } from '../limits/rate-limits.js';
import { isCsrfToken } from '../sessions/csrf.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import { SessionService } from '../sessions/session.service.js';
import type { Session } from '../sessions/session.js';
import { isOwnOrigin } from './origin.js';

/** What a route asks for before its body is read. */
export interface Requirements {
  /** The route's name in the contract. */
  name: string;
  method: Method;
  permission?: Permission;
  perMinute?: number;
}

/** The steps that every request of a signed-in person takes, in this order; each is cheap, and none reads the body. */
@Injectable()
export class Steps {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(DenialService) private readonly denials: DenialService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    this.cookie = new SessionCookie(config.publicUrl);
  }

  /** @throws Refusal of the first step that fails; denials are recorded */
  async admit(request: FastifyRequest, { name, method, permission, perMinute }: Requirements): Promise<void> {
    const session = await this.session(request);
    if (!session) return this.deny(request, name, 'not-signed-in');
    request.context.session = session;
    if (method !== 'GET' && !this.isFromOwnPage(request, session)) await this.deny(request, name, 'csrf-refused');
    if (permission && !can(session.actor, permission)) await this.deny(request, name, 'forbidden');
    if (perMinute) this.limits.take(session.identity.personId, name, perMinute);
  }

  /** @throws Refusal('csrf-refused') for a page of another site; before anyone has signed in there is no token yet */
  admitStranger(request: FastifyRequest): void {
    if (!isOwnOrigin(request.headers, this.config.publicUrl)) throw new Refusal('csrf-refused');
  }

  /** Records a refusal that says that somebody reached for what is not theirs. */
  async noteRefusal(request: FastifyRequest, route: string, error: unknown, recordId?: string): Promise<void> {
    const { session, machine, traceId } = request.context;
    if (!(error instanceof Refusal) || !DENIALS.has(error.code)) return;
    await this.denials.record({
      actorId: session?.actor.id ?? machine?.actor.id ?? STRANGER,
      code: error.code,
      route,
      recordId,
      origin: request.ip,
      traceId,
    });
  }

  private session(request: FastifyRequest): Promise<Session | undefined> | Session | undefined {
    const sessionId = this.cookie.read(request.headers.cookie);
    return sessionId === undefined ? undefined : this.sessions.find(sessionId);
  }

  private isFromOwnPage(request: FastifyRequest, session: Session): boolean {
    const { headers } = request;
    return isCsrfToken(headers['x-csrf-token'], session.csrfToken) && isOwnOrigin(headers, this.config.publicUrl);
  }

  private async deny(
    request: FastifyRequest,
    route: string,
    code: 'csrf-refused' | 'forbidden' | 'not-signed-in',
  ): Promise<never> {
    const refusal = new Refusal(code);
    await this.noteRefusal(request, route, refusal);
    throw refusal;
  }
}
