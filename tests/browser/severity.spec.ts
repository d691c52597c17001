import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;
let incident: Receipt;

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  const body = aDeclaration(ownFacility({ client, ...worker }), { patientDanger: 'potential' });
  incident = ok(await client.post<Receipt>('/api/declarations', body));
});

it('an analyst assesses how grave it is, sees the score follow, and decides otherwise with a reason', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Gravité' });
  await card.getByText(/Pas encore évaluée/).waitFor();
  await card.getByRole('button', { name: 'Évaluer la gravité' }).click();
  const dialog = page.getByRole('dialog');
  const choose = (group: string, answer: RegExp) =>
    dialog.getByRole('group', { name: group }).getByRole('radio', { name: answer }).check();
  await dialog.getByText(/un service vital est touché/).waitFor();
  await choose('Effet sur les soins', /^Soins dégradés/);
  await choose('Danger pour les patients', /^Possible/);
  await choose('Atteinte aux données', /^Inconnu/);
  await choose('Retour à la normale', /^Date inconnue/);
  await choose('Étendue', /^Toute la structure/);
  await choose('Ce que cela peut devenir', /^Un attaquant est actif/);
  await choose('Évolution', /^S’aggrave/);
  await dialog.getByText('Score : 64 sur 100').waitFor();
  await choose('Gravité retenue', /Critique/);
  await dialog.getByRole('button', { name: 'Enregistrer l’évaluation' }).click();
  await dialog.getByText('Dites pourquoi, en quelques mots.').waitFor();
  expect(await person.faultsOf('severity-assess')).toEqual(sound);
  await dialog.getByLabel('Pourquoi une autre gravité que celle du score').fill('Seul bloc de la région.');
  await dialog.getByRole('button', { name: 'Enregistrer l’évaluation' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Score : 64 sur 100').waitFor();
  await card.getByText('Seul bloc de la région.').waitFor();
  await page.getByText('Gravité évaluée', { exact: true }).waitFor();
  expect(await person.faultsOf('severity-assessed')).toEqual(sound);
  await person.leaves();
});

it('the facility reads the score and its parts on the phone, and not the agency’s reason', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Gravité' });
  await card.getByText('Score : 64 sur 100').waitFor();
  await card.getByText('S’aggrave').waitFor();
  await card.getByText('19,5 sur 30').waitFor();
  await card.getByText(/différente du score/).waitFor();
  expect(await page.getByText('Seul bloc').count()).toBe(0);
  expect(await card.getByRole('button').count()).toBe(0);
  expect(await person.faultsOf('severity-facility')).toEqual(sound);
  await person.leaves();
});
