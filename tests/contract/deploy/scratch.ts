import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';

export const ROOT = resolve(import.meta.dirname, '../../..');
/** Of the spec that imports it. */
export const scratch = mkdtempSync(join(tmpdir(), 'vigie-deploy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
