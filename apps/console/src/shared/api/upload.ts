import { ownRoutes, type RefusalBody } from '#libs/contracts';
import { newId } from '../ids/newId.js';
import { ApiError, noAnswer } from './ApiError.js';
import { inSession, writeHeaders } from './http.js';

interface Receipt {
  uploadId: string;
  bytes: number;
}

/** To whom: each takes its own kinds of files. */
export type UploadRoute = 'upload' | 'uploadIndicators';

/** Sends a file; `onProgress` is told how much of it has left, from 0 to 1. (`fetch` does not say.) */
export const upload = (
  file: Blob,
  onProgress: (share: number) => void,
  route: UploadRoute = 'upload',
): Promise<Receipt> => inSession(() => send(file, onProgress, route));

function send(file: Blob, onProgress: (share: number) => void, route: UploadRoute): Promise<Receipt> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(ownRoutes[route].method, ownRoutes[route].path);
    const headers = { ...writeHeaders(), 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newId() };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(noAnswer());
    request.ontimeout = () => reject(noAnswer());
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body) resolve(body as Receipt);
      else reject(body ? new ApiError(request.status, body as RefusalBody) : noAnswer());
    };
    request.timeout = 180_000;
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
