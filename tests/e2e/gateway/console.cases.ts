import { describe, expect, it } from '@jest/globals';
import { platform } from './running.js';

const page = (path: string) => fetch(new URL(path, platform.baseUrl));

describe('the console’s pages', () => {
  it('allow nothing but our own files, and styles with this answer’s nonce', async () => {
    const [first, second] = [await page('/'), await page('/incidents/some/where')];
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(await first.text()).toContain(`content="${nonce}"`);
    expect(second.status).toBe(200);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(first.headers.get('cache-control')).toBe('no-cache');
  });

  it('keep files with a hashed name for good, and miss unknown ones', async () => {
    const html = await (await page('/')).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await page(script);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect((await page('/assets/gone.js')).status).toBe(404);
  });

  it('describe the API without a script and without another host', async () => {
    const docs = await page('/api/docs');
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await docs.text()).not.toMatch(/<script|https?:\/\//);
    const document = (await (await page('/api/docs/openapi.json')).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/declarations');
  });
});
