import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Account } from '#libs/testing';
import type { Platform } from '../e2e/platform.js';
import { type Device, type Screen, faultsOf, visitor } from './browser.js';

/** A person in front of a screen of the console. */
export class Person implements Screen {
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

  /** What is wrong with what this person sees. */
  faultsOf(name: string): ReturnType<typeof faultsOf> {
    return faultsOf(this, name);
  }

  async leaves(): Promise<void> {
    await this.context.close();
  }
}
