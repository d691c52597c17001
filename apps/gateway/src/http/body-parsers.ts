import type { FastifyInstance } from 'fastify';

/**
 * Largest JSON body, in bytes: with its envelope it must pass NATS, which takes 1 MB. The largest legal body, an advisory for
 * 5,000 named facilities with 5,000 exceptions, is 450 KB.
 */
const JSON_LIMIT = 768 * 1024;

/** JSON, and for uploads the bytes as they come; every other media type is refused. */
export function registerBodyParsers(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  const parse = api.getDefaultJsonParser('error', 'error');
  api.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: JSON_LIMIT }, (request, text, done) => {
    // A client that announces JSON and sends nothing has nothing to say.
    if (text.length === 0) done(null, undefined);
    else parse(request, text as string, done);
  });
  api.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
}
