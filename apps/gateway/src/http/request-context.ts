import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#libs/contracts';
import { traceIdFrom } from '#libs/platform';
import type { Machine } from '../machines/machine.js';
import type { Session } from '../sessions/session.js';

/** What the steps before a handler have found out. */
interface RequestContext {
  traceId: string;
  session?: Session;
  /** Whose machine key came in the place of a session. */
  machine?: Machine;
}

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext;
  }
}

/** Answers of the API are data for one person: not kept, not guessed, not framed, not run. */
const API_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

export function beginRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const header = request.headers.traceparent;
  const traceId = traceIdFrom(typeof header === 'string' ? header : undefined);
  request.context = { traceId };
  reply.headers(API_HEADERS).header('x-trace-id', traceId);
  done();
}

/** The session that the steps before the handler have required. */
export function sessionIn(request: FastifyRequest): Session {
  const { session } = request.context;
  if (!session) throw new Refusal('not-signed-in');
  return session;
}

/** The machine whose key the steps before the handler have required. */
export function machineIn(request: FastifyRequest): Machine {
  const { machine } = request.context;
  if (!machine) throw new Refusal('machine-key-refused');
  return machine;
}
