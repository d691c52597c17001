import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type RefusalBody, refusalSentence } from '#libs/contracts';
import { newTraceId } from '#libs/platform';
import type { GatewayConfig } from '../config.js';
import { preferred } from './reader-locale.js';

/** Ids are 36 characters; anything much longer is nobody's. */
const LONGEST_PART = 200;

/** Milliseconds in which a request must have arrived: the largest upload at 700 kbit/s. */
const REQUEST_TIMEOUT = 120_000;

/** The HTTP server, before anything is registered on it. */
export function createAdapter({ trustedProxies }: GatewayConfig): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: trustedProxies ?? false,
    requestTimeout: REQUEST_TIMEOUT,
    routerOptions: { maxParamLength: LONGEST_PART },
    // No middleware: every step is a hook of its route.
    skipMiddie: true,
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => replyNotFound(request, reply),
  });
}

/** An address that cannot be read is nobody's: it reaches no route, and no hook of ours. */
function replyNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const locale = preferred(request.headers['accept-language']);
  const body: RefusalBody = { code: 'not-found', message: refusalSentence('not-found', locale), traceId: newTraceId() };
  reply.status(404).type('application/json; charset=utf-8').send(JSON.stringify(body));
}
