import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Account, ok, readPdf } from '#libs/testing';
import { anAssessment } from '../e2e/story/declare.js';
import { withRole } from '../e2e/story/world.js';
import { type Device, faultsOf, sound, visitor } from './browser.js';
import {
  HIT,
  SUPPLIER,
  type Site,
  answers,
  declares,
  declaresPhishing,
  reportsCare,
  signedIn,
  sitesOf,
  together,
} from './outage/region.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const TITLE = `Panne de ${SUPPLIER}`;
const ADVISORY = 'Passez en procédure papier';

/** The forty that are hit, and those that are not: two of these declare something else. */
let hit: Site[];
let others: Site[];
let desk: Person;
let tablet: Person;
let nurses: Person[];
/** References of the first two declarations, made in the console. */
const references: string[] = [];
/** The one that is qualified first. */
let leadId: string;
let regional: string;
let advisoryId: string;

beforeAll(async () => {
  const sites = await sitesOf(platform.world);
  // Two people with one facility each stand for the night: they use their telephones.
  const alone = ({ account }: Site) => platform.accounts.filter(({ email }) => email === account.email).length === 1;
  const first = sites.filter((site) => site.facility.category === 'hospital' && alone(site)).slice(0, 2);
  const rest = sites.filter((site) => !first.includes(site));
  hit = [...first, ...rest.slice(0, HIT - 2)];
  others = rest.slice(HIT - 2);
  const [analyst] = withRole(platform.world, 'analyst');
  const arrive = (device: Device, account: Account) => Person.signsIn(platform, browser, device, account);
  [desk, tablet, ...nurses] = await Promise.all([
    arrive('desktop', analyst!),
    arrive('phone', analyst!),
    ...first.map(({ account }) => arrive('phone', account)),
  ]);
});

afterAll(async () => {
  for (const one of [desk, tablet, ...(nurses ?? [])]) await one?.leaves();
});

it('supplier outage at forty facilities, from the declarations to the after-action report', async () => {
  await declare();
  await link();
  await lead();
  await areTold();
  await reportCare();
  await advise();
  await learn();
  for (const { trouble } of [desk, tablet, ...nurses]) expect(trouble).toEqual([]);
}, 1_200_000);

