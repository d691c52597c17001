import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Platform as RealPlatform, startPlatform as startRealPlatform } from '#libs/testing';
import type { World } from './story/world.js';

const ROOT = join(import.meta.dirname, '../..');
const OWN_CSAF = join(ROOT, 'deploy/seed/csaf/vigie-2026-0001.json');

/** A running platform with the world in which the story plays. */
export interface Platform extends RealPlatform {
  world: World;
}

/** Starts the platform; the story's CSAF document is the given file, else the one written for the project. */
export async function startPlatform(
  options: { environment?: Record<string, string>; csafFile?: string; tell?: World['tell'] } = {},
): Promise<Platform> {
  const platform = await startRealPlatform(options.environment);
  const file = options.csafFile ?? OWN_CSAF;
  if (!existsSync(file)) throw new Error(`there is no CSAF document at ${file}`);
  return {
    ...platform,
    world: {
      baseUrl: platform.baseUrl,
      accounts: platform.accounts,
      mails: platform.mails,
      csaf: readFileSync(file),
      tell: options.tell ?? (() => undefined),
    },
  };
}
