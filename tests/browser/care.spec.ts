import { beforeAll, expect, it } from '@jest/globals';
import type { CareService, Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import pg from 'pg';
import { aCareReport, aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { faultsOf, sound, visitor } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;
let facility: string;
let territory: string;

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  ({ name: facility, territory } = worker.identity.facilities[0]!);
  const hit = { careServices: ['emergency' as const, 'laboratory' as const], degradedMode: 'yes' as const };
  ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility({ client, ...worker }), hit)));
});

/** What was said of a service was said twelve and a half hours before. */
async function halfADayAgo(service: CareService): Promise<void> {
  const admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  await admin.query(
    `UPDATE incident.care_report SET reported_at = reported_at - interval '12 hours 30 minutes' WHERE service = $1`,
    [service],
  );
  await admin.end();
}

it('a facility says on the phone how its services are, the agency sees it live, and shows it by a link that it revokes', async () => {
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  await analyst.opens('/region/care', 'Offre de soins');
  await desk.getByText('Aucun service à montrer').waitFor();
  expect(await analyst.faultsOf('care-empty')).toEqual(sound);

  const nurse = await Person.signsIn(platform, browser, 'phone', account);
  const phone = nurse.page;
  await nurse.opens('/care', 'Nos services');
  await phone.getByText(/touche des services/).waitFor();
  await phone.getByRole('button', { name: 'Commencer par ceux-là' }).click();
  const emergency = phone.getByRole('region', { name: 'Urgences' });
  await emergency.getByRole('radio', { name: 'Fermé' }).check();
  await emergency.getByRole('radio', { name: 'Oui' }).check();
  await emergency.getByLabel('Vers où, combien').fill('Vers le CHU, 4 patients');
  await emergency.getByLabel(/^Note/).fill('Note pour l’agence seule');
  expect(await nurse.faultsOf('care-report')).toEqual(sound);
  await phone.getByRole('button', { name: 'Envoyer l’état de 2 services' }).click();
  const state = phone.getByRole('region', { name: 'État actuel' });
  await state.getByText('Vers le CHU, 4 patients').waitFor();
  await phone.getByRole('button', { name: /^Toujours exact/ }).click();
  await phone.getByText('C’est confirmé.').waitFor();
  expect(await nurse.faultsOf('care-state')).toEqual(sound);

  // Nobody has reloaded the desk.
  const row = desk.getByRole('row', { name: new RegExp(facility) });
  await row.getByRole('img', { name: /Fermé, Transferts/ }).waitFor();
  await row.getByRole('img', { name: 'Dégradé' }).waitFor();
  expect(await analyst.faultsOf('care-board')).toEqual(sound);
  await desk.getByLabel('Service', { exact: true }).selectOption({ label: 'Urgences' });
  await desk.getByRole('cell', { name: 'Vers le CHU, 4 patients' }).waitFor();
  expect(await analyst.faultsOf('care-service')).toEqual(sound);
  await desk.getByRole('button', { name: 'Une heure avant' }).click();
  await desk.getByText(/Vous regardez le passé/).waitFor();
  await desk.getByText('Aucun service à montrer').waitFor();
  await desk.getByRole('button', { name: 'Maintenant' }).click();
  await desk.getByRole('cell', { name: 'Vers le CHU, 4 patients' }).waitFor();

  await analyst.opens('/region/samu-links', 'Liens pour le SAMU');
  await desk.getByRole('button', { name: 'Créer un lien' }).click();
  await desk.getByLabel('Pour qui').fill('SAMU, salle de régulation');
  expect(await analyst.faultsOf('samu-create')).toEqual(sound);
  await desk.getByRole('button', { name: 'Créer ce lien' }).click();
  const address = await desk.getByRole('group', { name: /Adresse de/ }).innerText();
  await desk.getByRole('button', { name: 'J’ai transmis le lien' }).click();
  await desk.getByText('Jamais utilisé').waitFor();
  expect(await analyst.faultsOf('samu-links')).toEqual(sound);

  const samu = await visitor(browser, 'phone');
  await samu.page.goto(address);
  const shown = samu.page.getByRole('region', { name: facility });
  await shown.getByText('Vers le CHU, 4 patients').waitFor();
  expect(await samu.page.getByText('Note pour l’agence').count()).toBe(0);
  expect(await faultsOf(samu, 'samu')).toEqual(sound);

  await desk.getByRole('button', { name: /^Révoquer le lien/ }).click();
  await desk.getByRole('button', { name: 'Révoquer ce lien' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  await samu.page.reload();
  await samu.page.getByRole('heading', { name: 'Ce lien ne montre rien' }).waitFor();
  expect(await samu.page.getByText('Vers le CHU').count()).toBe(0);
  expect(await faultsOf(samu, 'samu-revoked')).toEqual(sound);
  await samu.context.close();

  await analyst.opens('/region/care', 'Offre de soins');
  await desk.setViewportSize({ width: 375, height: 812 });
  await desk.getByRole('list', { name: 'Services par structure' }).waitFor();
  await analyst.leaves();
  await nurse.leaves();
});

it('the agency filters for what nobody has confirmed for twelve hours, now and in the past, and the address keeps it', async () => {
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  const { id, name } = worker.identity.facilities[0]!;
  const open = { status: 'open' as const, transfers: false, transferText: null };
  for (const service of ['imaging', 'theatre'] as const)
    ok(await client.post(`/api/facilities/${id}/care`, aCareReport({ service, ...open })));
  await halfADayAgo('imaging');

  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  await analyst.opens('/region/care', 'Offre de soins');
  const counts = desk.getByRole('list', { name: 'Services par état' });
  await counts
    .getByRole('listitem')
    .filter({ hasText: /^1À confirmer$/ })
    .waitFor();
  await desk.getByRole('columnheader', { name: 'Bloc opératoire' }).waitFor();
  await desk.getByLabel(/^Seulement à confirmer/).check();
  const row = desk.getByRole('row', { name: new RegExp(name) });
  await desk.getByRole('table', { name: 'Imagerie' }).waitFor();
  await row.getByText('À confirmer').waitFor();
  expect(await counts.innerText()).toMatch(/1\s*À confirmer/);
  expect(await analyst.faultsOf('care-stale')).toEqual(sound);

  expect(new URL(desk.url()).searchParams.get('stale')).toBe('yes');
  await desk.reload();
  await row.getByText('À confirmer').waitFor();
  expect(await desk.getByLabel(/^Seulement à confirmer/).isChecked()).toBe(true);
  await desk.getByRole('button', { name: 'Une heure avant' }).click();
  await desk.getByText('Rien à confirmer').waitFor();
  expect(await analyst.faultsOf('care-stale-none')).toEqual(sound);
  await desk.getByRole('button', { name: 'Maintenant' }).click();
  await row.getByText('À confirmer').waitFor();
  await analyst.leaves();

  const onCall = await Person.signsIn(platform, browser, 'phone', withRole(platform.world, 'analyst')[0]!);
  await onCall.opens('/region/care?stale=yes', 'Offre de soins');
  await onCall.page.getByRole('list', { name: 'Services par structure' }).getByText('À confirmer').waitFor();
  expect(await onCall.faultsOf('care-stale')).toEqual(sound);
  await onCall.leaves();
});

it('reminds the facility, and the agency, of what is closed and nobody has confirmed; what is open and stale reminds nobody', async () => {
  const nurse = await Person.signsIn(platform, browser, 'phone', account);
  const phone = nurse.page;
  await nurse.opens('/todo', 'À faire');
  await phone.getByRole('region', { name: 'À traiter' }).waitFor();
  expect(await phone.getByText(/^À confirmer/).count()).toBe(0);
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  await analyst.opens('/now', 'Maintenant');
  const card = analyst.page.getByRole('region', { name: 'Soins à confirmer' });
  await card.getByText(/^Aucun service fermé, dégradé ou inconnu/).waitFor();

  await halfADayAgo('emergency');
  await nurse.opens('/todo', 'À faire');
  await phone.getByText('À confirmer : Urgences').waitFor();
  expect(await nurse.faultsOf('todo-care')).toEqual(sound);
  await analyst.opens('/now', 'Maintenant');
  await card.getByRole('link', { name: facility }).waitFor();
  await card.getByText('Fermé').waitFor();
  expect(await card.getByText('Imagerie').count()).toBe(0);
  const board = card.getByRole('link', { name: 'Offre de soins' });
  expect(await board.getAttribute('href')).toBe(`/region/care?stale=yes&territory=${territory}`);
  expect(await analyst.faultsOf('now-care')).toEqual(sound);

  await phone.getByRole('link', { name: 'Dire où vous en êtes' }).click();
  await phone.getByRole('button', { name: /^Toujours exact/ }).click();
  await phone.getByText('C’est confirmé.').waitFor();
  await card.getByText(/^Aucun service fermé, dégradé ou inconnu/).waitFor();
  await analyst.leaves();
  await nurse.leaves();
});
