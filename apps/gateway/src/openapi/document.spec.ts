import { describe, expect, it } from '@jest/globals';
import { commandRoutes, ownRoutes } from '#libs/contracts';
import { docsPage } from './docs-page.js';
import { openApiDocument } from './document.js';

const document = openApiDocument('1.2.3');

describe('the OpenAPI document', () => {
  it('has every route of the contract, once', () => {
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(names.sort()).toEqual([...Object.keys(commandRoutes), ...Object.keys(ownRoutes)].sort());
  });

  it('names each part of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
      }
    }
  });

  it('asks for a key and a token where something changes', () => {
    const names = (path: string, method: string) => document.paths[path]?.[method]?.parameters.map(({ name }) => name);
    expect(names('/api/declarations', 'post')).toEqual(['X-CSRF-Token', 'Idempotency-Key']);
    expect(names('/api/session', 'delete')).toEqual(['X-CSRF-Token']);
    expect(names('/api/session', 'post')).toEqual([]);
    expect(names('/api/feed', 'get')).toEqual(['recipient', 'after', 'limit']);
  });

  it('asks a machine for its key, and for nothing that a browser has', () => {
    const { security, parameters } = document.paths['/api/machine/declarations']!['post']!;
    expect([security, parameters]).toEqual([[{ machineKey: [] }], []]);
    expect(document.components.securitySchemes['machineKey']).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(document.paths['/api/declarations']?.['post']?.security).toEqual([{ session: [] }]);
  });

  it('leaves out of the body what stands in the path', () => {
    const body = document.paths['/api/facilities/{facilityId}/contacts/{id}']?.['put']?.requestBody;
    const schema = body?.content['application/json']?.schema as { properties: object; required: string[] };
    expect(Object.keys(schema.properties)).not.toContain('facilityId');
    expect(schema.required).toContain('label');
  });

  it('can be read without scripts and without any other host', () => {
    const page = docsPage(document);
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
    expect(page).toContain('/api/declarations');
  });
});
