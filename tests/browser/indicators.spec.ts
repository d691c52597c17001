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
let another: Receipt;

const MISP = {
  Event: {
    info: 'Campagne de test',
    Attribute: [
      { type: 'domain', value: 'evil.pirate.com', to_ids: true },
      { type: 'sha256', value: 'ab'.repeat(32), to_ids: true },
      { type: 'regkey', value: 'HKLM\\Software\\Evil' },
    ],
  },
};

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  const body = () => aDeclaration(ownFacility({ client, ...worker }));
  incident = ok(await client.post<Receipt>('/api/declarations', body()));
  another = ok(await client.post<Receipt>('/api/declarations', body()));
  const items = [{ type: 'domain', value: 'evil.pirate.com' }];
  ok(await client.post(`/api/incidents/${another.incidentId}/indicators`, { source: 'typed', items }));
});

it('a declarant pastes a message on the phone and ticks what the attacker left', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Indicateurs' });
  await card.getByText(/collez un texte/).waitFor();
  await card.getByRole('button', { name: 'Ajouter des indicateurs' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Texte où chercher')
    .fill('Le poste appelait hxxps://evil[.]pirate[.]com/gate.php depuis 10.0.0.8, fichier facture.exe.');
  await dialog.getByRole('button', { name: 'Chercher dans ce texte' }).click();
  await dialog
    .getByText(/3 indicateurs trouvés/)
    .first()
    .waitFor();
  expect(await dialog.getByRole('checkbox', { name: /10\[\.\]0/ }).isChecked()).toBe(false);
  expect(await person.faultsOf('indicators-found')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Ajouter 2 indicateurs' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('hxxps://evil[.]pirate[.]com/gate.php').waitFor();
  expect(await card.getByRole('link').count()).toBe(0);
  await page.getByText('Indicateurs ajoutés', { exact: true }).waitFor();
  expect(await person.faultsOf('indicators-facility')).toEqual(sound);
  await person.leaves();
});

it('an analyst imports a MISP event after a look, takes one back, and finds where a value was seen', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const { page } = person;
  await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Indicateurs' });
  await card.getByRole('button', { name: /Importer/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Choisir un fichier').setInputFiles({
    name: 'event.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(MISP)),
  });
  await dialog.getByText('2 nouveaux').waitFor();
  await dialog.getByText(/Type non pris en charge/).waitFor();
  expect(await person.faultsOf('indicators-import')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Ajouter 2 indicateurs' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('evil[.]pirate[.]com', { exact: true }).waitFor();
  await card.getByRole('button', { name: /Actions sur facture\.exe/ }).click();
  await page.getByRole('menuitem', { name: 'Retirer' }).click();
  await dialog.getByLabel('Motif').fill('Fichier du service informatique.');
  await dialog.getByRole('button', { name: 'Retirer' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('Retiré : Fichier du service informatique.').waitFor();
  await card.getByRole('button', { name: 'Actions sur evil[.]pirate[.]com', exact: true }).click();
  await page.getByRole('menuitem', { name: /neutralisée/ }).click();
  await page.getByText('Copié sous sa forme neutralisée.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('evil[.]pirate[.]com');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card
      .getByRole('button', { name: 'Exporter' })
      .click()
      .then(() => page.getByRole('menuitem', { name: /STIX/ }).click()),
  ]);
  expect(download.suggestedFilename()).toBe(`${incident.reference}-indicators.stix.json`);
  expect(await person.faultsOf('indicators-incident')).toEqual(sound);

  await person.opens('/indicators', 'Indicateurs');
  await page.getByRole('searchbox', { name: 'Rechercher' }).fill('evil[.]pirate');
  const table = page.getByRole('table');
  await table.getByText('2 incidents').waitFor();
  expect(await person.faultsOf('indicators-search')).toEqual(sound);
  await table.getByRole('button', { name: /2 incidents/ }).click();
  await dialog.getByRole('link', { name: another.reference }).waitFor();
  expect(await person.faultsOf('indicators-sightings')).toEqual(sound);
  await dialog.getByRole('link', { name: incident.reference }).click();
  await page.getByRole('heading', { level: 1, name: incident.reference }).waitFor();
  await person.leaves();
});