/** Reads a page's words as a person does. */
const words = async (page: Page) => (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
const regionalPath = () => `/regional/${regional}`;

/** Forty facilities declare: two on a telephone, one of them in English, the others through their own tools. */
async function declare(): Promise<void> {
  await desk.opens('/incidents', 'Incidents');
  await desk.page.getByText('Aucune déclaration pour l’instant').waitFor();
  const [sos, full] = nurses as [Person, Person];

  // Five answers, one hand.
  await sos.opens('/declare', 'Déclarer un incident');
  await sos.page.getByLabel('Que se passe-t-il ?').fill(`${SUPPLIER} ne répond plus : plus de prescriptions.`);
  await sos.page.getByLabel('Téléphone').fill('+596 696 00 00 11');
  await sos.page.getByRole('button', { name: 'Envoyer la déclaration' }).click();
  await sos.page.getByRole('heading', { name: 'Déclaration reçue' }).waitFor();
  references.push(/972-\d{4}-\d{4,}/.exec(await words(sos.page))?.[0] ?? '');

  // The first one appears; those that come later wait to be called.
  await desk.page.getByText(references[0]!).first().waitFor();

  await full.page.getByRole('button', { name: 'Mon compte' }).click();
  await full.page.getByRole('menuitem', { name: 'English' }).click();
  await full.page.getByRole('button', { name: 'My account' }).waitFor();
  await full.opens('/declare', 'Declare an incident');
  await full.page.getByLabel('What is happening?').fill('The patient record does not open any more.');
  await full.page.getByLabel('Telephone').fill('+596 696 00 00 12');
  await full.page.getByRole('button', { name: 'Describe everything now' }).click();
  await full.page.getByRole('checkbox', { name: 'Emergency' }).check();
  await full.page.getByLabel('Supplier involved').fill(SUPPLIER);
  await full.page.getByRole('button', { name: 'Send the declaration' }).click();
  await full.page.getByRole('heading', { name: 'Declaration received' }).waitFor();
  references.push(/972-\d{4}-\d{4,}/.exec(await words(full.page))?.[0] ?? '');

  const receipts = await together(hit.slice(2), (site, index) => declares(platform.world, site, index));
  expect(new Set([...references, ...receipts.map(({ reference }) => reference)]).size).toBe(HIT);
  for (const site of others.slice(0, 2)) await declaresPhishing(platform.world, site);
}

/** The analyst sees forty in the queue, why they are alike, and links them in three steps. */
async function link(): Promise<void> {
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: `${HIT + 1} nouvelles déclarations` }).click();
  await page.getByText(`${HIT + 2} lignes`).waitFor();
  await page.getByLabel('Rechercher').fill(SUPPLIER);
  await page.getByText(`${HIT} lignes`).waitFor();
  await page.getByRole('checkbox', { name: 'Tout sélectionner' }).check();
  await page.getByText(`${HIT} lignes sélectionnées`).waitFor();
  expect(await desk.faultsOf('outage-queue')).toEqual(sound);
  await page.getByRole('button', { name: 'Tout désélectionner' }).click();
  await tablet.opens(`/incidents?q=${encodeURIComponent(SUPPLIER)}`, 'Incidents');
  await tablet.page.getByText(`${HIT} lignes`).waitFor();

  await page.getByRole('link', { name: references[1]! }).click();
  await page.getByRole('heading', { level: 1, name: references[1]! }).waitFor();
  const card = page.getByRole('region', { name: 'Incidents semblables' });
  await card.getByText(`Même fournisseur : ${SUPPLIER}`).first().waitFor();
  await card.getByRole('button', { name: 'Voir les 15 autres propositions' }).waitFor();
  await card.getByRole('button', { name: 'En rattacher plusieurs' }).click();
  await dialog.getByLabel('Titre de l’incident régional').fill(TITLE);
  await dialog.getByRole('button', { name: 'Choisir les 20 déclarations' }).click();
  expect(await desk.faultsOf('outage-link-many')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Rattacher 21 déclarations' }).click();
  await dialog.waitFor({ state: 'detached' });
  // The next ones have come up.
  await card.getByRole('button', { name: 'Voir les 13 autres propositions' }).waitFor();
  await card.getByRole('button', { name: 'En rattacher plusieurs' }).click();
  await dialog.getByRole('button', { name: 'Choisir les 18 déclarations' }).click();
  await dialog.getByRole('button', { name: 'Rattacher 18 déclarations' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Ouvrir l’incident régional' }).click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  regional = new URL(page.url()).pathname.split('/').at(-1)!;
  // The SOS names the supplier in its text alone.
  await page.getByRole('button', { name: 'Rattacher d’autres déclarations' }).click();
  await dialog.getByText('1 déclaration trouvée').waitFor();
  await dialog.getByRole('button', { name: 'Choisir 1 déclaration' }).click();
  await dialog.getByRole('button', { name: 'Rattacher 1 déclaration' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`${HIT} lignes`).waitFor();
}

/** She leads: one is taken and qualified, all are given the playbook, all others are taken at once. */
async function lead(): Promise<void> {
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  await page.getByRole('link', { name: references[1]! }).click();
  await page.getByRole('heading', { level: 1, name: references[1]! }).waitFor();
  await page.getByRole('button', { name: 'Prendre en charge' }).click();
  await page.getByRole('button', { name: 'Confirmer la réception' }).click();
  await page.getByRole('button', { name: 'Qualifier', exact: true }).click();
  await dialog.getByLabel('Classe RSIT').selectOption('availability');
  await dialog.getByLabel('Type', { exact: true }).selectOption('outage');
  await dialog.getByRole('radio', { name: 'Élevée' }).check();
  await dialog.getByRole('button', { name: 'Enregistrer la qualification' }).click();
  await dialog.waitFor({ state: 'detached' });
  const leader = await signedIn(platform.world, desk.account);
  leadId = new URL(page.url()).pathname.split('/').at(-1)!;
  ok(await leader.post(`/api/incidents/${leadId}/assessments`, anAssessment()));

  await desk.opens(regionalPath(), TITLE);
  const tasks = page.getByRole('region', { name: 'Tâches' });
  await tasks.getByRole('button', { name: 'Lancer une fiche réflexe' }).click();
  await dialog.getByLabel('Fiche', { exact: true }).selectOption({ label: 'Panne d’un fournisseur' });
  await dialog.getByText(`${HIT} incidents en cours les recevront.`).waitFor();
  // Three of the agency's, five of each facility's.
  await dialog.getByRole('button', { name: `Créer ${3 + 5 * HIT} tâches` }).click();
  await dialog.waitFor({ state: 'detached' });
  await tasks.getByText('0 sur 3').waitFor();
  await onAll('Prendre en charge 39 incidents', { told: '1 autre incident de votre sélection' });
  await page.getByText('39 incidents pris en charge.').waitFor();
  await onAll('Confirmer la réception de 39 incidents');
  await page.getByText('Réception confirmée pour 39 incidents.').waitFor();
  await onAll('Qualifier 39 incidents', {
    fill: async (form) => {
      await form.getByLabel('Classe RSIT').selectOption('availability');
      await form.getByLabel('Type', { exact: true }).selectOption('outage');
      await form.getByRole('radio', { name: 'Moyenne' }).check();
      await form.getByRole('radio', { name: 'Non', exact: true }).check();
    },
    picture: 'outage-qualify-many',
  });
  await page.getByText('39 incidents qualifiés.').waitFor();
  await tablet.opens(regionalPath(), TITLE);
  await tablet.page.getByText(`${HIT} lignes`).waitFor();
  expect(await tablet.faultsOf('outage-regional')).toEqual(sound);
}

interface Asked {
  told?: string;
  fill?: (form: Locator) => Promise<void>;
  picture?: string;
  /** What happens elsewhere while the dialog is open, and whose step is refused for that. */
  meanwhile?: { does: () => Promise<unknown>; refused: string };
}

/** A step for all of the forty that it is open to. */
async function onAll(step: string, { told, fill, picture, meanwhile }: Asked = {}): Promise<void> {
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  await page.getByRole('checkbox', { name: 'Tout sélectionner' }).check();
  await page.getByText(`${HIT} lignes sélectionnées`).waitFor();
  await page.getByRole('button', { name: 'Faire avancer' }).click();
  await page.getByRole('menuitem', { name: step }).click();
  if (told) await dialog.getByText(told).waitFor();
  await fill?.(dialog);
  if (picture) expect(await desk.faultsOf(picture)).toEqual(sound);
  await meanwhile?.does();
  await dialog.getByRole('button', { name: step }).click();
  if (meanwhile) {
    await dialog.getByText(`1 incident n’a pas pu avancer : ${meanwhile.refused}. Les autres sont faits.`).waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('button', { name: 'Tout désélectionner' }).click();
  }
  await dialog.waitFor({ state: 'detached' });
}

/** A facility is told that there are at least eleven others, and never who; what it has to do, and nothing of the agency's. */
async function areTold(): Promise<void> {
  const [sos] = nurses as [Person, Person];
  await sos.opens('/incidents', 'Mes incidents');
  await sos.page.getByRole('link', { name: references[0]! }).click();
  await sos.page.getByText('Au moins 11 autres structures de la région').waitFor();
  await sos.page.getByText('Réception confirmée').first().waitFor();
  await sos.page.getByRole('region', { name: 'Tâches' }).getByText('0 sur 5').waitFor();
  const seen = await words(sos.page);
  for (const { facility } of hit.slice(1)) expect(seen).not.toContain(facility.name);
  expect(seen).not.toContain(TITLE);
}

/** Facilities say how their services are; the ambulance service sees it by a link until it is revoked. */
async function reportCare(): Promise<void> {
  const { page } = desk;
  const [sos, full] = nurses as [Person, Person];
  await together(hit.slice(2, 32), (site, index) => reportsCare(platform.world, site, index));

  await sos.opens('/care', 'Nos services');
  await sos.page.getByRole('checkbox', { name: 'Urgences' }).check();
  const emergency = sos.page.getByRole('region', { name: 'Urgences' });
  await emergency.getByRole('radio', { name: 'Fermé' }).check();
  await emergency.getByRole('radio', { name: 'Oui' }).check();
  await emergency.getByLabel('Vers où, combien').fill('Vers le CHU, 4 patients');
  await emergency.getByLabel(/^Note/).fill('Note pour l’agence seule');
  await sos.page.getByRole('button', { name: 'Envoyer l’état de 1 service' }).click();
  await sos.page.getByRole('region', { name: 'État actuel' }).getByText('Vers le CHU, 4 patients').waitFor();

  await full.opens('/care', 'Our services');
  await full.page.getByRole('button', { name: 'Begin with those' }).click();
  await full.page.getByRole('region', { name: 'Emergency' }).getByRole('radio', { name: 'Degraded' }).check();
  await full.page.getByRole('button', { name: 'Send the state of 1 service' }).click();
  await full.page.getByRole('region', { name: 'Present state' }).waitFor();

  await desk.opens('/region/care', 'Offre de soins');
  const row = page.getByRole('row', { name: new RegExp(hit[0]!.facility.name) });
  await row.getByRole('img', { name: /Fermé, Transferts/ }).waitFor();
  // 32 facilities and the heading.
  expect(await page.getByRole('row').count()).toBe(33);
  await page.getByRole('group', { name: /Carte de Martinique/ }).waitFor();
  expect(await desk.faultsOf('outage-care')).toEqual(sound);
  await tablet.opens('/region/care', 'Offre de soins');
  await tablet.page.getByRole('list', { name: 'Services par structure' }).waitFor();

  await desk.opens('/region/samu-links', 'Liens pour le SAMU');
  await page.getByRole('button', { name: 'Créer un lien' }).click();
  await page.getByLabel('Pour qui').fill('SAMU, salle de régulation');
  await page.getByRole('button', { name: 'Créer ce lien' }).click();
  const address = await page.getByRole('group', { name: /Adresse de/ }).innerText();
  await page.getByRole('button', { name: 'J’ai transmis le lien' }).click();
  const samu = await visitor(browser, 'phone');
  await samu.page.goto(address);
  const shown = samu.page.getByRole('region', { name: hit[0]!.facility.name, exact: true });
  await shown.getByText('Vers le CHU, 4 patients').waitFor();
  expect(await samu.page.getByText('Note pour l’agence').count()).toBe(0);
  for (const { facility } of others) expect(await words(samu.page)).not.toContain(facility.name);
  expect(await faultsOf(samu, 'outage-samu')).toEqual(sound);
  await page.getByRole('button', { name: /^Révoquer le lien/ }).click();
  await page.getByRole('button', { name: 'Révoquer ce lien' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await samu.page.reload();
  await samu.page.getByRole('heading', { name: 'Ce lien ne montre rien' }).waitFor();
  await samu.page.getByText('Demandez-en un nouveau à l’agence de santé.').waitFor();
  await samu.context.close();
}

/** An advisory goes to the forty, approved by a second person; the board shows who has acted. */
async function advise(): Promise<void> {
  const { page } = desk;
  await desk.opens(regionalPath(), TITLE);
  await page.getByRole('link', { name: 'Écrire une alerte' }).click();
  await page.getByRole('heading', { level: 1, name: 'Nouvelle alerte' }).waitFor();
  await page.getByLabel('Titre', { exact: true }).fill(ADVISORY);
  await page.getByLabel('Consignes', { exact: true }).fill('Ouvrez les procédures papier et coupez les flux.');
  // Those who declared are named already.
  await page.getByText(`${HIT} structures`, { exact: true }).first().waitFor();
  const list = page.getByRole('list', { name: 'Liste exacte' });
  expect(await list.getByRole('listitem').count()).toBe(HIT);
  expect(await desk.faultsOf('outage-advisory')).toEqual(sound);
  await page.getByRole('button', { name: `Soumettre à validation (${HIT} structures)` }).click();
  await page.getByText('En attente d’une seconde personne').waitFor();
  advisoryId = new URL(page.url()).pathname.split('/').at(-1)!;

  const approver = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'approver')[0]!);
  await approver.opens(`/advisories/${advisoryId}`, ADVISORY);
  await approver.page.getByRole('button', { name: `Valider et envoyer à ${HIT} structures` }).click();
  const dialog = approver.page.getByRole('dialog');
  await dialog.getByLabel(/tapez le nombre/).fill(String(HIT));
  await dialog.getByRole('button', { name: `Valider et envoyer à ${HIT} structures` }).click();
  await approver.page.getByText(`Réponses reçues : 0 sur ${HIT}`).waitFor();
  await approver.leaves();

  const [sos] = nurses as [Person, Person];
  await sos.opens('/todo', 'À faire');
  await sos.page.getByRole('link', { name: ADVISORY }).click();
  await sos.page.getByRole('button', { name: 'Fait', exact: true }).click();
  await sos.page.getByLabel('Qu’avez-vous fait ?').fill('Procédure papier ouverte à 6 h.');
  await sos.page.getByRole('button', { name: 'Répondre « Fait »' }).click();
  await sos.page.getByText('Réponse reçue par l’agence').waitFor();
  await together(hit.slice(2, 36), (site, index) =>
    answers(platform.world, site, advisoryId, index < 29 ? 'done' : 'in-progress'),
  );
  await page.getByText(`Réponses reçues : 35 sur ${HIT}`).waitFor();
  const board = page.getByRole('row', { name: new RegExp(hit[0]!.facility.name) });
  await board.getByText('Procédure papier ouverte à 6 h.').waitFor();
  await page.getByLabel('Afficher').selectOption({ label: 'À relancer (5)' });
  await page.getByText('5 lignes').waitFor();
  await page
    .getByText(hit[HIT - 1]!.facility.name)
    .first()
    .waitFor();
}

/** All are closed, and the after-action report says what happened, with the measured times as a picture. */
async function learn(): Promise<void> {
  const { page } = desk;
  await desk.opens(regionalPath(), TITLE);
  const colleague = await signedIn(platform.world, withRole(platform.world, 'analyst')[1]!);
  await onAll(`Marquer ${HIT} incidents comme résolus`, {
    meanwhile: {
      does: async () => ok(await colleague.post(`/api/incidents/${leadId}/resolve`, {})),
      refused: references[1]!,
    },
  });
  await onAll(`Clore ${HIT} incidents`);
  await page.getByText(`${HIT} incidents clos.`).waitFor();

  await page.getByRole('link', { name: 'Comptes rendus', exact: true }).last().click();
  await page.getByRole('button', { name: 'Commencer un compte rendu' }).click();
  await page.getByLabel('Pour qui').selectOption({ label: 'Retour d’expérience' });
  await page.getByRole('button', { name: 'Commencer le brouillon' }).click();
  await page.getByRole('textbox', { name: 'Ce qui a bien marché' }).fill('Quarante déclarations en une minute.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Enregistré à l’agence.').waitFor();
  await page.getByRole('button', { name: 'Approuver et diffuser' }).click();
  await page.getByRole('button', { name: 'Approuver et diffuser' }).click();
  await page.getByText('Diffusé', { exact: true }).waitFor();
  await page.getByRole('img', { name: new RegExp(`^Les temps de ${HIT} structures`) }).waitFor();
  const stages = page.getByRole('table', { name: 'Les temps mesurés' });
  const stage = async (name: string) =>
    (
      await stages
        .first()
        .getByRole('row', { name: new RegExp(`^${name}`) })
        .getByRole('cell')
        .allInnerTexts()
    ).slice(3);
  // Measured, missing, in disorder.
  expect(await stage('Déclaré')).toEqual([String(HIT), '0', '0']);
  expect(await stage('Pris en charge')).toEqual([String(HIT), '0', '0']);
  expect(await stage('Alerte reçue')).toEqual([String(HIT), '0', '0']);
  expect(await stage('Mesures faites')).toEqual(['30', '10', '0']);
  expect(await desk.faultsOf('outage-report')).toEqual(sound);

  const fetched = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return readFile(await file.path());
  };
  const html = (await fetched('Télécharger la page HTML')).toString('utf8');
  const pdf = (await readPdf(await fetched('Télécharger le PDF'))).pages.join(' ').replace(/\s+/g, ' ');
  expect(html).toMatch(/<svg[^>]*>/);
  for (const text of [html.replace(/\s+/g, ' '), pdf]) {
    for (const { facility } of hit) expect(text).toContain(facility.name);
    for (const { facility } of others) expect(text).not.toContain(facility.name);
    expect(text).toContain(TITLE);
    expect(text).toContain('Quarante déclarations en une minute.');
  }
  await tablet.opens(new URL(page.url()).pathname, /-S-/);
  await tablet.page.getByRole('img', { name: /^Les temps de/ }).waitFor();
  expect(await tablet.faultsOf('outage-report')).toEqual(sound);
}
