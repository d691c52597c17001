import { afterAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { productsNamed } from '../e2e/story/inventory.js';
import { ownFacility, work } from '../e2e/story/world.js';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

/** Demo accounts with exactly one role at one facility, or one at the agency, so that each device has people of its own. */
function accountsOf(role: string): Account[] {
  const once = (email: string) => platform.accounts.filter((account) => account.email === email).length === 1;
  return platform.accounts.filter(({ email, roles }) => once(email) && roles.length === 1 && roles[0] === role);
}

describe.each<[Device, number]>([
  ['phone', 0],
  ['desktop', 1],
])('on a %s', (device, turn) => {
  let declarant: Person;
  let analyst: Person;
  let officer: Person;
  let approver: Person;
  let reference: string;
  let hospitals: number;
  const title = `Isolez les passerelles ${device}`;
  const person = async (role: string, index: number) => {
    const account = accountsOf(role)[index];
    if (account === undefined) throw new Error(`no demo account number ${index} for ${role}`);
    return Person.signsIn(platform, browser, device, account);
  };

  afterAll(async () => {
    for (const one of [declarant, analyst, officer, approver]) await one?.leaves();
  });

  it('1. a declarant signs in and declares; the receipt comes at once', async () => {
    const { page } = (declarant = await person('declarant', turn));
    await declarant.opens('/declare', 'Déclarer un incident');
    expect(await declarant.faultsOf('declare-empty')).toEqual(sound);
    await page.getByLabel('Que se passe-t-il ?').fill('Le dossier patient ne répond plus depuis 19 h.');
    await page.getByLabel('Téléphone').fill('+596 696 00 00 01');
    await page.getByLabel('Nom', { exact: true }).fill('Cadre d’astreinte');
    await page.getByRole('button', { name: 'Tout décrire maintenant' }).click();
    await page
      .getByRole('group', { name: 'Travaillez-vous en mode dégradé ?' })
      .getByRole('radio', { name: 'Oui' })
      .check();
    await page
      .getByRole('group', { name: 'Danger pour les patients' })
      .getByRole('radio', { name: 'Possible' })
      .check();
    await page
      .getByRole('group', { name: /Services de soins touchés/ })
      .getByRole('checkbox', { name: 'Urgences' })
      .check();
    await page.getByLabel('Fournisseur en cause').fill(`MediLogiciel ${device}`);
    expect(await declarant.faultsOf('declare')).toEqual(sound);
    await page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
    await page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor();
    reference = /972-\d{4}-\d{4,}/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
    expect(reference).toMatch(/^972-/);
    expect(await declarant.faultsOf('receipt')).toEqual(sound);
    await page.getByRole('link', { name: 'Suivre cet incident' }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(reference) }).waitFor();
    expect(await declarant.faultsOf('incident-facility')).toEqual(sound);
  });

  it('2. the analyst sees the next one live, takes it, acknowledges, qualifies, writes; the facility follows live', async () => {
    const { page } = (analyst = await person('analyst', turn));
    await analyst.opens('/now', /.+/);
    expect(await analyst.faultsOf('now')).toEqual(sound);
    await analyst.opens('/incidents', 'Incidents');
    await page.getByText(reference).first().waitFor();

    const other = await work(platform.world, accountsOf('declarant')[turn + 2]!);
    const second = ok(
      await other.client.post<Receipt>(
        '/api/declarations',
        aDeclaration(ownFacility(other), { supplier: `MediLogiciel ${device}` }),
      ),
    );
    other.live.disconnect();
    await page.getByRole('button', { name: /nouvelle.? déclaration/ }).click();
    await page.getByText(second.reference).first().waitFor();
    expect(await analyst.faultsOf('queue')).toEqual(sound);

    await page.getByRole('link', { name: reference }).first().click();
    await page.getByRole('heading', { level: 1, name: new RegExp(reference) }).waitFor();
    const followed = declarant.page.getByRole('main');
    await page.getByRole('button', { name: 'Prendre en charge' }).click();
    await followed
      .getByRole('button', { name: /^L’agence\s: Pris en charge .* \d\d:\d\d Martinique (?:.*, )?\d\d:\d\d Paris$/ })
      .waitFor();
    expect(await declarant.faultsOf('incident-changed')).toEqual(sound);
    await page.getByRole('button', { name: 'Confirmer la réception' }).click();
    await followed.getByText(/L’agence\s: Réception confirmée/).waitFor();
    await page.getByRole('button', { name: 'Qualifier', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Classe RSIT').selectOption('availability');
    await dialog.getByLabel('Type', { exact: true }).selectOption('outage');
    await dialog.getByRole('radio', { name: 'Élevée' }).check();
    await dialog.getByRole('radio', { name: 'Non', exact: true }).check();
    expect(await analyst.faultsOf('qualify')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Enregistrer la qualification' }).click();
    await followed.getByText(/L’agence\s: Qualifié/).waitFor();
    await page.getByLabel('Écrire dans le journal').fill('Nous appelons l’éditeur.');
    await page.getByRole('button', { name: 'Ajouter au journal' }).click();
    await followed.getByText('Nous appelons l’éditeur.').waitFor();
    expect(await analyst.faultsOf('incident-agency')).toEqual(sound);
  });

  it('3. twelve more declare the same failure; linked, each sees only its own and how many are alike', async () => {
    const { page } = analyst;
    for (const account of accountsOf('declarant').slice(turn * 12 + 6, turn * 12 + 18)) {
      const worker = await work(platform.world, account);
      ok(
        await worker.client.post(
          '/api/declarations',
          aDeclaration(ownFacility(worker), { supplier: `MediLogiciel ${device}` }),
        ),
      );
      worker.live.disconnect();
    }
    await analyst.opens(`/incidents?q=${encodeURIComponent(`MediLogiciel ${device}`)}`, 'Incidents');
    await page.getByText(reference).first().waitFor();
    const ticks = page.getByRole('checkbox', { name: /^Sélectionner / });
    await expectCount(() => ticks.count(), 14);
    for (const tick of await ticks.all()) await tick.check();
    await page.getByRole('button', { name: 'Rattacher à un incident régional' }).click();
    await page.getByRole('dialog').getByLabel('Titre').fill(`Panne de MediLogiciel ${device}`);
    expect(await analyst.faultsOf('link')).toEqual(sound);
    await page.getByRole('dialog').getByRole('button', { name: 'Rattacher 14 déclarations' }).click();
    await declarant.page.getByText(/Au moins \d+ autres structures de la région/).waitFor();
    await analyst.opens('/regional', 'Incidents régionaux');
    const regional = page.getByRole('link', { name: `Panne de MediLogiciel ${device}` }).first();
    await regional.waitFor();
    expect(await analyst.faultsOf('regional-list')).toEqual(sound);
    await regional.click();
    await page.getByRole('heading', { name: 'Déclarations rattachées' }).waitFor();
    expect(await analyst.faultsOf('regional')).toEqual(sound);
    await page.getByRole('button', { name: 'Rattacher d’autres déclarations' }).click();
    await page.getByRole('dialog').getByLabel('Rechercher parmi les déclarations non rattachées').fill('');
    expect(await analyst.faultsOf('candidates')).toEqual(sound);
    await declarant.opens('/incidents', 'Mes incidents');
    expect(await declarant.faultsOf('my-incidents')).toEqual(sound);
  });

  it('4. an inventory officer loads a list; the analyst imports a CSAF document and sees who holds what it names', async () => {
    const named = productsNamed(platform.world.csaf).find(({ version }) => version !== '')!;
    const { page } = (officer = await person('inventory-officer', turn));
    await officer.opens('/assets/import', 'Téléverser une liste d’équipements');
    const csv = `Fournisseur;Produit;Version;Criticité\r\n${named.vendor.toUpperCase()};${named.product};${named.version};Élevée\r\nAcme;Paie;4;Faible\r\n`;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'parc.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'latin1') });
    await page.getByText('Windows-1252').waitFor();
    expect(await officer.faultsOf('import')).toEqual(sound);
    await page
      .getByRole('button', { name: /2 équipements/ })
      .first()
      .click();
    await page.getByText('Liste enregistrée').waitFor();
    await officer.opens('/assets', 'Nos équipements');
    await page.getByText(named.product).first().waitFor();
    expect(await officer.faultsOf('assets')).toEqual(sound);

    await analyst.opens('/inventory', 'Inventaire');
    await analyst.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'avis.json', mimeType: 'application/json', buffer: Buffer.from(platform.world.csaf) });
    await analyst.page.getByText('Structures concernées').first().waitFor();
    await analyst.page.getByText('Concernée', { exact: true }).first().waitFor();
    expect(await analyst.faultsOf('csaf')).toEqual(sound);
    await analyst.opens('/inventory', 'Inventaire');
    await analyst.page.getByRole('link', { name: 'VIGIE-2026-0001' }).waitFor();
    expect(await analyst.faultsOf('inventory')).toEqual(sound);
    await analyst.opens('/inventory/assets', 'Équipements de la région');
    await analyst.page.getByText(named.product).first().waitFor();
    expect(await analyst.faultsOf('inventory-assets')).toEqual(sound);
  });

  it('5. the analyst writes an advisory and cannot approve it; a second person does', async () => {
    const { page } = analyst;
    const reader = await work(platform.world, analyst.account);
    hospitals = ok(await reader.client.get<{ total: number }>('/api/facilities?category=hospital&limit=1')).total;
    reader.live.disconnect();
    const recipients = `${hospitals} structures`;
    await analyst.opens('/advisories/new', 'Nouvelle alerte');
    await page.getByLabel('Titre', { exact: true }).fill(title);
    await page.getByLabel('Consignes', { exact: true }).fill('Coupez l’accès distant, puis appliquez le correctif.');
    await page.getByLabel('Marquage TLP').selectOption('GREEN');
    await page
      .getByRole('group', { name: 'Catégories' })
      .getByRole('checkbox', { name: 'Établissement hospitalier' })
      .check();
    await page.getByText(recipients, { exact: true }).waitFor();
    expect(await analyst.faultsOf('advisory-form')).toEqual(sound);
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await page.getByRole('link', { name: 'Modifier', exact: true }).waitFor();
    expect(await analyst.faultsOf('advisory-draft')).toEqual(sound);
    await page.getByRole('link', { name: 'Modifier', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /^Modifier l’alerte / }).waitFor();
    await page.getByText(recipients, { exact: true }).waitFor();
    expect(await analyst.faultsOf('advisory-edit')).toEqual(sound);
    await page.getByRole('button', { name: `Soumettre à validation (${recipients})` }).click();
    await page.getByText('En attente d’une seconde personne').waitFor();
    expect(await page.getByRole('button', { name: /Valider et envoyer/ }).count()).toBe(0);
    expect(await analyst.faultsOf('advisory-waiting')).toEqual(sound);

    const second = (approver = await person('approver', 0)).page;
    await approver.opens('/advisories', 'Alertes');
    expect(await approver.faultsOf('advisories')).toEqual(sound);
    await second.getByRole('link', { name: title }).click();
    await second.getByRole('button', { name: 'Renvoyer à l’auteur' }).click();
    await second.getByRole('dialog').waitFor();
    expect(await approver.faultsOf('return')).toEqual(sound);
    await second.keyboard.press('Escape');
    await second.getByRole('button', { name: `Valider et envoyer à ${recipients}` }).click();
    await second.getByLabel(/tapez le nombre/).fill(String(hospitals));
    expect(await approver.faultsOf('approve')).toEqual(sound);
    await second
      .getByRole('dialog')
      .getByRole('button', { name: `Valider et envoyer à ${recipients}` })
      .click();
    await second.getByText(`Réponses reçues : 0 sur ${hospitals}`).waitFor();
  });

  it('6. the facility answers in two taps; the board shows it live', async () => {
    const { page } = declarant;
    await declarant.opens('/todo', 'À faire');
    await page.getByRole('link', { name: title }).waitFor();
    expect(await declarant.faultsOf('todo')).toEqual(sound);

    // A colleague declares: it is announced, and nothing moves before it is called.
    const own = page.getByRole('link', { name: reference });
    const placed = await own.boundingBox();
    const second = await declaredByManager(declarant.account.facility!);
    const announced = page.getByRole('button', { name: '1 nouvel incident · Afficher' });
    await announced.waitFor();
    expect(await page.getByRole('link', { name: second.reference }).count()).toBe(0);
    expect(await own.boundingBox()).toEqual(placed);
    expect(await declarant.faultsOf('todo-announced')).toEqual(sound);
    await announced.click();
    await page.getByRole('link', { name: second.reference }).waitFor();
    await announced.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: 'Fait', exact: true }).click();
    await page.getByLabel('Qu’avez-vous fait ?').fill('Accès coupé, correctif appliqué.');
    expect(await declarant.faultsOf('inbox-item')).toEqual(sound);
    await page.getByRole('button', { name: 'Répondre « Fait »' }).click();
    await page.getByText('Réponse reçue par l’agence').waitFor();
    await approver.page.getByText(`Réponses reçues : 1 sur ${hospitals}`).waitFor();
    expect(await approver.faultsOf('board')).toEqual(sound);
  });

  it('the region, the directory and a facility’s team', async () => {
    await analyst.opens('/region', 'Région');
    await analyst.page.getByRole('group', { name: /Carte de Martinique/ }).waitFor();
    expect(await analyst.faultsOf('region')).toEqual(sound);
    await analyst.opens('/directory', 'Annuaire');
    const facility = analyst.page.getByRole('main').getByRole('link').first();
    await facility.waitFor();
    expect(await analyst.faultsOf('directory')).toEqual(sound);
    await facility.click();
    await analyst.page.getByRole('heading', { name: 'Contacts' }).waitFor();
    expect(await analyst.faultsOf('facility')).toEqual(sound);
    const manager = await person('facility-manager', turn);
    await manager.opens('/team', 'Notre équipe');
    await manager.page.getByText('Contacts').first().waitFor();
    expect(await manager.faultsOf('team')).toEqual(sound);
    await manager.page.getByRole('button', { name: 'Ajouter un contact' }).click();
    await manager.page.getByRole('dialog').waitFor();
    expect(await manager.faultsOf('contact')).toEqual(sound);
    await manager.leaves();
  });
});

/** A declaration by the manager of the facility of that name. */
async function declaredByManager(facility: string): Promise<Receipt> {
  const account = platform.accounts.find((one) => one.facility === facility && one.roles.includes('facility-manager'));
  if (account === undefined) throw new Error(`no demo account manages ${facility}`);
  const manager = await work(platform.world, account);
  const { id } = manager.identity.facilities.find(({ name }) => name === facility)!;
  const receipt = ok(await manager.client.post<Receipt>('/api/declarations', aDeclaration(id, { supplier: null })));
  manager.live.disconnect();
  return receipt;
}

async function expectCount(count: () => Promise<number>, wanted: number): Promise<void> {
  for (let turn = 0; turn < 100 && (await count()) !== wanted; turn++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await count()).toBe(wanted);
}
