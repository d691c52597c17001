import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { newRecordId, ownFacility, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const OLDER = 130;
let declarant: Account;
let analysts: Account[];
/** Of the analysts, in their order. */
let names: string[];
let incident: Receipt;

beforeAll(async () => {
  declarant = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  analysts = withRole(platform.world, 'analyst').filter(({ roles }) => roles.length === 1);
  names = await Promise.all(
    analysts.slice(0, 2).map(async (account) => {
      const { client, live } = await work(platform.world, account);
      live.disconnect();
      return client.session?.identity.displayName ?? '';
    }),
  );
  const { client, ...worker } = await work(platform.world, declarant);
  worker.live.disconnect();
  const body = aDeclaration(ownFacility({ client, ...worker }), { patientDanger: 'potential' });
  incident = ok(await client.post<Receipt>('/api/declarations', body));
  for (let turn = 1; turn <= OLDER; turn += 1) {
    const entry = { id: newRecordId(), text: `Relevé n° ${turn}` };
    ok(await client.post(`/api/incidents/${incident.incidentId}/journal`, entry));
  }
});

it('analysts and a facility work in a crisis room: decisions, topics, pinned facts, wordings, and who has read', async () => {
  const { incidentId, reference } = incident;
  const room = `/incidents/${incidentId}/room`;
  const title = `Salle de crise ${reference}`;
  const first = await Person.signsIn(platform, browser, 'desktop', analysts[0]!);
  const second = await Person.signsIn(platform, browser, 'desktop', analysts[1]!);
  const nurse = await Person.signsIn(platform, browser, 'phone', declarant);
  await first.opens(`/incidents/${incidentId}`, reference);
  await first.page.getByRole('link', { name: 'Ouvrir la salle de crise' }).click();
  await first.page.getByRole('heading', { level: 1, name: title }).waitFor();
  await nurse.opens(room, title);

  // The newest first, and the oldest when they are asked for.
  await first.page.getByText(`Relevé n° ${OLDER}`).waitFor();
  expect(await first.page.getByText('Relevé n° 1', { exact: true }).count()).toBe(0);
  await first.page.getByRole('button', { name: 'Afficher les entrées précédentes' }).click();
  await first.page.getByText('Relevé n° 1', { exact: true }).waitFor();
  expect(await first.page.getByText(/^Relevé n° /).count()).toBe(OLDER);

  // A decision on a topic, for a colleague who is elsewhere in the console.
  const { page } = first;
  await page.getByLabel('Écrire dans le journal').fill('Nous coupons la télémaintenance.');
  await page.getByRole('combobox', { name: 'Sujet', exact: true }).first().fill('Réseau');
  await page.keyboard.press('Escape');
  await page.getByLabel('Diffusion de cette entrée').selectOption('AMBER+STRICT');
  await page.getByRole('combobox', { name: 'À l’attention de' }).click();
  await page.getByRole('option', { name: names[1]! }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('C’est une décision').check();
  await page.getByRole('button', { name: 'Ajouter au journal' }).click();
  const decision = page.getByRole('listitem').filter({ hasText: 'Nous coupons la télémaintenance.' });
  await decision.getByText('Décision', { exact: true }).waitFor();
  await nurse.page.getByText('Nous coupons la télémaintenance.').waitFor();
  await second.page.getByText(`On vous attend dans la salle de crise de ${reference}`).waitFor();
  await second.page.getByRole('link', { name: 'Ouvrir la salle de crise' }).click();
  await second.page.getByRole('heading', { level: 1, name: title }).waitFor();

  // Worded anew and pinned: everybody sees it at once.
  await decision.getByRole('button', { name: 'Modifier' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Texte').fill('Nous coupons la télémaintenance jusqu’à demain.');
  expect(await first.faultsOf('room-edit')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Enregistrer la modification' }).click();
  await dialog.waitFor({ state: 'detached' });
  const worded = page.getByRole('listitem').filter({ hasText: 'jusqu’à demain' });
  await worded.getByRole('button', { name: 'Épingler' }).click();
  const pinned = nurse.page.getByRole('region', { name: 'Faits épinglés' });
  await pinned.getByText('Nous coupons la télémaintenance jusqu’à demain.').waitFor();
  expect(await nurse.faultsOf('room')).toEqual(sound);
  await worded.getByRole('button', { name: 'Voir les versions' }).first().click();
  await dialog.getByText('Première version').waitFor();
  expect(await first.faultsOf('room-history')).toEqual(sound);
  await page.keyboard.press('Escape');

  await page.getByText('Les décisions', { exact: true }).click();
  await page.getByText('Relevé n° 1', { exact: true }).waitFor({ state: 'detached' });
  expect(await first.faultsOf('room')).toEqual(sound);

  // Who has read, by name for the agency; the nurse reads of the agency only how far it is.
  const people = page.getByRole('region', { name: 'Qui est là, qui a lu' });
  await people.getByRole('status').filter({ hasText: names[1]! }).waitFor();
  await people.getByRole('listitem').filter({ hasText: names[1]! }).waitFor();
  const known = nurse.page.getByRole('region', { name: 'Qui est là, qui a lu' });
  await known.getByText(/2 personnes de l’agence/).waitFor();
  await known.getByText('L’agence', { exact: true }).waitFor();
  expect(await nurse.page.getByText(names[0]!).count()).toBe(0);
  for (const person of [first, second, nurse]) await person.leaves();
});
