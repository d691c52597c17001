import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenIssuer, scopeFor } from '#libs/auth';
import {
  type CommandContract,
  type CommandName,
  type CommandRoute,
  PdfFile,
  Refusal,
  commandContract,
  commandRoutes,
} from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { CONFIG, type GatewayConfig } from '../config.js';
import type { Session } from '../sessions/session.js';
import { parseOrRefuse } from './parse-or-refuse.js';
import { mergeBody } from './merge-body.js';
import { sessionIn } from './request-context.js';
import { Steps } from './steps.js';

type Fields = Record<string, unknown>;

/** Visible ASCII, as a header has it. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** Routes that hand their request to one command: all of `commandRoutes`, each the same way. */
@Injectable()
export class CommandRoutes {
  constructor(
    @Inject(Steps) private readonly steps: Steps,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  register(api: FastifyInstance): void {
    for (const [name, route] of Object.entries<CommandRoute>(commandRoutes)) this.registerOne(api, name, route);
  }

  private registerOne(api: FastifyInstance, name: string, route: CommandRoute): void {
    const { method, path, command, perMinute, file = false } = route;
    const contract = commandContract(command);
    const requirements = { name, method, permission: contract.permission, perMinute };
    api.route({
      method,
      url: path,
      onRequest: (request) => this.steps.admit(request, requirements),
      handler: async (request, reply) => {
        const value = await this.handle(request, name, command, contract);
        if (file) return replyWithFile(reply, PdfFile.parse(value));
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
      },
    });
  }

  private async handle(
    request: FastifyRequest,
    name: string,
    command: CommandName,
    contract: CommandContract,
  ): Promise<unknown> {
    const session = sessionIn(request);
    const key = contract.write ? idempotencyKey(request) : undefined;
    const body = parseOrRefuse(contract.request, mergedBody(request)) as Fields;
    try {
      requireOwnFacility(session, contract, body);
      const token = await this.tokens.issue(session.actor);
      const { traceId } = request.context;
      const options = { token, traceId, key, origin: request.ip };
      const value = await this.commands.request(command, body as never, options);
      if (this.config.checkAnswers) contract.response.parse(value);
      return value;
    } catch (error) {
      await this.steps.noteRefusal(request, name, error, recordIn(body));
      throw error;
    }
  }
}

/** The file itself, under the name that it should be saved as. */
const replyWithFile = (reply: FastifyReply, { fileName, mediaType, base64 }: PdfFile): FastifyReply =>
  reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="${fileName.replace(/[^\w.-]/g, '-')}"`)
    .send(Buffer.from(base64, 'base64'));

const mergedBody = ({ method, params, query, body }: FastifyRequest): Fields =>
  mergeBody({
    // HEAD is answered as GET is.
    method: (method === 'HEAD' ? 'GET' : method) as CommandRoute['method'],
    params: params as Fields,
    query: query as Fields,
    body,
  });

/** A facility that is not one's own does not exist, in whichever command it is named. */
function requireOwnFacility({ actor }: Session, { permission }: CommandContract, body: Fields): void {
  const { facilityId } = body;
  if (typeof facilityId !== 'string') return;
  const scope = scopeFor(actor, permission);
  if (scope?.kind === 'facility' && !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
}

function idempotencyKey({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') throw new Refusal('idempotency-key-missing');
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw new Refusal('invalid-request', { places: [{ path: 'Idempotency-Key', code: 'invalid-format' }] });
  }
  return key;
}

/** The record that the body is about, for the audit: the most particular id that it names. */
function recordIn(body: Fields): string | undefined {
  const names = ['incidentId', 'advisoryId', 'csafId', 'regionalId', 'id', 'facilityId'];
  return names.map((name) => body[name]).find((value) => typeof value === 'string');
}
