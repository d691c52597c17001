import { describe, expect, it } from '@jest/globals';
import fastifyHelmet from '@fastify/helmet';
import { fastify } from 'fastify';
import { SCAN_WORKER_POLICY, isScanWorker, securityHeaders } from './security-headers.js';

async function policyOf(publicUrl: string, page?: { nonce: string; host: string }): Promise<string> {
  const server = fastify();
  await server.register(fastifyHelmet, securityHeaders(new URL(publicUrl), page));
  server.get('/', () => 'page');
  const { headers } = await server.inject('/');
  return String(headers['content-security-policy']);
}
const page = { nonce: 'abc', host: 'localhost:8080' };

describe('the content policy', () => {
  it('names no other host, and allows nothing inline', async () => {
    const policy = await policyOf('https://vigie.example', page);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(policy.match(/[a-z]+:\/\/[^ ;]+/g)).toEqual(['wss://vigie.example']);
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
    expect(policy).toContain("script-src 'self';");
  });

  it('lets sockets open under the name that the page was opened with', async () => {
    expect(await policyOf('http://127.0.0.1:8080', page)).toContain("connect-src 'self' ws://localhost:8080;");
  });

  it.each(['evil.example; script-src *', 'a b', ''])('takes "%s" for no name', async (host) => {
    const policy = await policyOf('http://127.0.0.1:8080', { nonce: 'abc', host });
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8080;");
  });

  it('lets one worker compile WebAssembly, and that one load nothing else', () => {
    expect(isScanWorker('/srv/console/assets/decode.worker-B-JXha2U.js.br')).toBe(true);
    expect(isScanWorker('/srv/console/assets/start-B-JXha2U.js')).toBe(false);
    expect(SCAN_WORKER_POLICY.split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self'",
    ]);
  });
});
