import type { Browser, CDPSession, Page } from 'playwright-core';
import { Client, type Platform } from '#libs/testing';
import { launch, visitor } from '../browser/browser.js';
import { type Figure, type Sample, figureOf } from './figure.js';

const RUNS = 5;
/** A slow phone on a slow network: 1.6 Mbit/s down, 0.75 Mbit/s up, 150 ms, a processor four times slower than this one. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const CPU_SLOWDOWN = 4;
const FIELD = 'textarea';

interface Visit {
  /** From the navigation until the field is painted and takes what is typed. */
  usable: number;
  /** Compressed, with headers, of everything that had arrived by then. */
  kilobytes: number;
}

/** The declare page on its first visit, signed in, nothing kept: what comes over the wire, and when a person can type. */
export async function benchDeclarePage(platform: Platform): Promise<Figure[]> {
  const account = platform.accounts.find(({ roles }) => roles.length === 1 && roles[0] === 'declarant')!;
  const { cookie } = await new Client(platform.baseUrl).signIn(account.email, account.password);
  const browser = await launch();
  try {
    const visits: Visit[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const visit = await firstVisit(platform, browser, cookie, run === 0);
      // The first one warms the machine, not the visitor.
      if (run > 0) visits.push(visit);
    }
    const samples = (of: keyof Visit): Sample[] => visits.map((visit) => ({ value: visit[of], limit: null }));
    return [
      figureOf('declare-page.wire', 'KB', samples('kilobytes'), { atMost: 250, of: 'value' }),
      figureOf('declare-page.usable', 'ms', samples('usable'), { atMost: 3000, of: 'value' }),
    ];
  } finally {
    await browser.close();
  }
}

async function firstVisit(platform: Platform, browser: Browser, cookie: string, tell: boolean): Promise<Visit> {
  const { context, page } = await visitor(browser, 'phone');
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: platform.baseUrl }]);
  await page.addInitScript(noteWhenUsable, FIELD);
  const cdp = await context.newCDPSession(page);
  const wire = await Wire.on(cdp);
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(new URL('/declare', platform.baseUrl).href, { waitUntil: 'commit' });
  const usable = await usableAt(page);
  const kilobytes = wire.bytesUntil(usable) / 1000;
  if (tell) wire.tell(usable);
  await mustTakeText(page);
  await context.close();
  return { usable, kilobytes };
}

/** Runs in the page. Once the field is there, two frames later it is painted, and what was to run before a key could is done. */
function noteWhenUsable(field: string): void {
  const noted = window as Window & { vigieUsable?: number };
  const look = () => {
    const found = document.querySelector<HTMLTextAreaElement>(field);
    if (!found || found.disabled) return;
    watcher.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => setTimeout(() => (noted.vigieUsable = performance.now()), 0)),
    );
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
}

async function usableAt(page: Page): Promise<number> {
  const noted = await page.waitForFunction(() => (window as Window & { vigieUsable?: number }).vigieUsable, undefined, {
    polling: 50,
    timeout: 60_000,
  });
  return Number(await noted.jsonValue());
}

async function mustTakeText(page: Page): Promise<void> {
  const field = page.locator(FIELD).first();
  await field.click();
  await page.keyboard.type('Panne');
  const kept = await field.inputValue();
  if (kept !== 'Panne') throw new Error(`the field that counted as usable holds ${JSON.stringify(kept)}`);
}

interface Part {
  /** The browser's own clock, in seconds. */
  at: number;
  bytes: number;
}

/** What comes over the wire, and when, as the browser's network stack counts it. */
class Wire {
  private readonly names = new Map<string, string>();
  private readonly parts = new Map<string, Part[]>();
  private began = NaN;

  static async on(cdp: CDPSession): Promise<Wire> {
    const wire = new Wire();
    cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
      if (wire.names.size === 0) wire.began = timestamp;
      wire.names.set(requestId, new URL(request.url).pathname);
    });
    cdp.on('Network.responseReceived', ({ requestId, response, timestamp }) =>
      wire.add(requestId, { at: timestamp, bytes: response.encodedDataLength }),
    );
    cdp.on('Network.dataReceived', ({ requestId, encodedDataLength, timestamp }) =>
      wire.add(requestId, { at: timestamp, bytes: encodedDataLength }),
    );
    // In all, headers included: what the parts above have not counted came with the end.
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) =>
      wire.add(requestId, { at: timestamp, bytes: encodedDataLength - wire.sumOf(requestId, Infinity) }),
    );
    await cdp.send('Network.enable');
    return wire;
  }

  /** @param milliseconds since the navigation began */
  bytesUntil(milliseconds: number): number {
    return [...this.names.keys()].reduce((sum, requestId) => sum + this.sumOf(requestId, milliseconds), 0);
  }

  tell(milliseconds: number): void {
    const sums = [...this.names].map(([requestId, name]) => ({ name, bytes: this.sumOf(requestId, milliseconds) }));
    for (const { name, bytes } of sums.sort((one, other) => other.bytes - one.bytes)) {
      if (bytes > 0) console.error(`# ${(bytes / 1000).toFixed(1).padStart(7)} KB ${name}`);
    }
  }

  private sumOf(requestId: string, milliseconds: number): number {
    const end = milliseconds === Infinity ? Infinity : this.began + milliseconds / 1000;
    const parts = this.parts.get(requestId) ?? [];
    return parts.reduce((sum, { at, bytes }) => sum + (at <= end ? bytes : 0), 0);
  }

  private add(requestId: string, part: Part): void {
    this.parts.set(requestId, [...(this.parts.get(requestId) ?? []), part]);
  }
}
