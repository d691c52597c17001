import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request as send } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import { Refusal, refusals } from '#libs/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type GatewayConfig } from '../config.js';
import { sessionIn } from '../http/request-context.js';

/** Milliseconds of silence after which the incident service counts as gone: it may have 500 MB to hash before it says a word. */
const SILENCE = 60_000;

const Refused = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).catch({}),
});

/** The incident service's door for bytes: what passes through is held nowhere, and whoever is slower sets the pace. */
@Injectable()
export class IncidentBytes {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** @returns its answer, as JSON @throws its Refusal; Refusal('unavailable') when it is not there */
  async put(request: FastifyRequest, query: object, body: Readable): Promise<unknown> {
    const answer = await this.ask(request, 'PUT', query, body);
    return JSON.parse(await text(answer)) as unknown;
  }

  /** @returns its answer, as it comes @throws the same */
  get(request: FastifyRequest, query: object): Promise<IncomingMessage> {
    return this.ask(request, 'GET', query);
  }

  private async ask(request: FastifyRequest, method: string, query: object, body?: Readable): Promise<IncomingMessage> {
    const { attachmentsUrl } = this.config;
    if (attachmentsUrl === undefined) throw new Refusal('unavailable');
    const url = new URL('/', attachmentsUrl);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const length = request.headers['content-length'];
    const headers: OutgoingHttpHeaders = {
      authorization: `Bearer ${await this.tokens.issue(sessionIn(request).actor)}`,
      'x-trace-id': request.context.traceId,
      'x-origin': request.ip,
      ...(body && length !== undefined && { 'content-length': length }),
    };
    const answer = await this.send(url, method, headers, body);
    if (answer.statusCode === 200) return answer;
    // Who is still sending is listened to until it has finished: else it would never read the answer.
    body?.resume();
    throw refusalIn(await text(answer), request.context.traceId);
  }

  private send(url: URL, method: string, headers: OutgoingHttpHeaders, body?: Readable): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const upstream = send(url, { method, headers, agent: this.agent, timeout: SILENCE });
      const gone = () => reject(new Refusal('unavailable'));
      upstream.once('timeout', () => upstream.destroy());
      upstream.on('error', gone);
      upstream.once('response', (answer) => {
        body?.unpipe(upstream);
        // Refused in the middle: the rest is not sent any more.
        if (answer.statusCode !== 200) answer.once('end', () => upstream.destroy());
        resolve(answer);
      });
      if (!body) return void upstream.end();
      // Its sender has gone: what has arrived is kept there.
      body.once('error', () => upstream.destroy());
      body.once('close', () => {
        if (!body.readableEnded) upstream.destroy();
      });
      body.pipe(upstream);
    });
  }
}

function refusalIn(answer: string, traceId: string): Refusal {
  const { code, params } = Refused.parse(JSON.parse(answer));
  return Object.hasOwn(refusals, code)
    ? new Refusal(code as Refusal['code'], params)
    : new Refusal('fault', { traceId });
}
