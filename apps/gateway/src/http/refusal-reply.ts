import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type RefusalBody, type RefusalParams, refusalSentence } from '#libs/contracts';
import type { Logger } from '#libs/platform';
import { readerLocale } from './reader-locale.js';

/** Seconds after which it makes sense to try again, for a refusal that says that it will pass. */
const TRY_AGAIN = 2;

/** What Fastify refuses before we see the request, as our own refusals. Anything else with a 4xx is a malformed request. */
const OF_FASTIFY: Record<string, () => Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Refusal('too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Refusal('unsupported-media'),
  FST_ERR_BAD_URL: () => new Refusal('not-found'),
  FST_ERR_MAX_PARAM_LENGTH: () => new Refusal('not-found'),
};

/** Sends a refusal, or the fault that an unexpected error is: logged once, told by its number. */
export function replyWithError(logger: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const traceId = request.context.traceId;
  const refusal = asRefusal(error);
  if (!refusal) logger.error({ err: error, traceId, route: request.routeOptions?.url }, 'fault');
  send(request, reply, refusal ?? new Refusal('fault', { traceId }));
}

function send(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  const { code, params, status } = refusal;
  const wait = retryAfter(refusal);
  if (wait !== undefined) reply.header('retry-after', String(wait));
  // Fastify would hang up on who is still sending, who would then never read the answer.
  if (code === 'too-large') reply.removeHeader('connection');
  reply
    .status(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(bodyOf(request, code, { ...params, ...(wait !== undefined && { seconds: wait }) })));
}

function bodyOf(request: FastifyRequest, code: Refusal['code'], params: RefusalParams): RefusalBody {
  const { places, ...rest } = params;
  const simple = Object.entries(rest).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return {
    code,
    message: refusalSentence(code, readerLocale(request), params),
    traceId: request.context.traceId,
    ...(simple.length > 0 && { params: Object.fromEntries(simple) }),
    ...(places && { places }),
  };
}

function retryAfter({ status, params }: Refusal): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  return typeof params['seconds'] === 'number' ? Math.max(1, Math.ceil(params['seconds'])) : TRY_AGAIN;
}

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = OF_FASTIFY[code ?? ''];
  if (known) return known();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Refusal('invalid-request', { places: [{ path: '', code: 'malformed' }] });
  }
  return undefined;
}
