import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { productVersion } from '../../apps/gateway/src/openapi/product-version.js';
import { eventCatalogue, permissionTable, refusalTable, routeTable, webhookCatalogue } from './catalogue.js';

const FOLDER = new URL('../../docs/generated/', import.meta.url);
const documents: Record<string, () => string> = {
  'events.md': eventCatalogue,
  'webhooks.md': webhookCatalogue,
  'permissions.md': permissionTable,
  'routes.md': routeTable,
  'refusals.md': refusalTable,
  'openapi.json': () => `${JSON.stringify(openApiDocument(productVersion()), undefined, 2)}\n`,
};

describe('docs/generated', () => {
  it.each(Object.entries(documents))('%s says what the contracts say (npm run docs:generate)', (name, write) => {
    const file = new URL(name, FOLDER);
    if (process.env.VIGIE_GENERATE === 'yes') {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, write());
    }
    expect(readFileSync(file, 'utf8')).toBe(write());
  });
});
