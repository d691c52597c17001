import { expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { ok } from '#libs/testing';
import type { Page } from 'playwright-core';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { visitor } from './browser.js';
import { browser, platform, setStage } from './stage.js';
import { tabTo, typeInto } from './keys.js';

setStage();

async function signIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.goto(platform.baseUrl);
  await typeInto(page, page.getByLabel('Adresse de courriel'), account.email);
  await typeInto(page, page.getByLabel('Mot de passe', { exact: true }), account.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

/** A row of the queue, by what it is called. */
const rowOf = (page: Page, reference: string) => page.getByRole('row').filter({ hasText: reference });

it('declares, leads and links by keyboard alone', async () => {
  const [first, ...others] = withRole(platform.world, 'declarant').filter(({ roles }) => roles.length === 1);
  const nurse = await visitor(browser, 'desktop');
  await signIn(nurse.page, first!);

  // 1. Declare; the receipt comes.
  await tabTo(nurse.page, nurse.page.getByRole('link', { name: 'Déclarer' }).first());
  await nurse.page.keyboard.press('Enter');
  await typeInto(nurse.page, nurse.page.getByLabel('Que se passe-t-il ?'), 'Écran noir aux urgences.');
  await typeInto(nurse.page, nurse.page.getByLabel('Téléphone'), '0696000003');
  await typeInto(nurse.page, nurse.page.getByLabel('Nom', { exact: true }), 'Astreinte');
  await tabTo(nurse.page, nurse.page.getByRole('button', { name: 'Envoyer la déclaration' }));
  await nurse.page.keyboard.press('Enter');
  await nurse.page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor();
  const reference = /972-\d{4}-\d{4,}/.exec(await nurse.page.getByRole('main').innerText())?.[0] ?? '';
  await tabTo(nurse.page, nurse.page.getByRole('link', { name: 'Suivre cet incident' }));
  await nurse.page.keyboard.press('Enter');
  await nurse.page.getByRole('heading', { level: 1, name: reference }).waitFor();

  for (const account of others.slice(0, 3)) {
    const worker = await work(platform.world, account);
    ok(await worker.client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(worker))));
    worker.live.disconnect();
  }

  // 2. The queue's own keys: down, take, acknowledge, qualify; then write in the journal.
  const desk = await visitor(browser, 'desktop');
  await signIn(desk.page, withRole(platform.world, 'analyst')[0]!);
  const { page } = desk;
  await tabTo(page, page.getByRole('link', { name: 'Incidents' }).first());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
  const row = rowOf(page, reference);
  await row.waitFor();
  for (let down = 0; down < 20 && (await row.getAttribute('data-current')) === null; down++) {
    await page.keyboard.press('j');
  }
  // As fast as fingers go: the second step does not wait for the first to be drawn.
  await page.keyboard.press('t');
  await page.keyboard.press('a');
  await row.getByText('Réception confirmée').waitFor();
  await page.keyboard.press('q');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await tabTo(page, dialog.getByLabel('Classe RSIT'));
  const chosen = dialog.getByLabel('Classe RSIT');
  for (let down = 0; down < 12 && (await chosen.inputValue()) !== 'availability'; down++)
    await page.keyboard.press('ArrowDown');
  await tabTo(page, dialog.getByLabel('Type', { exact: true }));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, dialog.locator('input[type=radio][value=low]'));
  for (const key of ['Space', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await tabTo(page, dialog.getByRole('button', { name: 'Enregistrer la qualification' }));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('main').getByText('Qualifié', { exact: true }).first().waitFor();
  await page.keyboard.press('w');
  await page.keyboard.type('Nous appelons l’éditeur.');
  await tabTo(page, page.getByRole('button', { name: 'Ajouter au journal' }));
  await page.keyboard.press('Enter');
  await nurse.page.getByText('Nous appelons l’éditeur.').waitFor();

  // 3. Back in the queue: select with x, link.
  await tabTo(page, page.getByRole('link', { name: 'Incidents' }).first());
  await page.keyboard.press('Enter');
  await row.waitFor();
  await row.getByText('Élevée').waitFor();
  for (let down = 0; down < 4; down++) {
    await page.keyboard.press('j');
    await page.keyboard.press('x');
  }
  await page.getByText('4 lignes sélectionnées').waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Rattacher à un incident régional' }));
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await typeInto(page, dialog.getByLabel('Titre'), 'Panne commune');
  await page.keyboard.press('Enter');
  await page.getByText('4 déclarations rattachées.').waitFor();
  await nurse.page.getByText('Au moins 3 autres structures de la région').waitFor();
  expect([...nurse.trouble, ...desk.trouble]).toEqual([]);
  await nurse.context.close();
  await desk.context.close();
});
