import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import pg from 'pg';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;
let incidentId: string;

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  const receipt = ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility({ client, ...worker }))));
  incidentId = receipt.incidentId;
});

it('an analyst looks back in time, writes a report for the facility, and the facility reads it on the phone', async () => {
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  await analyst.opens(`/incidents/${incidentId}/timeline`, /^Chronologie de/);
  await desk.getByRole('img', { name: /Incident/ }).waitFor();
  await desk.getByRole('cell', { name: 'Déclaration reçue' }).waitFor();
  expect(await analyst.faultsOf('timeline')).toEqual(sound);
  await desk.getByRole('radio', { name: 'Une heure' }).click();
  await desk.waitForURL(/from=.*to=/);

  await analyst.opens(`/reports?incidentId=${incidentId}`, 'Comptes rendus');
  await desk.getByText('Aucun compte rendu').waitFor();
  expect(await analyst.faultsOf('reports-empty')).toEqual(sound);
  await desk.getByRole('button', { name: 'Commencer un compte rendu' }).click();
  await desk.getByLabel('Pour qui').selectOption({ label: 'Note à la direction' });
  await desk.getByRole('radio', { name: /La structure aussi/ }).check();
  expect(await analyst.faultsOf('reports-begin')).toEqual(sound);
  await desk.getByRole('button', { name: 'Commencer le brouillon' }).click();
  await desk.getByRole('textbox', { name: 'À retenir' }).fill('Les soins continuent sur papier.');
  await desk.getByRole('button', { name: 'Enregistrer' }).click();
  await desk.getByText('Enregistré à l’agence.').waitFor();
  expect(await analyst.faultsOf('report-draft')).toEqual(sound);
  await desk.getByRole('button', { name: 'Approuver et diffuser' }).click();
  await desk.getByRole('button', { name: 'Approuver et diffuser' }).click();
  await desk.getByText('Diffusé', { exact: true }).waitFor();
  expect(await analyst.faultsOf('report-issued')).toEqual(sound);
  await analyst.opens('/report-templates', 'Modèles');
  expect(await analyst.faultsOf('report-templates')).toEqual(sound);

  const nurse = await Person.signsIn(platform, browser, 'phone', account);
  await nurse.opens(`/reports?incidentId=${incidentId}`, 'Comptes rendus');
  await nurse.page.getByRole('link', { name: /-S-/ }).click();
  await nurse.page.getByText('Les soins continuent sur papier.').waitFor();
  expect(await nurse.faultsOf('report-facility')).toEqual(sound);
  await nurse.opens(`/incidents/${incidentId}/timeline`, /^Chronologie de/);
  await nurse.page.getByRole('list', { name: 'Le détail' }).waitFor();
  expect(await nurse.faultsOf('timeline-phone')).toEqual(sound);
  await analyst.leaves();
  await nurse.leaves();
});

/** As if all of its steps had been gone. */
async function close(id: string): Promise<void> {
  const admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  await admin.query(`UPDATE incident.incident SET state = 'closed' WHERE id = $1`, [id]);
  await admin.end();
}

it('an action of a report becomes one task of the incident by a press, and the report leads to it', async () => {
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  await analyst.opens(`/reports?incidentId=${incidentId}`, 'Comptes rendus');
  await desk.getByRole('button', { name: 'Commencer un compte rendu' }).click();
  await desk.getByLabel('Pour qui').selectOption({ label: 'Retour d’expérience' });
  await desk.getByRole('button', { name: 'Commencer le brouillon' }).click();
  for (const [place, text] of ['Tester la reprise', 'Revoir le contrat'].entries()) {
    await desk.getByRole('button', { name: 'Ajouter une action' }).click();
    await desk.getByLabel(`Action ${place + 1}`, { exact: true }).fill(text);
    await desk.getByLabel('Responsable').nth(place).fill('DSI');
  }
  // What nobody has saved cannot become a task.
  expect(await desk.getByRole('button', { name: /^En faire une tâche/ }).count()).toBe(0);
  await desk.getByRole('button', { name: 'Enregistrer' }).click();
  await desk.getByRole('button', { name: 'En faire une tâche : Tester la reprise' }).dblclick();
  const link = desk.getByRole('link', { name: 'La tâche existe : Tester la reprise' });
  await link.waitFor();
  expect(await desk.getByRole('button', { name: /^En faire une tâche/ }).count()).toBe(1);
  expect(await analyst.faultsOf('report-actions')).toEqual(sound);

  await link.click();
  await desk.waitForURL(/#task-/);
  const tasks = desk.getByRole('region', { name: 'Tâches' });
  const task = tasks.getByRole('listitem').filter({ hasText: 'Tester la reprise' });
  await task.getByText(/Responsable\s: DSI/).waitFor();
  expect(await task.count()).toBe(1);
  expect(await analyst.faultsOf('report-action-task')).toEqual(sound);
  await task.getByRole('button', { name: /^Actions sur/ }).click();
  await desk.getByRole('menuitem', { name: 'Abandonner…' }).click();
  await desk.getByRole('dialog').getByRole('textbox').fill('Déjà fait ailleurs.');
  await desk.getByRole('button', { name: 'Abandonner la tâche' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  await analyst.leaves();

  const other = await Person.signsIn(platform, browser, 'phone', withRole(platform.world, 'analyst')[0]!);
  await other.opens(`/reports?incidentId=${incidentId}`, 'Comptes rendus');
  await other.page.getByRole('link', { name: /-S-/ }).first().click();
  const again = other.page.getByRole('link', { name: 'La tâche existe : Tester la reprise' });
  await again.waitFor();
  expect(await other.page.getByRole('button', { name: /^En faire une tâche/ }).count()).toBe(1);
  expect(await other.faultsOf('report-actions')).toEqual(sound);
  await again.click();
  // What was dropped is folded, but for who comes for it.
  await other.page
    .getByRole('region', { name: 'Tâches' })
    .getByText(/Responsable\s: DSI/)
    .waitFor();

  await close(incidentId);
  await other.page.goBack();
  await other.page.reload();
  await again.waitFor();
  expect(await other.page.getByRole('button', { name: /^En faire une tâche/ }).count()).toBe(0);
  await other.leaves();
});
