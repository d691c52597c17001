import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Logger, readTheme } from '#libs/platform';
import { CONFIG, type GatewayConfig } from '../config.js';
import { brandedManifest, brandedPage } from './branding.js';
import { SCAN_WORKER_POLICY, isScanWorker, securityHeaders } from './security-headers.js';

/** What index.html holds where the nonce goes. */
const NONCE = /__VIGIE_NONCE__/g;
/** What the build names after its content: what is asked for under such a name never changes. */
const HASHED = '/assets/';
/** Scripts, styles and fonts of a page. */
const IS_PART = /\/assets\/[^/]+\.(?:js|css|woff2)(?:\.br|\.gz)?$/;
/** What Helmet says to whoever shows a document: on each part of a page it is 700 bytes for nobody. */
const OF_PAGES = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];
/** Pages that the ambulance service opens without signing in. */
const SAMU = '/samu/';
const MANIFEST = 'manifest.webmanifest';

/** The console's files, and its page for every address that is not one of them: the console has routes of its own. */
@Injectable()
export class ConsolePages {
  constructor(
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  async register(server: FastifyInstance): Promise<void> {
    const root = resolve(this.config.consoleDir);
    if (!existsSync(join(root, 'index.html'))) {
      this.logger.warn({ root }, 'there is no console in VIGIE_CONSOLE_DIR: only the API is served');
      return;
    }
    const theme = readTheme(this.config.themeFile);
    const page = brandedPage(readFileSync(join(root, 'index.html'), 'utf8'), theme);
    const manifest = brandedManifest(readFileSync(join(root, MANIFEST), 'utf8'), theme);
    await server.register(async (pages) => {
      await pages.register(fastifyHelmet, securityHeaders(this.config.publicUrl));
      await pages.register(fastifyStatic, {
        root,
        wildcard: false,
        index: false,
        preCompressed: true,
        cacheControl: false,
        globIgnore: ['**/index.html', `**/${MANIFEST}`, '**/*.br', '**/*.gz'],
        setHeaders: (reply, path) => {
          reply.header('cache-control', cachingOf(path));
          if (isScanWorker(path)) reply.header('content-security-policy', SCAN_WORKER_POLICY);
          else if (IS_PART.test(path)) for (const name of OF_PAGES) reply.raw.removeHeader(name);
        },
      });
      pages.get(`/${MANIFEST}`, (_, reply) =>
        reply.header('cache-control', 'no-cache').type('application/manifest+json').send(manifest),
      );
      for (const url of ['/', '/*']) pages.get(url, (request, reply) => this.show(page, request, reply));
    });
  }

  private async show(page: string, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    // A file that the build does not know (any more) is missing; answering with the page would break who waits for a script.
    if (/\.\w+$/.test(request.url.split('?')[0] ?? '')) {
      return reply.status(404).type('text/plain; charset=utf-8').send('Not found\n');
    }
    const nonce = randomBytes(16).toString('base64');
    await reply.helmet(securityHeaders(this.config.publicUrl, { nonce, host: request.host }));
    // Its address is a key: neither kept on the way nor found by searching.
    if (request.url.startsWith(SAMU)) reply.header('x-robots-tag', 'noindex, nofollow');
    return reply
      .header('cache-control', request.url.startsWith(SAMU) ? 'no-store' : 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replace(NONCE, nonce));
  }
}

const cachingOf = (path: string): string =>
  path.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache';
