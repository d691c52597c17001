import type { KeyObject } from 'node:crypto';
import { Actor, Refusal } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import { LimitedMap } from './limited-map.js';

/** Seconds that a token between services is valid. */
const LIFETIME = 60;
/** Seconds by which two machines' clocks may differ. */
const TOLERANCE = 5;
const AUDIENCE = 'vigie';
/** The only issuer that may speak for a person or a machine. */
const SPEAKS_FOR_OTHERS = 'gateway';

interface Issued {
  token: string;
  renewAt: number;
}

interface Verified {
  actor: Actor;
  expiresAt: number;
}

/** Signs who acts, for the other services. */
export class TokenIssuer {
  private readonly issued = new LimitedMap<string, Issued>(20_000);

  /**
   * @param service whose key this is
   * @param privateKey Ed25519
   */
  constructor(
    private readonly service: string,
    private readonly privateKey: KeyObject,
    private readonly clock: Clock,
  ) {}

  /** A token for the actor; the same one for half of its life, because signing costs more than the rest of a request. */
  async issue(actor: Actor): Promise<string> {
    const now = seconds(this.clock);
    const cacheKey = JSON.stringify(actor);
    const known = this.issued.get(cacheKey);
    if (known && now < known.renewAt && now >= known.renewAt - LIFETIME / 2) return known.token;
    const token = await new SignJWT({ actor: { ...actor, issuer: this.service } })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(this.service)
      .setAudience(AUDIENCE)
      .setSubject(subjectOf(actor, this.service))
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME)
      .sign(this.privateKey);
    this.issued.set(cacheKey, { token, renewAt: now + LIFETIME / 2 });
    return token;
  }

  /** A token with which the service acts for itself. */
  issueForService(): Promise<string> {
    return this.issue(serviceActor(this.service));
  }
}

/** Tells who acts from a token. */
export class TokenVerifier {
  private readonly verified = new LimitedMap<string, Verified>(10_000);

  /** @param publicKeys by issuer */
  constructor(
    private readonly publicKeys: ReadonlyMap<string, KeyObject>,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal('token-refused') when it is forged, expired, from an unknown issuer, or speaks for somebody it may not */
  async verify(token: string): Promise<Actor> {
    const now = seconds(this.clock);
    const known = this.verified.get(token);
    if (known && now <= known.expiresAt) return known.actor;
    const fresh = await this.check(token);
    this.verified.set(token, fresh);
    return fresh.actor;
  }

  private async check(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, (_, jws) => this.keyOf(jws.payload), {
        algorithms: ['EdDSA', 'Ed25519'],
        audience: AUDIENCE,
        clockTolerance: TOLERANCE,
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'iat', 'iss', 'sub'],
      });
      const { actor, exp, iss, sub } = Claims.parse(payload);
      if (actor.issuer !== iss || sub !== subjectOf(actor, iss)) throw new Error('The claims contradict each other');
      if (actor.kind !== 'service' && iss !== SPEAKS_FOR_OTHERS) {
        throw new Error(`${iss} cannot speak for a ${actor.kind}`);
      }
      return { actor: deepFreeze(actor), expiresAt: exp + TOLERANCE };
    } catch {
      throw new Refusal('token-refused');
    }
  }

  private keyOf(payload: string | Uint8Array): KeyObject {
    const text = typeof payload === 'string' ? Buffer.from(payload, 'base64url') : Buffer.from(payload);
    const { iss } = z.object({ iss: z.string() }).parse(JSON.parse(text.toString('utf8')));
    const key = this.publicKeys.get(iss);
    if (!key) throw new Error(`Unknown issuer ${iss}`);
    return key;
  }
}

const Claims = z.object({ actor: Actor, exp: z.number(), iss: z.string(), sub: z.string() });

/** The actor that a service is when nobody asked it: the nil id, no role. */
export function serviceActor(service: string): Actor {
  return {
    kind: 'service',
    id: '00000000-0000-0000-0000-000000000000',
    issuer: service,
    agencyRoles: [],
    facilities: [],
    locale: 'fr',
  };
}

const subjectOf = (actor: Actor, issuer: string): string =>
  actor.kind === 'service' ? `service:${issuer}` : `${actor.kind}:${actor.id}`;

const seconds = (clock: Clock): number => Math.floor(clock.now().getTime() / 1000);

/** The verified actor is shared by all requests that carry the same token. */
function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  return Object.freeze(value);
}
