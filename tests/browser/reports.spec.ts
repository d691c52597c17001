import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt, SituationReport, Timeline } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import pg from 'pg';
import { aDeclaration } from '../e2e/story/declare.js';
import { aReport } from '../e2e/story/reports.js';
import { newRecordId, ownFacility, until, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;
let incidentId: string;

async function declare(): Promise<Receipt> {
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  return ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility({ client, ...worker }))));
}

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  ({ incidentId } = await declare());
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

/** A draft about the incident, and a colleague who saves it elsewhere. */
async function shared() {
  const { client, live } = await work(platform.world, withRole(platform.world, 'analyst').at(-1)!);
  live.disconnect();
  const id = newRecordId();
  const begun = { ...aReport(incidentId), id, template: 'director' };
  ok(await client.post('/api/reports', begun));
  const read = async () => ok(await client.get<SituationReport>(`/api/reports/${id}`));
  const save = async (message: string) => {
    const { version } = await read();
    ok(await client.post(`/api/reports/${id}`, { version, texts: { message } }));
  };
  return { id, read, save };
}

it('what a colleague has saved is never overwritten unseen, and what is typed is never left out unsaid', async () => {
  const { id, read, save } = await shared();
  const messageOf = async () => (await read()).texts['message'];
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  const field = desk.getByRole('textbox', { name: 'À retenir' });
  const button = (name: string) => desk.getByRole('button', { name });
  const fieldBecomes = (value: string) =>
    until(async () => ((await field.inputValue()) === value ? value : undefined), value);
  const saves = async () => {
    await button('Enregistrer').click();
    await desk.getByText('Enregistré à l’agence.').last().waitFor();
  };
  await analyst.opens(`/reports/${id}`, /-S-/);
  await field.fill('Mon premier texte.');
  await saves();
  await save('Le texte de ma collègue.');
  await desk.reload();
  // What one has saved oneself is no draft any more.
  await fieldBecomes('Le texte de ma collègue.');
  expect(await desk.getByText('entre-temps').count()).toBe(0);

  await field.fill('Mon second texte.');
  await desk.getByText('Conservé sur cet appareil').waitFor();
  await save('Sa correction.');
  await desk.reload();
  await desk.getByText('Quelqu’un a enregistré ce compte rendu entre-temps').waitFor();
  await fieldBecomes('Mon second texte.');
  await desk.getByRole('definition').filter({ hasText: 'Sa correction.' }).waitFor();
  expect(await button('Enregistrer').isDisabled()).toBe(true);
  expect(await analyst.faultsOf('report-conflict')).toEqual(sound);
  await button('Garder ce que j’ai tapé').click();
  expect(await messageOf()).toBe('Sa correction.');
  await saves();
  expect(await messageOf()).toBe('Mon second texte.');

  // Also under somebody who is typing.
  await save('Sa dernière correction.');
  await field.fill('Mon dernier texte.');
  await button('Enregistrer').click();
  await button('Prendre ce qui est à l’agence').click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Prendre ce qui est à l’agence' }).click();
  await fieldBecomes('Sa dernière correction.');
  expect(await messageOf()).toBe('Sa dernière correction.');

  await field.fill('Le texte à approuver.');
  await button('Approuver et diffuser').click();
  await desk.getByText('Ce que vous avez tapé n’est pas enregistré').waitFor();
  expect(await button('Approuver et diffuser').isDisabled()).toBe(true);
  expect(await analyst.faultsOf('report-unsaved')).toEqual(sound);
  await desk.getByRole('status').getByRole('button', { name: 'Enregistrer' }).click();
  await desk.getByText('Ce que vous avez tapé n’est pas enregistré').waitFor({ state: 'detached' });
  await button('Approuver et diffuser').click();
  await desk.getByText('Diffusé', { exact: true }).waitFor();
  expect(await messageOf()).toBe('Le texte à approuver.');
  await analyst.leaves();
});

it('an issued report is replaced by another, which takes its texts over', async () => {
  const { id, read, save } = await shared();
  await save('Le dossier patient est arrêté.');
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  const press = (name: string) => desk.getByRole('button', { name }).click();
  const issues = async () => {
    await press('Approuver et diffuser');
    await press('Approuver et diffuser');
    await desk.getByText('Diffusé', { exact: true }).waitFor();
  };
  await analyst.opens(`/reports/${id}`, /-S-/);
  await issues();
  await press('Remplacer');
  await desk.getByRole('dialog').getByLabel('Marquage TLP').waitFor();
  expect(await analyst.faultsOf('report-replace')).toEqual(sound);
  await press('Commencer le brouillon');
  await desk.getByRole('link', { name: 'Une fois approuvé, il remplacera ce compte rendu' }).waitFor();
  const field = desk.getByRole('textbox', { name: 'À retenir' });
  expect(await field.inputValue()).toBe('Le dossier patient est arrêté.');
  await field.fill('Le dossier patient revient.');
  await press('Enregistrer');
  await desk.getByText('Enregistré à l’agence.').waitFor();
  expect((await read()).state).toBe('issued');
  await issues();
  await desk.getByRole('link', { name: 'Il remplace ce compte rendu' }).click();
  await desk.getByText('Un compte rendu plus récent remplace celui-ci.').waitFor();
  expect(await desk.getByRole('button', { name: 'Remplacer' }).count()).toBe(0);
  await desk.getByRole('link', { name: 'Ouvrir le plus récent' }).click();
  await desk.getByText('Le dossier patient revient.').waitFor();
  await analyst.leaves();
});

it('every page of a timeline is of the first one’s instant', async () => {
  const { client, live } = await work(platform.world, withRole(platform.world, 'analyst').at(-1)!);
  live.disconnect();
  const { incidentId: long } = await declare();
  const note = async (text: string) =>
    ok(await client.post(`/api/incidents/${long}/journal`, { id: newRecordId(), text, type: 'note' }));
  for (let count = 0; count < 105; count += 1) await note(`Note ${count}`);
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const asked: URL[] = [];
  analyst.page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith('/timeline') && url.searchParams.has('cursor')) asked.push(url);
  });
  const first = analyst.page.waitForResponse((response) => response.url().includes(`/api/incidents/${long}/timeline`));
  await analyst.opens(`/incidents/${long}/timeline`, /^Chronologie de/);
  const { asOf } = (await (await first).json()) as Timeline;
  await analyst.page.getByRole('button', { name: 'Afficher la suite' }).click();
  await until(async () => asked[0], 'the second page');
  expect(asked[0]?.searchParams.get('at')).toBe(asOf);
  await analyst.leaves();
});
