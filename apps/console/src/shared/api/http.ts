import type { RefusalBody } from '#libs/contracts';
import { ApiError, noAnswer } from './ApiError.js';

/** The session's CSRF token; set by whoever reads the session. */
let csrfToken = '';
let readerLocale = 'fr';
let onSessionLost: () => void = () => undefined;
let renewCsrf: () => Promise<void> = async () => undefined;

export const setCsrfToken = (token: string) => {
  csrfToken = token;
};
export const setReaderLocale = (locale: string) => {
  readerLocale = locale;
};
/** The headers of a request that changes something. */
export const writeHeaders = (): Record<string, string> => ({
  Accept: 'application/json',
  'Accept-Language': readerLocale,
  'X-CSRF-Token': csrfToken,
});

/** `lost` is told when a request finds the session gone, `renew` reads a fresh CSRF token. */
export const watchSession = (lost: () => void, renew: () => Promise<void>) => {
  onSessionLost = lost;
  renewCsrf = renew;
};

export interface HttpRequest {
  method: string;
  url: string;
  json?: unknown;
  key?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** The session's own requests: a 401 is their answer, not a loss. */
  quiet?: boolean;
  /** Its answer, where it was asked for before the console was here. */
  sent?: Promise<Response>;
}

/** Sends one request; throws `ApiError` for anything but a 2xx. */
export const http = <Answer>(request: HttpRequest): Promise<Answer> =>
  request.quiet ? attempt<Answer>(request) : inSession(() => attempt<Answer>(request));

/** Tries again with a fresh CSRF token where the old one is refused, and asks to sign in again where the session is gone. */
export async function inSession<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'csrf-refused') {
      await renewCsrf();
      return send();
    }
    if (error.status === 401) onSessionLost();
    throw error;
  }
}

async function attempt<Answer>(request: HttpRequest): Promise<Answer> {
  const answer = await send(request);
  if (answer.ok) return (answer.status === 204 ? undefined : await readJson(answer)) as Answer;
  throw await refusalOf(answer);
}

/** A file under the name that the gateway gives it. */
export interface HttpFile {
  name: string;
  content: Blob;
}

/** Fetches a file; throws `ApiError` for anything but a 2xx. */
export const httpFile = (request: HttpRequest): Promise<HttpFile> =>
  inSession(async () => {
    const answer = await send(request);
    if (!answer.ok) throw await refusalOf(answer);
    const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'vigie';
    try {
      return { name, content: await answer.blob() };
    } catch {
      throw noAnswer();
    }
  });

async function send(request: HttpRequest): Promise<Response> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? 30_000);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  const body = request.json === undefined ? undefined : JSON.stringify(request.json);
  try {
    if (request.sent) return await request.sent;
    return await fetch(request.url, { method: request.method, headers: headersOf(request), body, signal });
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw noAnswer();
  }
}

function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': readerLocale };
  if (request.json !== undefined) headers['Content-Type'] = 'application/json';
  if (request.method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  if (request.key) headers['Idempotency-Key'] = request.key;
  return headers;
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    throw noAnswer();
  }
}

/** Seconds; null where the answer does not say. */
export function retryAfterIn(header: string | null): number | null {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

async function refusalOf(answer: Response): Promise<ApiError> {
  const seconds = retryAfterIn(answer.headers.get('Retry-After'));
  try {
    return new ApiError(answer.status, (await answer.json()) as RefusalBody, seconds);
  } catch {
    // A proxy on the way answers with a page of its own: for the reader the platform did not answer.
    return new ApiError(answer.status, noAnswer().body, seconds);
  }
}
