import { beforeAll, expect, it } from '@jest/globals';
import type { CommandResult, KeptProfile, Receipt } from '#libs/contracts';
import { type Account, type Client, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, until, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const HOUR = 3_600_000;
type Clocks = CommandResult<'incident.clock.list'>;

let account: Account;
let incident: Receipt;

beforeAll(async () => {
  const hospital = await essentialHospital();
  account = hospital.account;
  incident = await declare(hospital.client, hospital.facilityId, 30);
  await declare(hospital.client, hospital.facilityId, 20);
});

/** Somebody who declares for an essential entity. */
async function essentialHospital(): Promise<{ account: Account; client: Client; facilityId: string }> {
  for (const candidate of withRole(platform.world, 'declarant').filter(({ roles }) => roles.length === 1)) {
    const worker = await work(platform.world, candidate);
    worker.live.disconnect();
    const facilityId = ownFacility(worker);
    const { profile } = ok(await worker.client.get<KeptProfile>(`/api/facilities/${facilityId}/profile`));
    if (profile.nis2 === 'essential') return { account: candidate, client: worker.client, facilityId };
  }
  throw new Error('nobody declares for an essential entity');
}

async function declare(client: Client, facilityId: string, hours: number): Promise<Receipt> {
  const aware = Date.now() - hours * HOUR;
  const body = aDeclaration(facilityId, {
    since: null,
    awareAt: new Date(aware).toISOString(),
    dataTouched: 'unknown',
  });
  const receipt = ok(await client.post<Receipt>('/api/declarations', body));
  await until(async () => {
    const list = ok(await client.get<Clocks>(`/api/clocks?incidentId=${receipt.incidentId}`));
    return list.pending ? undefined : list;
  }, 'the clocks');
  return receipt;
}

/** The authority telephones and wants a report: it gets a due time, with who asked. */
async function requestsReport(person: Person): Promise<void> {
  const { page } = person;
  await page.getByText(/sans date pour l’instant$/).click();
  await page.getByRole('button', { name: 'Un rapport intermédiaire a été demandé' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Consigner la demande' }).click();
  await dialog.getByText('Indiquez pour quand le rapport est attendu.').waitFor();
  await dialog.getByLabel('Attendu pour le').fill('2099-01-15T18:00');
  await dialog.getByLabel('Par qui').fill('CERT-FR, Dominique Inventée');
  expect(await person.faultsOf('clocks-asked')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Consigner la demande' }).click();
  await dialog.waitFor({ state: 'detached' });
  const report = page.getByRole('listitem').filter({ hasText: 'NIS 2, Rapport intermédiaire' });
  await report.getByText(/15 janv. 2099, 18:00/).waitFor();
  await report.getByText(/Demandé par CERT-FR, Dominique Inventée/).waitFor();
}

it('a declarant sees what is due on the phone, why, and records that an authority was told', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens('/todo', 'À faire');
  await page.getByRole('heading', { name: 'Échéances réglementaires' }).waitFor();
  await page.getByText('Dépassée').first().waitFor();
  expect(await person.faultsOf('clocks-todo')).toEqual(sound);

  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const early = page.getByRole('listitem').filter({ hasText: 'NIS 2, Alerte précoce' });
  await early.getByText(/dépassée de/).waitFor();
  await early.getByText('Pourquoi ?').click();
  await early.getByText('La structure est une entité essentielle au sens de NIS 2.').waitFor();
  expect(await person.faultsOf('clocks-incident')).toEqual(sound);

  await page.getByRole('button', { name: 'Consigner une information' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Autorité', { exact: true }).selectOption('anssi');
  await dialog.getByLabel('NIS 2, Notification d’incident').check();
  await dialog.getByLabel('Référence donnée par l’autorité').fill('CERTFR-2026-42');
  expect(await person.faultsOf('clocks-tell')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Consigner', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('référence CERTFR-2026-42').waitFor();
  // The notification says all that the early warning would.
  await page.getByText('NIS 2, Rapport d’avancement').waitFor();
  await until(
    async () => ((await early.filter({ hasText: 'Dépassée' }).count()) === 0 ? true : undefined),
    'the clock',
  );
  await requestsReport(person);
  await page
    .getByText(/ne dit jamais qu’une obligation est remplie/)
    .first()
    .waitFor();
  await person.leaves();
});

it.each(['desktop', 'phone'] as const)(
  'the agency sees on its board what is due in the region (%s)',
  async (device) => {
    const person = await Person.signsIn(platform, browser, device, withRole(platform.world, 'analyst')[0]!);
    const { page } = person;
    await person.opens('/clocks', 'Échéances réglementaires');
    await page.getByRole('link', { name: incident.reference }).first().waitFor();
    await page.getByRole('list', { name: 'Nombre d’échéances par délai restant' }).waitFor();
    expect(await person.faultsOf('clocks-board')).toEqual(sound);
    await person.opens('/clocks?standing=met', 'Échéances réglementaires');
    await page.getByText('Envoi consigné').first().waitFor();
    await person.opens('/now', 'Maintenant');
    await page.getByRole('heading', { name: 'Échéances des structures' }).waitFor();
    expect(await person.faultsOf('clocks-now')).toEqual(sound);
    await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
    await page.getByRole('heading', { name: 'Autorités informées' }).waitFor();
    expect(await person.faultsOf('clocks-incident-agency')).toEqual(sound);
    await person.leaves();
  },
);

/** By key alone: a second line in a condition, that holds for the answers that are chosen. */
async function addsCondition({ page }: Person): Promise<void> {
  const condition = page.getByRole('group', { name: 'Condition 1' });
  await condition.getByRole('button', { name: 'Ajouter une ligne' }).press('Enter');
  await condition.getByLabel('Critère').nth(1).selectOption({ label: 'Données de santé touchées' });
  await page.getByRole('button', { name: 'Voir ce qui change' }).press('Enter');
  await page.getByText('1 champ à corriger.').waitFor();
  await page.getByText('Choisissez au moins une réponse.').waitFor();
  await condition.getByRole('group', { name: 'Vrai si la réponse est' }).nth(1).getByLabel('Oui').press('Space');
  await page.getByText('Choisissez au moins une réponse.').waitFor({ state: 'detached' });
}

/** A stage at the end, after another one. */
async function addsStage(person: Person, after: string): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: 'Ajouter une étape' }).press('Enter');
  await page.keyboard.type('Complément');
  const stage = page.getByRole('group', { name: 'Complément', exact: true });
  await stage.getByLabel('Nom, en anglais').fill('Supplement');
  await stage.getByLabel('Code', { exact: true }).fill('supplement');
  await stage.getByLabel('À partir de').selectOption({ label: 'L’envoi d’une autre étape' });
  await stage.getByLabel('Étape attendue').selectOption({ label: after });
  await stage.getByLabel('Délai', { exact: true }).fill('10');
  await stage.getByLabel('Unité').first().selectOption('jours');
  expect(await person.faultsOf('clocks-regime-form')).toEqual(sound);
}

/** Up to the first place and down again: the focus goes to the neighbour of a button that has come to its end. */
async function movesStage({ page }: Person): Promise<void> {
  const stage = page.getByRole('group', { name: 'Complément', exact: true });
  await stage.getByRole('button', { name: 'Monter « Complément »' }).press('Enter');
  expect(await stage.getByRole('button', { name: 'Descendre « Complément »' }).evaluate(isFocused)).toBe(true);
  await page.keyboard.press('Enter');
  expect(await stage.getByRole('button', { name: 'Monter « Complément »' }).evaluate(isFocused)).toBe(true);
}

const isFocused = (element: Element): boolean => element === document.activeElement;

it('an administrator reads and writes a regime on the phone', async () => {
  const administrator = withRole(platform.world, 'administrator').find(({ roles }) => roles.length === 1)!;
  const person = await Person.signsIn(platform, browser, 'phone', administrator);
  const { page } = person;
  await person.opens('/regimes', 'Échéances légales');
  await page
    .getByRole('region', { name: 'NIS 2' })
    .getByRole('button', { name: 'Préparer une nouvelle version' })
    .click();
  await addsStage(person, 'Notification d’incident');
  const last = page.getByRole('group', { name: 'Complément', exact: true });
  const early = page.getByRole('group', { name: 'Alerte précoce', exact: true });
  await early.getByRole('group', { name: 'Sans objet dès l’envoi de' }).getByLabel('Complément').check();
  // Who refers to a stage follows its code, and forgets it when it goes.
  await last.getByLabel('Code', { exact: true }).fill('supplement-2');
  await page.getByRole('button', { name: 'Voir ce qui change' }).click();
  await page.getByText(/^Ce qui change$/).waitFor();
  await last.getByRole('button', { name: 'Retirer l’étape « Complément »' }).click();
  await page.getByRole('button', { name: 'Voir ce qui change' }).click();
  await page.getByText(/^Ce qui change$/).waitFor();
  expect(await person.faultsOf('clocks-regime-phone')).toEqual(sound);
  await person.leaves();
});

it('an administrator sees what a new version changes before it is saved', async () => {
  const administrator = withRole(platform.world, 'administrator').find(({ roles }) => roles.length === 1)!;
  const person = await Person.signsIn(platform, browser, 'desktop', administrator);
  const { page } = person;
  await person.opens('/regimes', 'Échéances légales');
  expect(await person.faultsOf('clocks-regimes')).toEqual(sound);
  const card = page.getByRole('region', { name: 'RGPD' });
  await card.getByRole('button', { name: 'Préparer une nouvelle version' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Valable pour les incidents connus à partir du').fill('2026-01-01T00:00');
  const notification = dialog.getByRole('group', { name: 'Notification de violation de données' });
  await notification.getByLabel('Délai', { exact: true }).fill('48');
  await addsCondition(person);
  await addsStage(person, 'Notification de violation de données');
  await movesStage(person);
  await dialog.getByRole('button', { name: 'Voir ce qui change' }).click();
  await dialog.getByText(/échéances changent, sur/).waitFor();
  expect(await person.faultsOf('clocks-preview')).toEqual(sound);
  await dialog.getByRole('button', { name: /^Enregistrer \(\d+ échéances changent\)$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Version 2', { exact: true }).waitFor();
  await card.getByText('48 heures après la connaissance').waitFor();
  await card.getByText('10 jours après l’étape « Notification de violation de données »').waitFor();

  const { items } = ok(
    await (
      await work(platform.world, administrator)
    ).client.get<{ items: { id: string; name: string }[] }>('/api/facilities?limit=1'),
  );
  await person.opens(`/directory/${items[0]?.id}`, items[0]?.name ?? '');
  await page.getByRole('region', { name: 'Obligations de la structure' }).getByRole('button').click();
  await page.getByRole('dialog').getByLabel('Au sens de NIS 2').selectOption('important');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Entité importante').waitFor();
  expect(await person.faultsOf('clocks-profile')).toEqual(sound);
  await person.leaves();
});
