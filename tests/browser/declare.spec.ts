import { expect, it } from '@jest/globals';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

it.each<Device>(['phone', 'desktop'])(
  'a declarant signs in on a %s and declares; the receipt comes at once',
  async (device) => {
    const account = platform.accounts.find(({ roles }) => roles.length === 1 && roles[0] === 'declarant');
    if (account === undefined) throw new Error('no demo account is a declarant');
    const declarant = await Person.signsIn(platform, browser, device, account);
    const { page } = declarant;
    await declarant.opens('/declare', 'Déclarer un incident');
    await page.getByLabel('Que se passe-t-il ?').fill('Le dossier patient ne répond plus depuis 19 h.');
    await page.getByLabel('Téléphone').fill('+596 696 00 00 01');
    await page.getByLabel('Nom', { exact: true }).fill('Cadre d’astreinte');
    await page
      .getByRole('group', { name: 'Danger pour les patients' })
      .getByRole('radio', { name: 'Possible' })
      .check();
    expect(await declarant.faultsOf('declare')).toEqual(sound);
    await page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
    if (device === 'desktop') {
      // The telephone's declaration, of the same facility a moment ago.
      await page.getByRole('dialog').waitFor();
      expect(await declarant.faultsOf('declare-duplicate')).toEqual(sound);
      await page.getByRole('button', { name: 'C’est autre chose : envoyer ma déclaration' }).click();
    }
    await page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor();
    expect(await page.getByRole('main').innerText()).toMatch(/972-\d{4}-\d{4,}/);
    expect(await declarant.faultsOf('receipt')).toEqual(sound);
    await declarant.leaves();
  },
);

it('a declaration in English, from the form to the receipt', async () => {
  const account = platform.accounts.filter(({ roles }) => roles.length === 1 && roles[0] === 'declarant')[1]!;
  const declarant = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = declarant;
  await page.getByRole('button', { name: 'Mon compte' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Declare' }).click();
  await page.getByRole('heading', { level: 1, name: 'Declare an incident' }).waitFor();

  // Sent too early: what is missing is named, and leads to its field.
  await page.getByRole('button', { name: 'Send the declaration' }).click();
  await page.getByText('2 fields to complete').waitFor();
  expect(await declarant.faultsOf('declare-en-missing')).toEqual(sound);
  await page.getByRole('button', { name: 'Telephone or e-mail' }).click();
  await page.getByLabel('Telephone').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('+596 696 00 00 04');
  expect(await page.getByLabel('Telephone').inputValue()).toBe('+596 696 00 00 04');
  await page.getByLabel('What is happening?').fill('Screens are black in the emergency department.');
  expect(await declarant.faultsOf('declare-en')).toEqual(sound);
  await page.getByRole('button', { name: 'Send the declaration' }).click();
  await page.getByRole('heading', { level: 1, name: 'Declaration received' }).waitFor();
  expect(await page.getByRole('main').innerText()).toMatch(/972-\d{4}-\d{4,}[^]*\(Martinique\)[^]*\(Paris\)/);
  expect(await declarant.faultsOf('receipt-en')).toEqual(sound);
  await declarant.leaves();
});
