import { ownRoutes, type RefusalBody, type UploadProgress } from '#libs/contracts';
import { ApiError, noAnswer } from '../../shared/api/ApiError.js';
import { fillPath } from '../../shared/api/call.js';
import { inSession, retryAfterIn, writeHeaders } from '../../shared/api/http.js';
import type { Part } from './sendingQueue.js';

/** Milliseconds without progress after which the line counts as dead. */
const SILENCE = 30_000;

/** Sends a part of a file. (`fetch` does not say how much has left.) */
export const sendPart = (part: Part): Promise<UploadProgress> => inSession(() => send(part));

function send({ incidentId, attachmentId, offset, bytes, onProgress, signal }: Part): Promise<UploadProgress> {
  return new Promise((resolve, reject) => {
    // Told before we began to listen, it would never be heard.
    if (signal.aborted) return reject(noAnswer());
    const { method, path } = ownRoutes.sendAttachment;
    const request = new XMLHttpRequest();
    request.open(method, `${fillPath(path, { incidentId, attachmentId }).url}?offset=${offset}`);
    for (const [name, value] of Object.entries({ ...writeHeaders(), 'Content-Type': 'application/octet-stream' }))
      request.setRequestHeader(name, value);
    let silence = 0;
    const stop = () => request.abort();
    const heard = () => {
      clearTimeout(silence);
      silence = window.setTimeout(stop, SILENCE);
    };
    heard();
    signal.addEventListener('abort', stop);
    request.upload.onprogress = ({ loaded }) => {
      heard();
      onProgress(loaded);
    };
    request.onabort = () => reject(noAnswer());
    request.onerror = () => reject(noAnswer());
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body) resolve(body as UploadProgress);
      else reject(refusalOf(request, body));
    };
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
    };
    request.send(bytes);
  });
}

function refusalOf(request: XMLHttpRequest, body: unknown): ApiError {
  const seconds = retryAfterIn(request.getResponseHeader('Retry-After'));
  // A proxy on the way answers with a page of its own.
  return new ApiError(request.status, (body as RefusalBody | null) ?? noAnswer().body, seconds);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
