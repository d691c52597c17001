import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, type ReadPdf, readPdf } from '#libs/testing';
import type { Locator, Page } from 'playwright-core';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';
import { tabTo, typeInto } from './keys.js';

setStage();

/** People with one role at one facility; `at` names the facility. */
function accountOf(role: string, at?: string, turn = 0): Account {
  const once = (email: string) => platform.accounts.filter((account) => account.email === email).length === 1;
  const found = platform.accounts.filter(
    ({ email, roles, facility }) =>
      once(email) && roles.length === 1 && roles[0] === role && (at === undefined || facility === at),
  )[turn];
  if (!found) throw new Error(`no demo account is only ${role}`);
  return found;
}

/** What the click saves, read as a reader of PDF and a camera read it. */
async function saved(page: Page, act: () => Promise<void>): Promise<ReadPdf> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.pdf$/);
  return readPdf(await readFile(await download.path()));
}

const withFocus = (page: Page, target: Locator) => target.and(page.locator(':focus')).waitFor();

/** Yesterday at 8:30: which keys that takes depends on the language of the browser's own controls. */
async function giveYesterday(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await target.fill(`${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}T08:30`);
}

const question = (page: Page, name: string | RegExp) => page.getByRole('group', { name });

describe.each<[Device, number]>([
  ['phone', 0],
  ['desktop', 1],
])('on a %s', (device, turn) => {
  let addresses: string[];
  let reference: string;
  let incident: string;
  let manager: Person;
  let declarant: Person;
  let analyst: Person;

  beforeAll(async () => {
    const account = accountOf('facility-manager', undefined, turn);
    manager = await Person.signsIn(platform, browser, device, account);
    declarant = await Person.signsIn(platform, browser, device, accountOf('declarant', account.facility));
    analyst = await Person.signsIn(platform, browser, device, accountOf('analyst', undefined, turn));
  });
  afterAll(async () => {
    for (const one of [manager, declarant, analyst]) await one?.leaves();
  });

  it('the manager prints forms for the crisis binder', async () => {
    const { page } = manager;
    await manager.opens('/team', 'Notre équipe');
    await page.getByRole('button', { name: 'Imprimer des formulaires' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre de feuilles').fill('51');
    expect(await dialog.getByRole('button', { name: /Préparer/ }).isDisabled()).toBe(true);
    await dialog.getByLabel('Nombre de feuilles').fill('2');
    expect((await manager.faultsOf('paper-print')).axe).toEqual([]);
    const { pages, codes } = await saved(page, () =>
      dialog.getByRole('button', { name: 'Préparer 2 feuilles' }).click(),
    );
    expect(pages).toHaveLength(4);
    await dialog.getByText(/Feuilles \d{6} à \d{6} prêtes/).waitFor();
    expect((await manager.faultsOf('paper-printed')).axe).toEqual([]);
    const again = await saved(page, () => dialog.getByRole('button', { name: 'Télécharger le fichier' }).click());
    expect(again.codes).toEqual(codes);
    addresses = [...new Set(codes.flat())].map((address) => new URL(address).pathname);
    expect(addresses).toHaveLength(2);
  });

  it('its code opens the form; it is typed in its order, by keyboard alone', async () => {
    const { page } = declarant;
    await declarant.opens(addresses[0]!, /^Formulaire \d{6}$/);
    await withFocus(page, page.getByLabel(/^1\. Que se passe-t-il/));
    expect(await declarant.faultsOf('paper-empty')).toEqual(sound);
    await tabTo(page, page.getByRole('button', { name: /Enregistrer la feuille/ }));
    await page.keyboard.press('Enter');
    await page.getByText('4 réponses à corriger').waitFor();
    await withFocus(page, page.getByLabel(/^1\. Que se passe-t-il/));
    expect((await declarant.faultsOf('paper-wrong')).axe).toEqual([]);

    await page.keyboard.type('Écrans noirs aux urgences depuis la relève.');
    await giveYesterday(page, page.getByLabel(/^2\. Vous en avez connaissance/));
    await typeInto(page, page.getByLabel('Nom', { exact: true }), 'Cadre de garde');
    await typeInto(page, page.getByLabel('Téléphone'), '0696000001');
    const degraded = question(page, /^6\./).getByRole('radio', { name: 'Oui' });
    await tabTo(page, question(page, /^6\./).getByRole('radio', { name: 'Je ne sais pas' }));
    await page.keyboard.press('ArrowDown');
    expect(await degraded.isChecked()).toBe(true);
    await tabTo(page, question(page, /^8\./).getByRole('checkbox', { name: 'Urgences' }));
    await page.keyboard.press('Space');
    await typeInto(page, page.getByLabel(/^13\. Mesures/), 'Passage au papier.');
    expect(await declarant.faultsOf('paper-typed')).toEqual(sound);
    await tabTo(page, page.getByRole('button', { name: /Enregistrer la feuille/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Feuille enregistrée' }).waitFor();
    reference = /972-\d{4}-\d{4,}/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
    expect(reference).not.toBe('');
    expect(await declarant.faultsOf('paper-done')).toEqual(sound);
    await page.getByRole('link', { name: 'Suivre cet incident' }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(reference) }).waitFor();
    await page.getByText('Écrans noirs aux urgences depuis la relève.').first().waitFor();
    incident = new URL(page.url()).pathname;
  });

  it('opened again, it says that it was used, and for what', async () => {
    await declarant.opens(addresses[0]!, /^Formulaire \d{6}$/);
    await declarant.page.getByText('Ce formulaire a déjà servi').waitFor();
    await declarant.page.getByRole('link', { name: `Ouvrir ${reference}` }).waitFor();
    expect(await declarant.faultsOf('paper-used')).toEqual(sound);
    const damaged = addresses[0]!.slice(0, -4) + 'AAAA';
    await declarant.opens(damaged, 'Formulaire papier');
    await declarant.page.getByText(/n’a pas été imprimé par cette agence/).waitFor();
    expect(await declarant.faultsOf('paper-forged')).toEqual(sound);
  });

  it('the agency types the other one in the facility’s name', async () => {
    const { page } = analyst;
    await analyst.opens(addresses[1]!, /^Formulaire \d{6}$/);
    await page.getByText('Vous saisissez au nom de la structure').waitFor();
    await page.getByLabel(/^1\. Que se passe-t-il/).fill('Laboratoire arrêté.');
    await giveYesterday(page, page.getByLabel(/^2\. Vous en avez connaissance/));
    await page.getByLabel('Nom', { exact: true }).fill('Biologiste');
    await page.getByLabel('Courriel').fill('labo@ailleurs.example');
    // What was typed is there again after the page was left.
    await page.getByText('Conservé sur cet appareil').waitFor();
    await page.reload();
    await page.getByText('Nous avons retrouvé').waitFor();
    await page.getByLabel(/^Rempli par/).fill('Biologiste de garde');
    expect(await analyst.faultsOf('paper-behalf')).toEqual(sound);
    await page.getByRole('button', { name: /Enregistrer la feuille/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Feuille enregistrée' }).waitFor();
  });

  it('the texts for the authorities say what is missing first, and are read, copied and saved', async () => {
    const { page } = declarant;
    await declarant.opens(incident, new RegExp(reference));
    await page.getByRole('link', { name: 'Textes pour les autorités' }).click();
    await page.getByRole('heading', { level: 1, name: 'Textes pour les autorités' }).waitFor();
    await question(page, 'Autorité').getByRole('radio', { name: 'CNIL' }).check();
    await page.getByRole('heading', { name: /RGPD, art\. 33/ }).waitFor();
    const missing = page.getByRole('link', { name: 'Nombre approximatif de personnes concernées' });
    expect(await missing.getAttribute('href')).toBe(`${incident}/declaration?field=report.personsConcerned`);
    await page.getByText('Ce texte n’a pas été envoyé', { exact: true }).waitFor();
    await page.getByText(/Écrans noirs aux urgences/).waitFor();
    expect(await declarant.faultsOf('authorities')).toEqual(sound);
    const { pages } = await saved(page, () => page.getByRole('button', { name: 'Télécharger le PDF' }).click());
    expect(pages.join('\n')).toContain('Écrans noirs aux urgences depuis la relève.');
    expect(pages[0]).toContain(reference);

    await question(page, 'Autorité').getByRole('radio', { name: 'ANSSI' }).check();
    await question(page, 'Étape').getByRole('radio', { name: 'Rapport final' }).check();
    await page.getByRole('heading', { name: /Rapport final à l’ANSSI/ }).waitFor();
    await page.waitForURL(/\?authority=anssi&stage=final$/);
    await page.getByLabel('Langue du texte').selectOption('en');
    await page.getByRole('heading', { name: /Final report to the ANSSI/ }).waitFor();
    expect(await declarant.faultsOf('authorities-final')).toEqual(sound);
    await declarant.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copier le texte' }).click();
    await page.getByText('Texte copié').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Root cause: [to be completed]');
  });

  it('an analyst prints forms from the facility’s page', async () => {
    const { page } = analyst;
    await analyst.opens('/directory', 'Annuaire');
    await page.getByRole('main').getByRole('link').filter({ hasNotText: 'Annuaire' }).first().click();
    await page.getByRole('button', { name: 'Imprimer des formulaires' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre de feuilles').fill('1');
    await dialog.getByLabel('Langue').selectOption('en');
    const { pages } = await saved(page, () => dialog.getByRole('button', { name: 'Préparer 1 feuille' }).click());
    expect(pages[0]).toContain('Declare an incident');
  });
});
