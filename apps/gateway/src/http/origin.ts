import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request may come from where it says it comes from. Browsers name the page's origin in every request that
 * changes something, and in every socket; a program that is no browser names none, and is told by its token.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: URL): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (origin === publicUrl.origin) return true;
  // Reached under another name of the same machine, such as localhost: then page and API still share it.
  return publicUrl.protocol === 'http:' && origin === `http://${headers.host}`;
}
