import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

const ROOT = join(import.meta.dirname, '../..');
/** Ignored by git: every screen of the last run, to be looked at. */
const PICTURES = join(ROOT, '.vigie/screens');
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
): Promise<{ context: BrowserContext; page: Page; trouble: string[] }> {
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
  page.setDefaultTimeout(30_000);
  return { context, page, trouble };
}

/** Until what was asked of the page is drawn: a new width, another colour scheme. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** Violations found by axe, as short lines. */
export async function accessibility(page: Page): Promise<string[]> {
  // All of the page at once: what a bar at the bottom hides for the moment is reached by scrolling.
  const before = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (before !== null) await page.setViewportSize({ width: before.width, height: Math.max(5000, height + 200) });
  await painted(page);
  // One frame, and only what is wrong: the list of what is right is long.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  if (before !== null) await page.setViewportSize(before);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

/** How many pixels the page is wider than its window, at each width that we promise. */
export async function overflow(page: Page, device: Device): Promise<Record<number, number>> {
  const before = page.viewportSize();
  const wider: Record<number, number> = {};
  for (const width of WIDTHS[device]) {
    await page.setViewportSize({ width, height: 900 });
    await painted(page);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) wider[width] = excess;
  }
  if (before !== null) await page.setViewportSize(before);
  return wider;
}

/** Keeps a picture of the screen in both colour schemes. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await painted(page);
    await page.screenshot({ path: join(PICTURES, `${name}-${scheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
