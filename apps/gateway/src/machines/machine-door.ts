import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { can, secretHash } from '#libs/auth';
import { type Permission, Refusal } from '#libs/contracts';
import { Steps } from '../http/steps.js';
import { RateLimits } from '../limits/rate-limits.js';
import { KeyRefused, MachineKeys } from './machine-keys.js';

/** RFC 6750; a secret has 47 characters, and whatever is much longer is none. */
const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

interface Requirements {
  /** The route's name in the contract. */
  name: string;
  permission: Permission;
  perMinute: number;
}

/**
 * The steps that a machine's request takes before its body is read, in the place of those of a person. A cookie says nothing here, and
 * as no browser adds the header by itself, no page of another site can use a key: there is no token against that.
 */
@Injectable()
export class MachineDoor {
  constructor(
    @Inject(MachineKeys) private readonly keys: MachineKeys,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(Steps) private readonly steps: Steps,
  ) {}

  /** @throws Refusal of the first step that fails; denials are recorded */
  async admit(
    request: FastifyRequest,
    reply: FastifyReply,
    { name, permission, perMinute }: Requirements,
  ): Promise<void> {
    try {
      const { traceId } = request.context;
      const machine = await this.keys.find(presented(request), { origin: request.ip, traceId });
      request.context.machine = machine;
      if (!can(machine.actor, permission)) throw new Refusal('forbidden');
      this.limits.take(machine.key.id, name, perMinute);
    } catch (error) {
      const refused = error instanceof KeyRefused;
      if (refused) reply.header('www-authenticate', 'Bearer');
      await this.steps.noteRefusal(request, name, error, refused ? error.keyId : undefined);
      throw error;
    }
  }
}

/** The hash of the key that the request shows. */
function presented({ headers }: FastifyRequest): string {
  const [, secret] = BEARER.exec(headers.authorization ?? '') ?? [];
  if (secret === undefined) throw new KeyRefused();
  return secretHash(secret).toString('hex');
}
