import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Platform, startPlatform } from '../e2e/platform.js';
import { launch, visitor } from './browser.js';
import { Person, sound } from './people.js';

const TEXT = 'Message de rançon sur deux postes des urgences.';

let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await platform.stop();
});

const declarantAccount = () => platform.accounts.find(({ roles }) => roles.length === 1 && roles[0] === 'declarant')!;

it('the sign-in page is sound, in French and in English, light and dark', async () => {
  for (const locale of ['fr-FR', 'en-GB'] as const) {
    const { page, context } = await visitor(browser, 'phone', { locale, dark: locale === 'en-GB' });
    await page.goto(platform.baseUrl);
    await page.getByRole('button', { name: locale === 'fr-FR' ? 'Se connecter' : 'Sign in' }).waitFor();
    await context.close();
  }
});

it('what was typed survives a lost network, a reload and a lost platform, and is sent once', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', declarantAccount());
  const { page, context } = person;
  await person.opens('/declare', 'Déclarer un incident');
  await page.getByLabel('Que se passe-t-il ?').fill(TEXT);
  await page.getByLabel('Téléphone').fill('0696 00 00 02');
  await page.getByLabel('Nom', { exact: true }).fill('Astreinte');
  await page.getByText('Conservé sur cet appareil').waitFor();

  await context.setOffline(true);
  await page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
  await page.getByText('Pas encore reçu par l’agence').waitFor();
  expect((await person.faultsOf('declare-offline')).axe).toEqual(sound.axe);
  await context.setOffline(false);
  await page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor({ timeout: 60_000 });

  await person.opens('/declare', 'Déclarer un incident');
  await page.getByLabel('Que se passe-t-il ?').fill(`${TEXT} Suite.`);
  await page.getByText('Conservé sur cet appareil').waitFor();
  await page.reload();
  await page.getByText('Nous avons retrouvé ce que vous aviez saisi.').waitFor();
  expect(await page.getByLabel('Que se passe-t-il ?').inputValue()).toBe(`${TEXT} Suite.`);
  await page.getByLabel('Téléphone').fill('0696 00 00 02');
  await page.getByLabel('Nom', { exact: true }).fill('Astreinte');

  await platform.running.nats?.stop();
  await page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
  await page.getByText('Pas encore reçu par l’agence').waitFor();
  await platform.running.nats?.restart();
  await page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor({ timeout: 60_000 });

  await person.opens('/incidents', 'Mes incidents');
  await page.getByText(TEXT).first().waitFor();
  expect(await page.getByText(TEXT).count()).toBe(2);
  await person.leaves();
});
