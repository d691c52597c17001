import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Platform, startPlatform } from '../e2e/platform.js';
import { launch } from './browser.js';

/** What all cases of a file play on. */
export let platform: Platform;
export let browser: Browser;

/** Starts both before the first case, and ends them after the last. */
export function setStage(...options: Parameters<typeof startPlatform>): void {
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startPlatform(...options), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });
}
