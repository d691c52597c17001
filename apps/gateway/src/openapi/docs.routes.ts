import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DOCS_STYLE, docsPage } from './docs-page.js';
import { openApiDocument } from './document.js';
import { productVersion } from './product-version.js';

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The API's description, for people and for programs. Written once, when somebody first asks. */
@Injectable()
export class DocsRoutes {
  private readonly files = new Map<string, string>();

  register(api: FastifyInstance): void {
    const document = () => openApiDocument(productVersion());
    this.serve(api, '/api/docs', 'text/html', () => docsPage(document()));
    this.serve(api, '/api/docs/style.css', 'text/css', () => DOCS_STYLE);
    this.serve(api, '/api/docs/openapi.json', 'application/json', () => JSON.stringify(document()));
  }

  private serve(api: FastifyInstance, path: string, type: string, write: () => string): void {
    api.get(path, (_request, reply) => {
      const text = this.files.get(path) ?? write();
      this.files.set(path, text);
      return reply
        .header('content-security-policy', POLICY)
        .header('cache-control', 'no-cache')
        .type(`${type}; charset=utf-8`)
        .send(text);
    });
  }
}
