import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '#libs/platform';
import { gatewayVariables } from '../config.js';
import { createAdapter } from './http-adapter.js';
import { addressReader } from './person-address.js';

const { trustedProxies: variable } = gatewayVariables;

/** Who the gateway takes a person for. */
async function addressOf(trusted: string, from: string, forwardedFor: string): Promise<string> {
  const { trustedProxies } = loadConfig({ trustedProxies: variable }, { VIGIE_TRUSTED_PROXIES: trusted });
  const server = createAdapter({ trustedProxies } as Parameters<typeof createAdapter>[0]).getInstance();
  const ofSocket = addressReader(trustedProxies);
  server.get('/', async (request) => {
    // A socket's request does not pass through Fastify, and has to be read alike.
    expect(ofSocket(request.raw)).toBe(request.ip);
    return request.ip;
  });
  const answer = await server.inject({ url: '/', remoteAddress: from, headers: { 'x-forwarded-for': forwardedFor } });
  await server.close();
  return answer.body;
}

describe('the address of a person', () => {
  it('is what a trusted proxy saw', async () => {
    expect(await addressOf('127.0.0.1, ::1', '127.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
    expect(await addressOf('127.0.0.1, ::1', '::1', '203.0.113.7')).toBe('203.0.113.7');
  });

  it('is never what the person says of themselves', async () => {
    expect(await addressOf('127.0.0.1', '198.51.100.4', '203.0.113.7')).toBe('198.51.100.4');
    expect(await addressOf('127.0.0.1', '127.0.0.1', '192.0.2.1, 203.0.113.7')).toBe('203.0.113.7');
    expect(await addressOf('', '127.0.0.1', '203.0.113.7')).toBe('127.0.0.1');
  });
});
