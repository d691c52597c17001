import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/**
 * Reads a person's address from a request that does not pass through Fastify (a socket's), as Fastify reads it for `request.ip`.
 *
 * @param trusted addresses of the proxies whose X-Forwarded-For is believed
 */
export function addressReader(trusted: readonly string[] = []): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile([...trusted]);
  return (request) => proxyAddr(request, trust);
}
