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
  incident = ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility({ client, ...worker }))));
});

const analyst = () => withRole(platform.world, 'analyst')[0]!;

it('an analyst adapts a playbook in a form, and every version is kept', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', analyst());
  const { page } = person;
  await person.opens('/playbooks', 'Fiches réflexes');
  const card = page.getByRole('region', { name: 'Rançongiciel' });
  await card.getByText('Livrée avec la plateforme').waitFor();
  await card.getByText('Lire les tâches').click();
  await card.getByText('Isoler sans éteindre les machines touchées', { exact: true }).waitFor();
  expect(await person.faultsOf('playbooks')).toEqual(sound);
  await card.getByRole('button', { name: 'Adapter « Rançongiciel »' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Tâche 1 : Isoler sans éteindre les machines touchées').click();
  await dialog.getByLabel('Échéance, en minutes après le lancement').first().fill('trente');
  await dialog.getByRole('button', { name: 'Enregistrer la version 2' }).click();
  await dialog.getByText('2 champs à corriger').waitFor();
  expect(await person.faultsOf('playbook-adapt')).toEqual(sound);
  await dialog.getByLabel('Échéance, en minutes après le lancement').first().fill('20');
  await dialog.getByLabel('Pourquoi cette nouvelle version').fill('Retour de l’exercice de novembre.');
  await dialog.getByRole('button', { name: 'Enregistrer la version 2' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Version 2', { exact: true }).waitFor();
  await card.getByText('Motif : Retour de l’exercice de novembre.').waitFor();
  await card.getByText('1 autre version').waitFor();
  await person.leaves();
});

it('an analyst begins a playbook of the region’s own, which can be started like any other', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', analyst());
  const { page } = person;
  await person.opens('/playbooks', 'Fiches réflexes');
  await page.getByRole('button', { name: 'Nouvelle fiche' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enregistrer la version 1' }).click();
  await dialog.getByText('9 champs à corriger').waitFor();
  expect(await person.faultsOf('playbook-new')).toEqual(sound);
  for (const [label, text] of [
    ['Nom en français', 'Cyclone'],
    ['Nom en anglais', 'Cyclone'],
    ['Résumé en français', 'Tenir sans réseau quand le vent coupe les liaisons.'],
    ['Résumé en anglais', 'Keep going without a network when the wind cuts the links.'],
    ['Titre en français', 'Passer sur les liaisons satellite'],
    ['Titre en anglais', 'Change over to the satellite links'],
    ['Qui, en français', 'Équipe informatique'],
    ['Qui, en anglais', 'IT team'],
    ['Pourquoi cette fiche', 'Saison cyclonique.'],
  ] as const)
    await dialog.getByLabel(label, { exact: true }).fill(text);
  await dialog.getByRole('button', { name: 'Enregistrer la version 1' }).click();
  await dialog.waitFor({ state: 'detached' });
  const card = page.getByRole('region', { name: 'Cyclone' });
  await card.getByText('1 tâche', { exact: true }).waitFor();
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  await page.getByRole('button', { name: 'Lancer une fiche réflexe' }).click();
  await dialog.getByLabel('Fiche', { exact: true }).selectOption({ label: 'Cyclone' });
  await dialog.getByText('Passer sur les liaisons satellite').waitFor();
  await person.leaves();
});

it('an analyst starts it after reading what it would create, works on it, and adds a task', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', analyst());
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Tâches' });
  await card.getByText(/Rien à faire n’est encore noté/).waitFor();
  await card.getByRole('button', { name: 'Lancer une fiche réflexe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Fiche', { exact: true }).selectOption({ label: 'Rançongiciel' });
  await dialog.getByText('À 20 min').waitFor();
  expect(await person.faultsOf('playbook-start')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Créer 11 tâches' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('0 sur 11').waitFor();
  await page.getByText('Fiche réflexe lancée', { exact: true }).first().waitFor();
  const help = 'Mettre la structure en relation avec le CERT Santé';
  await card.getByRole('button', { name: `Actions sur « ${help} »` }).click();
  await page.getByRole('menuitem', { name: 'Je m’en charge' }).click();
  await card.getByText(/^Pris en charge par/).waitFor();
  await card.getByRole('button', { name: `Terminer « ${help} »` }).click();
  await card.getByText('1 sur 11').waitFor();
  await card.getByRole('button', { name: 'Ajouter une tâche' }).click();
  await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await dialog.getByText('Dites ce qu’il y a à faire.').waitFor();
  await dialog.getByLabel('Ce qu’il y a à faire').fill('Rappeler le directeur de garde');
  await dialog.getByLabel('Points à vérifier').fill('Numéro de secours noté\nHeure du prochain point');
  await dialog.getByLabel('Échéance (facultatif)').fill('2020-01-01T08:00');
  expect(await person.faultsOf('task-add')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('1 sur 12, 1 en retard').waitFor();
  expect(await person.faultsOf('tasks')).toEqual(sound);
  await card.getByRole('radio', { name: 'En retard' }).check();
  expect(await card.getByRole('list', { name: 'Liste des tâches' }).getByRole('listitem').count()).toBeGreaterThan(0);
  await card.getByText('Rappeler le directeur de garde', { exact: true }).waitFor();
  expect(await card.getByText('Mettre les sauvegardes hors d’atteinte', { exact: true }).count()).toBe(0);
  await person.leaves();
});

it('the facility ticks and ends its own tasks on the phone, and sees none of the agency’s', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Tâches' });
  await card.getByText('0 sur 8').waitFor();
  expect(await page.getByText('Rappeler le directeur de garde').count()).toBe(0);
  await card.getByText('0 sur 3 points faits').first().click();
  await card.getByRole('checkbox', { name: /Accès internet et accès distants/ }).check();
  await card.getByText('1 sur 3 points faits').waitFor();
  await card.getByRole('button', { name: 'Terminer « Mettre les sauvegardes hors d’atteinte »' }).click();
  await card.getByText('1 sur 8').waitFor();
  expect(await person.faultsOf('tasks-facility')).toEqual(sound);
  await person.leaves();
});

it('an analyst undoes the playbook: what was worked on stays', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', analyst());
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Tâches' });
  await card.getByRole('button', { name: 'Retirer « Rançongiciel »' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Motif').fill('Fausse alerte : un exercice du fournisseur.');
  expect(await person.faultsOf('playbook-undo')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Retirer la fiche' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('2 sur 4, 1 en retard').waitFor();
  await card.getByText('8 tâches abandonnées').waitFor();
  await page.getByText('Fiche réflexe retirée', { exact: true }).first().waitFor();
  await person.leaves();
});
