import { ownRoutes, type RefusalBody, type UploadProgress } from '#libs/contracts';
import { ApiError, noAnswer } from '../../shared/api/ApiError.js';
import { fillPath } from '../../shared/api/call.js';
import { inSession, writeHeaders } from '../../shared/api/http.js';

interface Part {
  incidentId: string;
  attachmentId: string;
  offset: number;
  bytes: Blob;
  /** How many bytes of it have left. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/** Milliseconds without progress after which the line counts as dead. */
const SILENCE = 30_000;

/** Sends a part of a file. (`fetch` does not say how much has left.) */
export const sendPart = (part: Part): Promise<UploadProgress> => inSession(() => send(part));

function send({ incidentId, attachmentId, offset, bytes, onProgress, signal }: Part): Promise<UploadProgress> {
  return new Promise((resolve, reject) => {
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
      else reject(body ? new ApiError(request.status, body as RefusalBody) : noAnswer());
    };
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
    };
    request.send(bytes);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
