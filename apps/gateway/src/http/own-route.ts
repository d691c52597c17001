import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type OwnRoute, type OwnRouteName, ownRoutes } from '#libs/contracts';
import type { Steps } from './steps.js';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/**
 * Registers a route that the gateway answers itself: its steps come from the contract, its answer is what the handler gives.
 * A route that is open without a session but changes something still has to come from our own page.
 */
export function registerOwnRoute(api: FastifyInstance, steps: Steps, name: OwnRouteName, handler: Handler): void {
  const { method, path, open, permission, perMinute, response, body }: OwnRoute = ownRoutes[name];
  const requirements = { name, method, permission, perMinute };
  api.route({
    method,
    url: path,
    // Bytes are counted while they are passed on.
    ...(body === 'bytes' && { bodyLimit: Number.MAX_SAFE_INTEGER }),
    onRequest: async (request) => {
      if (!open) await steps.admit(request, requirements);
      else if (method !== 'GET') steps.admitStranger(request);
    },
    handler: async (request, reply) => {
      const value = await handler(request, reply);
      if (response === null) return reply.status(204).send();
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
    },
  });
}
