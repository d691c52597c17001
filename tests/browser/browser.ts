import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import axe, { type RunOnly } from 'axe-core';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const ROOT = join(import.meta.dirname, '../..');
/** Ignored by git: every screen of the last run, to be looked at. None are taken where nobody looks at them. */
const PICTURES = process.env['CI'] ? undefined : join(ROOT, '.vigie/screens');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

const devices = {
  phone: { width: 375, height: 812, touch: true },
  desktop: { width: 1440, height: 900, touch: false },
} as const;
export type Device = keyof typeof devices;

/** The widths at which no page may be wider than its window, those of a phone with the phone, those of a desk with the desk. */
const WIDTHS: Record<Device, readonly number[]> = { phone: [360, 375], desktop: [1440, 3840] };

/** Debian's Chromium, silent towards the network. */
export async function launch(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['VIGIE_CHROMIUM'] ?? CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('Chromium is missing: npm test installs it, or set VIGIE_CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** A person's browser: its own cookies, device, language and colour scheme. */
export async function visitor(
  browser: Browser,
  device: Device,
  options: { locale?: 'fr-FR' | 'en-GB'; dark?: boolean } = {},
): Promise<Screen & { context: BrowserContext }> {
  const { width, height, touch } = devices[device];
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    locale: options.locale ?? 'fr-FR',
    colorScheme: options.dark === true ? 'dark' : 'light',
    timezoneId: 'America/Martinique',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security.Policy|Refused to/.test(message.text()))
      trouble.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost')
      trouble.push(`a request to ${hostname}`);
  });
  page.setDefaultTimeout(60_000);
  return { context, device, page, trouble };
}

type Scheme = 'light' | 'dark';

/** Until what was asked of the page is drawn (a new width, other colours) and nothing moves or changes colour any more. */
const painted = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
    const moving = () => document.getAnimations().filter(({ playState }) => playState === 'running');
    // What ends may begin the next: an inherited colour changes after its parent's.
    for (let turn = 0; turn < 20 && moving().length > 0; turn++) {
      await Promise.race([
        Promise.allSettled(moving().map(({ finished }) => finished)),
        new Promise((late) => setTimeout(late, 500)),
      ]);
      await frame();
    }
    await document.fonts.ready;
  });

/** Our typeface comes after the page and makes it taller; without a network it may not come at all. */
const typeset = (page: Page) =>
  page
    .waitForFunction(() => [...document.fonts].some(({ status }) => status === 'loaded'), undefined, { timeout: 5_000 })
    .catch(() => undefined);

/** Until nothing that is shown is still a skeleton. */
async function settled(page: Page): Promise<void> {
  const skeletons = page.locator('.mantine-Skeleton-root');
  for (let turn = 0; turn < 50 && (await skeletons.count()) > 0; turn++)
    await skeletons.first().waitFor({ state: 'detached' });
  await typeset(page);
  await painted(page);
}

async function wear(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor({ state: 'attached' });
  await painted(page);
}

/** All that we ask of a page, and what of it depends on the colours that are worn. */
const RULES = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  colours: { type: 'rule', values: ['color-contrast'] },
} satisfies Record<string, RunOnly>;

/** Violations found by axe, as short lines. */
async function accessibility(page: Page, rules: keyof typeof RULES): Promise<string[]> {
  // Once for each document: reading axe takes longer than judging a small page with it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    // Only what is wrong: the list of what is right is long. Read ahead, axe writes <style> elements, which our policy refuses.
    const { violations } = await window.axe.run({ runOnly, resultTypes: ['violations'], preload: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
    );
  }, RULES[rules]);
}

/** How many pixels the page is wider than its window, at each width that we promise. */
async function overflow(page: Page, device: Device): Promise<Record<number, number>> {
  const wider: Record<number, number> = {};
  for (const width of WIDTHS[device]) {
    await page.setViewportSize({ width, height: 900 });
    await painted(page);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) wider[width] = excess;
  }
  return wider;
}

/** A person's screen, and what the browser complained about. */
export interface Screen {
  page: Page;
  device: Device;
  trouble: string[];
}

/** What is wrong with a screen. */
interface Faults {
  /** Violations in the light colours, and those in the dark ones. */
  axe: string[];
  wider: Record<number, number>;
  trouble: string[];
}

/** What `faultsOf` says of a sound screen. */
export const sound: Faults = { axe: [], wider: {}, trouble: [] };

/**
 * Everything that a screen must be: accessible in light and in dark, no wider than its window, quiet towards the network. Its
 * pictures in both are kept under its name, where somebody will look at them. A dialog is judged with the page behind it.
 */
export async function faultsOf({ page, device, trouble }: Screen, name: string): Promise<Faults> {
  await settled(page);
  const { width, height } = devices[device];
  const worn = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const long = await page.evaluate(() => document.documentElement.scrollHeight);
  // All of the page at once: what a bar at the bottom hides for the moment is reached by scrolling.
  await page.setViewportSize({ width, height: Math.max(5000, long + 200) });
  const axe: string[] = [];
  for (const scheme of worn === 'light' ? (['light', 'dark'] as const) : (['dark', 'light'] as const)) {
    await wear(page, scheme);
    const faults = await accessibility(page, scheme === worn ? 'all' : 'colours');
    axe.push(...faults.map((fault) => `${scheme} ${fault}`));
  }
  if (PICTURES !== undefined) await keepPictures(page, device, join(PICTURES, name), long);
  await wear(page, worn);
  const wider = await overflow(page, device);
  await page.setViewportSize({ width, height });
  return { axe, wider, trouble };
}

/** How the page looks in both colours, in files that begin with the given path. */
async function keepPictures(page: Page, device: Device, path: string, long: number): Promise<void> {
  const { width, height } = devices[device];
  const dialog = (await page.getByRole('dialog').count()) > 0;
  mkdirSync(dirname(path), { recursive: true });
  await page.setViewportSize({ width, height: dialog ? height : Math.max(height, long) });
  for (const scheme of ['light', 'dark'] as const) {
    await wear(page, scheme);
    await page.screenshot({ path: `${path}-${device}-${scheme}.png`, fullPage: !dialog });
  }
}
