import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Device, faultsOf, sound, visitor } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const declarant = (turn: number) =>
  platform.accounts.filter(({ roles }) => roles.length === 1 && roles[0] === 'declarant')[turn]!;

async function fillIn(page: Page, text: string): Promise<void> {
  await page.getByLabel('Que se passe-t-il ?').fill(text);
  await page.getByLabel('Téléphone').fill('0696 00 00 02');
  await page.getByText('Conservé sur cet appareil').waitFor();
}

const send = (page: Page) => page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
const receipt = (page: Page) => page.getByRole('heading', { level: 1, name: 'Déclaration reçue' }).waitFor();

async function declaredTimes(person: Person, text: string): Promise<number> {
  await person.opens('/incidents', 'Mes incidents');
  await person.page.getByText(text).first().waitFor();
  return person.page.getByText(text).count();
}

it.each<[Device, 'fr-FR' | 'en-GB', string, string]>([
  ['phone', 'fr-FR', 'Se connecter', 'Remplissez ce champ.'],
  ['desktop', 'fr-FR', 'Se connecter', 'Remplissez ce champ.'],
  ['phone', 'en-GB', 'Sign in', 'Fill in this field.'],
  ['desktop', 'en-GB', 'Sign in', 'Fill in this field.'],
])('the sign-in page is sound on a %s in %s', async (device, locale, act, needed) => {
  const person = await visitor(browser, device, { locale, dark: locale === 'en-GB' });
  const { page, context } = person;
  await page.goto(platform.baseUrl);
  const button = page.getByRole('button', { name: act });
  await button.waitFor();
  expect(await faultsOf(person, `sign-in-${locale.slice(0, 2)}`)).toEqual(sound);
  await button.click();
  await page.getByText(needed).first().waitFor();
  expect(await faultsOf(person, `sign-in-missing-${locale.slice(0, 2)}`)).toEqual(sound);
  await context.close();
});

it('what was typed survives a lost network, a reload and a lost platform, and is sent once', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', declarant(0));
  const { page, context } = person;
  const text = 'Demande de rançon sur deux postes des urgences.';
  await person.opens('/declare', 'Déclarer un incident');
  await fillIn(page, text);
  await context.setOffline(true);
  await send(page);
  await page.getByText('Pas encore reçu par l’agence').waitFor();
  expect(await person.faultsOf('declare-offline')).toEqual(sound);
  await context.setOffline(false);
  await receipt(page);

  await page.getByRole('link', { name: 'Déclarer', exact: true }).click();
  await page.getByText(/^Déclaration 972-\S+ reçue$/).waitFor();
  await fillIn(page, `${text} Suite.`);
  await page.reload();
  await page.getByText('Nous avons retrouvé ce que vous aviez saisi.').waitFor();
  await page.getByText(/^Déclaration 972-\S+ reçue$/).waitFor();
  expect(await page.getByLabel('Que se passe-t-il ?').inputValue()).toBe(`${text} Suite.`);
  expect(await person.faultsOf('declare-restored')).toEqual(sound);

  await platform.running.nats?.stop();
  await send(page);
  // The first declaration of the same facility is shown, and this is another.
  await page.getByRole('button', { name: 'C’est autre chose : envoyer ma déclaration' }).click();
  await page.getByText('Pas encore reçu par l’agence').waitFor();
  await platform.running.nats?.restart();
  await receipt(page);
  expect(await declaredTimes(person, text)).toBe(2);
  await person.leaves();
});

it('a declaration is sent once although its author went to another page and reloaded it meanwhile', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', declarant(1));
  const { page, context } = person;
  const text = 'Plus aucun accès au dossier patient.';
  await page.getByRole('heading', { level: 1, name: 'À faire' }).waitFor();
  await kept(page);
  await page.getByRole('link', { name: 'Déclarer' }).click();
  await fillIn(page, text);
  await context.setOffline(true);
  await send(page);
  await page.getByText('Pas encore reçu par l’agence').waitFor();

  await page.getByRole('link', { name: 'À faire' }).click();
  await page.getByRole('link', { name: '1 déclaration non envoyée' }).waitFor();
  await page.reload();
  await page.getByRole('link', { name: '1 déclaration non envoyée' }).waitFor();
  expect(await person.faultsOf('todo-unsent')).toEqual(sound);
  await context.setOffline(false);
  await page.getByText(/^Déclaration 972-\S+ reçue$/).waitFor();
  await page.getByRole('link', { name: '1 déclaration non envoyée' }).waitFor({ state: 'detached' });
  expect(await declaredTimes(person, text)).toBe(1);
  await person.leaves();
});

it('a declaration waits for a session that has ended, and leaves by itself after it', async () => {
  const account = declarant(2);
  const person = await Person.signsIn(platform, browser, 'desktop', account);
  const { page, context } = person;
  const text = 'Les postes de la pharmacie redémarrent sans cesse.';
  await person.opens('/declare', 'Déclarer un incident');
  await fillIn(page, text);
  await context.clearCookies();
  await send(page);
  await page.getByRole('dialog', { name: 'Votre session a expiré' }).waitFor();
  expect(await person.faultsOf('session-ended')).toEqual(sound);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await receipt(page);
  expect(await declaredTimes(person, text)).toBe(1);
  await person.leaves();
});

/** Until the console's own files, the page among them, are on the device, and its worker is there to give them. */
async function kept(page: Page): Promise<void> {
  const whole = async () => {
    const kept = (await caches.match('/')) && (await caches.match('/boot.css'));
    const files = (await (await caches.open('vigie-console-1')).keys()).map(({ url }) => url);
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.startsWith('/assets/'));
    return (
      kept !== undefined && navigator.serviceWorker.controller !== null && loaded.every((name) => files.includes(name))
    );
  };
  for (let turn = 0; turn < 600 && !(await page.evaluate(whole)); turn++)
    await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await page.evaluate(whole)).toBe(true);
}
