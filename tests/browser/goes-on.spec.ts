import { afterEach, expect, it } from '@jest/globals';
import { type Device, sound } from './browser.js';
import { chooseFirst, pressUntil } from './keys.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const people: Person[] = [];

afterEach(async () => {
  for (const person of people.splice(0)) await person.leaves();
});

const withOnly = (role: string) => platform.accounts.filter(({ roles }) => roles.length === 1 && roles[0] === role);

async function arrives(device: Device, role: string, turn = 0): Promise<Person> {
  const person = await Person.signsIn(platform, browser, device, withOnly(role)[turn]!);
  people.push(person);
  return person;
}

it.each<[Device, number]>([
  ['phone', 0],
  ['desktop', 1],
])(
  'an SOS on a %s is completed without typing anything again, reclassified, and its versions compared',
  async (device, turn) => {
    const declarant = await arrives(device, 'declarant', turn);
    const { page } = declarant;
    const choose = (group: string | RegExp, answer: string) =>
      page.getByRole('group', { name: group }).getByRole('radio', { name: answer, exact: true }).check();

    await declarant.opens('/declare', 'Déclarer un incident');
    await page.getByLabel('Que se passe-t-il ?').fill('Plus rien ne répond aux urgences.');
    await page.getByLabel('Téléphone').fill('+596 696 00 00 01');
    await page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
    await page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor();
    expect(await declarant.faultsOf('receipt-sos')).toEqual(sound);

    await page.getByRole('link', { name: 'Compléter la déclaration' }).click();
    await page.getByRole('heading', { level: 1, name: /^Compléter la déclaration 972-/ }).waitFor();
    expect(await page.getByLabel('Que se passe-t-il ?').inputValue()).toBe('Plus rien ne répond aux urgences.');
    expect(await page.getByLabel('Téléphone').inputValue()).toBe('+596 696 00 00 01');
    await choose('Travaillez-vous en mode dégradé ?', 'Oui');
    await choose(/sécurité des soins/, 'Oui');
    await page.getByLabel('Mesures prises ou prévues').fill('Serveurs isolés, procédure papier.');
    await page.getByLabel('Personnes dont les données sont concernées (environ)').fill('douze');
    await page.getByRole('button', { name: 'Envoyer la déclaration complète' }).click();
    await page.getByText('1 champ à compléter').waitFor();
    await page.getByLabel('Personnes dont les données sont concernées (environ)').fill('1 200');
    expect(await declarant.faultsOf('amend')).toEqual(sound);
    // What is typed outlives the page.
    await page.getByText('Conservé sur cet appareil').first().waitFor();
    await page.reload();
    await page.getByText('Nous avons retrouvé ce que vous aviez saisi.').waitFor();
    await page.getByRole('button', { name: 'Envoyer la déclaration complète' }).click();
    await page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();
    await page.getByText('Déclaration complète (version 2)').waitFor();

    await page.getByRole('button', { name: 'Revoir la nature' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Acte malveillant' }).check();
    expect(await declarant.faultsOf('reclassify')).toEqual(sound);
    await page.getByRole('button', { name: 'Enregistrer la nature' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('main').getByText('Acte malveillant').first().waitFor();

    await page.getByRole('button', { name: 'Corriger l’heure de connaissance' }).click();
    await page.getByRole('dialog').getByLabel('La structure en a eu connaissance le').fill('2026-01-01T08:00');
    await page.getByRole('button', { name: 'Corriger l’heure', exact: true }).click();
    await page.getByText('Dites pourquoi cette heure est corrigée.').waitFor();
    expect(await declarant.faultsOf('aware')).toEqual(sound);
    await page.getByRole('dialog').getByLabel('Motif de la correction').fill('Relevé sur la main courante.');
    // Closed by mistake, it is there again.
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('button', { name: 'Corriger l’heure de connaissance' }).click();
    const reason = page.getByRole('dialog').getByLabel('Motif de la correction');
    expect(await reason.inputValue()).toBe('Relevé sur la main courante.');
    await page.getByRole('button', { name: 'Corriger l’heure', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Relevé sur la main courante.').waitFor();
    expect(await declarant.faultsOf('incident-amended')).toEqual(sound);

    await page.getByRole('link', { name: 'Comparer les versions' }).click();
    await page.getByRole('heading', { level: 1, name: /^Versions de la déclaration 972-/ }).waitFor();
    await page.getByText('Serveurs isolés, procédure papier.').waitFor();
    expect(await declarant.faultsOf('versions')).toEqual(sound);
  },
);

it('an analyst types what a caller says, by keyboard alone', async () => {
  const analyst = await arrives('desktop', 'analyst');
  const { page } = analyst;
  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.type(text);
  };
  await analyst.opens('/incidents', 'Incidents');
  await pressUntil(page, 'd', page.getByRole('heading', { level: 1, name: 'Déclarer au nom d’une structure' }));
  const structure = page.getByRole('combobox', { name: 'Structure' });
  await structure.and(page.locator(':focus')).waitFor();
  await chooseFirst(page, structure, 'marin');
  await type('Nom et fonction de la personne au téléphone', 'Mme Inventée, cadre de garde');
  await type('Numéro où la rappeler', '0696000005');
  await type('Que se passe-t-il ? (nécessaire)', 'La téléphonie et la messagerie sont coupées.');
  expect(await analyst.faultsOf('on-behalf')).toEqual(sound);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();
  await page.getByText('Téléphone', { exact: true }).first().waitFor();
  await page.getByText('A appelé ou écrit : Mme Inventée, cadre de garde').waitFor();
  expect(await analyst.faultsOf('incident-on-behalf')).toEqual(sound);
});

it('a name typed before the directory has come is found and marked all the same', async () => {
  const analyst = await arrives('desktop', 'analyst');
  const { page } = analyst;
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  await page.route('**/api/facilities?*', async (route) => {
    await given;
    await route.continue();
  });
  await analyst.goto('/incidents/on-behalf');
  const structure = page.getByRole('combobox', { name: 'Structure' });
  await structure.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('marin');
  await page.getByText('Les structures arrivent…').waitFor();
  give();
  await page.locator('[role=option][data-combobox-selected]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  expect(await structure.inputValue()).toMatch(/marin/i);
});

it('a colleague goes on with a call where the first analyst stopped', async () => {
  const first = await arrives('desktop', 'analyst', 0);
  const second = await arrives('phone', 'analyst', 1);
  const title = 'Déclarer au nom d’une structure';
  const what = 'Que se passe-t-il ? (nécessaire)';
  const caller = 'Nom et fonction de la personne au téléphone';
  await first.opens('/incidents/on-behalf', title);
  await chooseFirst(first.page, first.page.getByRole('combobox', { name: 'Structure' }), 'marin');
  await first.page.getByLabel(caller).fill('M. Inventé, cadre de nuit');
  await first.page.getByLabel(what).fill('Les postes redémarrent sans arrêt.');
  await first.page.getByText('Gardé à l’agence à').waitFor();
  expect(await first.faultsOf('call-kept')).toEqual(sound);

  await second.opens('/incidents/on-behalf', title);
  await second.page.getByRole('button', { name: '1 autre appel en cours' }).click();
  expect(await second.faultsOf('calls-open')).toEqual(sound);
  await second.page.getByRole('button', { name: /^Reprendre l’appel/ }).click();
  await second.page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await second.page.getByLabel(caller).inputValue()).toBe('M. Inventé, cadre de nuit');
  expect(await second.page.getByLabel(what).inputValue()).toBe('Les postes redémarrent sans arrêt.');

  await first.page.getByLabel(what).fill('Les postes redémarrent sans arrêt, aux urgences aussi.');
  await first.page.getByText('Un collègue a repris cet appel.').waitFor();
  expect(await first.faultsOf('call-taken-over')).toEqual(sound);
  await first.page.getByRole('button', { name: 'Laisser l’appel à mon collègue' }).click();
  expect(await first.page.getByLabel(what).inputValue()).toBe('');

  await second.page.getByLabel('Numéro où la rappeler').fill('0696000006');
  await second.page.getByRole('button', { name: 'Enregistrer la déclaration' }).click();
  await second.page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();
  await second.page.getByText('A appelé ou écrit : M. Inventé, cadre de nuit').waitFor();

  // A wrong number ends with a reason, and nobody finds it among the calls any more.
  await first.page.getByLabel(caller).fill('Faux numéro');
  await first.page.getByRole('button', { name: 'Abandonner l’appel' }).click();
  await first.page.getByRole('dialog').getByLabel('Motif').fill('Erreur de destinataire.');
  await first.page.getByRole('button', { name: 'Abandonner l’appel et effacer la saisie' }).click();
  await first.page.getByText('Appel abandonné').waitFor();
  expect(await first.page.getByLabel(caller).inputValue()).toBe('');
  await second.opens('/incidents/on-behalf', title);
  await second.page.getByLabel(caller).waitFor();
  expect(await second.page.getByRole('button', { name: /en cours$/ }).count()).toBe(0);
});
