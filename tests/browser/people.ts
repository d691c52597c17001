import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Account } from '#libs/testing';
import type { Platform } from '../e2e/platform.js';
import { type Device, accessibility, overflow, picture, visitor } from './browser.js';

/** A person in front of a screen of the console. */
export class Person {
  private constructor(
    readonly platform: Platform,
    readonly device: Device,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly trouble: string[],
    readonly account: Account,
  ) {}

  /** Opens a browser and signs in through the form. */
  static async signsIn(platform: Platform, browser: Browser, device: Device, account: Account): Promise<Person> {
    const { context, page, trouble } = await visitor(browser, device);
    const person = new Person(platform, device, context, page, trouble, account);
    await person.goto('/');
    await page.getByLabel('Adresse de courriel').fill(account.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('navigation').first().waitFor();
    return person;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.platform.baseUrl).href);
  }

  /** Opens a page of the console without loading the console again, as a link does. */
  async opens(path: string, heading: string | RegExp): Promise<void> {
    await this.goto(path);
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  /** Everything that a screen must be: accessible, no wider than its window, quiet towards the network; and its picture is kept. */
  async faultsOf(screen: string): Promise<{ axe: string[]; wider: Record<number, number>; trouble: string[] }> {
    await this.settled();
    const axe = await accessibility(this.page);
    const wider = await overflow(this.page, this.device);
    await picture(this.page, `${screen}-${this.device}`);
    return { axe, wider, trouble: this.trouble };
  }

  /** Until nothing that is shown is still a skeleton. */
  private async settled(): Promise<void> {
    const skeletons = this.page.locator('.mantine-Skeleton-root');
    // Our typeface comes after the page and makes it taller; without a network it may not come at all.
    const ours = () =>
      [...document.fonts].some(({ status }) => status === 'loaded') && document.fonts.status === 'loaded';
    await this.page.waitForFunction(ours, undefined, { timeout: 5_000 }).catch(() => undefined);
    for (let turn = 0; turn < 50 && (await skeletons.count()) > 0; turn++)
      await skeletons.first().waitFor({ state: 'detached' });
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }
}

/** What `faultsOf` says of a sound screen. */
export const sound = { axe: [], wider: {}, trouble: [] };
