import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TokenIssuer } from '#libs/auth';
import { MachineDeclaration, Receipt, ownRoutes } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { CONFIG, type GatewayConfig } from '../config.js';
import { parseOrRefuse } from '../http/parse-or-refuse.js';
import { machineIn } from '../http/request-context.js';
import { Steps } from '../http/steps.js';
import { declarationIdOf } from './declaration-id.js';
import { MachineDoor } from './machine-door.js';

const NAME = 'machineDeclare';

/** Where a facility's tools declare. */
@Injectable()
export class MachineRoutes {
  constructor(
    @Inject(MachineDoor) private readonly door: MachineDoor,
    @Inject(Steps) private readonly steps: Steps,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  register(api: FastifyInstance): void {
    const { method, path, permission, perMinute } = ownRoutes[NAME];
    api.route({
      method,
      url: path,
      onRequest: (request, reply) => this.door.admit(request, reply, { name: NAME, permission, perMinute }),
      handler: async (request, reply) =>
        reply.type('application/json; charset=utf-8').send(JSON.stringify(await this.declare(request))),
    });
  }

  private async declare(request: FastifyRequest): Promise<Receipt> {
    const { key, actor } = machineIn(request);
    const said = parseOrRefuse(MachineDeclaration, request.body);
    const id = declarationIdOf(key.id, said.externalId);
    const body = { ...said, id, contact: key.contact, machineName: key.name };
    try {
      const token = await this.tokens.issue(actor);
      const options = { token, traceId: request.context.traceId, key: id, origin: request.ip };
      const receipt = await this.commands.request('incident.declaration.submit-by-machine', body, options);
      return this.config.checkAnswers ? Receipt.parse(receipt) : receipt;
    } catch (error) {
      await this.steps.noteRefusal(request, NAME, error, id);
      throw error;
    }
  }
}
