import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { Attachment, Receipt } from '#libs/contracts';
import { type Account, type Client, ok } from '#libs/testing';
import { EICAR, attach, beginAttachment, scanned, sendPart } from '../e2e/attachments/files.js';
import { learn } from '../e2e/attachments/signatures.js';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;
let client: Client;
let incident: Receipt;

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const worker = await work(platform.world, account);
  worker.live.disconnect();
  client = worker.client;
  incident = ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(worker))));
});

const MB = 1024 * 1024;
const image = { name: 'écran rançon.png', mimeType: 'image/png', buffer: randomBytes(2 * MB) };
const log = { name: 'pare-feu.log', mimeType: 'text/plain', buffer: Buffer.from('Trace du pare-feu') };

it('a declarant attaches two files on the phone, and sees what became of them', async () => {
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Pièces jointes' });
  await card.getByText(/Captures d’écran/).waitFor();
  await card.getByRole('button', { name: 'Joindre des fichiers' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Choisir des fichiers').setInputFiles([image, log]);
  await dialog.getByText('écran rançon.png').waitFor();
  await dialog.getByRole('button', { name: 'Envoyer 2 fichiers' }).click();
  await dialog.getByText('Dites à quoi ils servent').waitFor();
  await dialog.getByLabel('À quoi servent ces fichiers').fill('La demande de rançon et ce que le pare-feu a vu.');
  expect(await person.faultsOf('attachments-choose')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Envoyer 2 fichiers' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByRole('link', { name: 'écran rançon.png' }).waitFor();
  await card.getByText('Aucun virus reconnu').nth(1).waitFor();
  expect(await person.faultsOf('attachments-incident')).toEqual(sound);

  await card.getByRole('link', { name: 'pare-feu.log' }).click();
  await page.getByRole('heading', { level: 1, name: 'pare-feu.log' }).waitFor();
  await page.getByText('La demande de rançon et ce que le pare-feu a vu.').first().waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('pare-feu.log');
  await page.getByText('Téléchargée').waitFor();
  expect(await person.faultsOf('attachment-page')).toEqual(sound);
  await person.leaves();
});

it('what was broken off goes on when the same file is chosen again', async () => {
  const bytes = randomBytes(3 * MB);
  const id = await beginAttachment(client, incident.incidentId, { size: bytes.length, name: 'disque.img' });
  ok(await sendPart(client, incident.incidentId, id, bytes.subarray(0, MB)));
  const person = await Person.signsIn(platform, browser, 'desktop', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const card = page.getByRole('region', { name: 'Pièces jointes' });
  await card.getByText(/Envoi interrompu/).waitFor();
  const again = card.getByLabel('Choisir à nouveau ce fichier').first();
  await again.setInputFiles({ name: 'autre.img', mimeType: 'application/octet-stream', buffer: Buffer.from('x') });
  await card.getByText(/Ce n’est pas le même fichier/).waitFor();
  expect(await person.faultsOf('attachments-unfinished')).toEqual(sound);
  // The network goes in the middle: sending stops, says so, and goes on by itself.
  await person.context.setOffline(true);
  await again.setInputFiles({ name: 'disque.img', mimeType: 'application/octet-stream', buffer: bytes });
  await card.getByText(/Réseau perdu/).waitFor();
  await person.context.setOffline(false);
  await card.getByRole('link', { name: 'disque.img' }).waitFor();
  await card.getByText(/Envoi interrompu/).waitFor({ state: 'detached' });
  await person.leaves();
});

it('what is paused and taken from the list, and what is on its way when its person signs out, is not attached', async () => {
  const person = await Person.signsIn(platform, browser, 'desktop', account);
  const { page } = person;
  // A slow line: the answer that says where to begin takes its time.
  let answers = () => undefined as void;
  const parts: string[] = [];
  await page.route('**/progress', async (route) => {
    await new Promise<void>((go) => (answers = go));
    await route.continue().catch(() => undefined);
  });
  page.on('request', (request) => {
    if (request.method() === 'PUT') parts.push(request.url());
  });
  const attaches = async (name: string) => {
    const asked = page.waitForRequest('**/progress');
    const card = page.getByRole('region', { name: 'Pièces jointes' });
    await card.getByRole('button', { name: 'Joindre des fichiers' }).click();
    const dialog = page.getByRole('dialog');
    const file = { name, mimeType: 'application/octet-stream', buffer: randomBytes(MB) };
    await dialog.getByLabel('Choisir des fichiers').setInputFiles(file);
    await dialog.getByLabel('À quoi servent ces fichiers').fill('Image du disque.');
    await dialog.getByRole('button', { name: 'Envoyer 1 fichier' }).click();
    await dialog.waitFor({ state: 'detached' });
    await asked;
    return card.getByRole('listitem').filter({ hasText: name });
  };
  const stateOf = async (name: string) => {
    const path = `/api/incidents/${incident.incidentId}/attachments`;
    const { items } = ok(await client.get<{ items: Attachment[] }>(path));
    return items.find((item) => item.name === name)?.state;
  };
  await person.opens(`/incidents/${incident.incidentId}`, incident.reference);
  const dropped = await attaches('abandon.img');
  await dropped.getByText(/sur 1 Mo/).waitFor();
  await dropped.getByRole('button', { name: 'Mettre en pause' }).click();
  await dropped.getByText(/En pause\s: 0 octets sur 1 Mo/).waitFor();
  expect(await person.faultsOf('attachment-paused')).toEqual(sound);
  await dropped.getByRole('button', { name: 'Retirer de la liste' }).click();
  answers();
  const left = await attaches('depart.img');
  await left.getByText(/sur 1 Mo/).waitFor();
  await page.getByRole('button', { name: 'Mon compte' }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Adresse de courriel').waitFor();
  answers();
  await page.waitForTimeout(3_000);
  expect(parts).toEqual([]);
  expect([await stateOf('abandon.img'), await stateOf('depart.img')]).toEqual(['uploading', 'uploading']);
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);
  await person.leaves();
});

it('an analyst is warned of what is infected, says why it is fetched, hands it over and seals it', async () => {
  const id = await attach(client, incident.incidentId, EICAR, { name: 'facture.exe' });
  await scanned(client, incident.incidentId, id);
  const person = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}/attachments/${id}`, 'facture.exe');
  await page.getByText('Infecté').first().waitFor();
  await page.getByRole('button', { name: 'Télécharger' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/machine isolée/).waitFor();
  await dialog.getByLabel('Pourquoi').fill('Analyse du rançongiciel.');
  expect(await person.faultsOf('attachment-infected')).toEqual(sound);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Télécharger' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('facture.exe');
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Remettre à l’extérieur' }).click();
  await dialog.getByLabel('À qui').fill('CERT Santé');
  await dialog.getByLabel('Pourquoi').fill('Analyse demandée.');
  await dialog.getByRole('button', { name: 'Remettre à l’extérieur' }).click();
  await page.getByText('Remise à CERT Santé').waitFor();
  await page.getByRole('button', { name: 'Vérifier l’intégrité' }).click();
  await page.getByText('Le fichier conservé est identique à celui reçu.').waitFor();
  expect(await person.faultsOf('attachment-custody')).toEqual(sound);
  await person.leaves();
});

it('a file that newer signatures know is withdrawn before the reader’s eyes, with how often it was fetched', async () => {
  const words = 'Charge que nul ne connaît encore';
  const id = await attach(client, incident.incidentId, words, { name: 'charge.bin' });
  await scanned(client, incident.incidentId, id);
  ok(await client.post(`/api/incidents/${incident.incidentId}/attachments/${id}/downloads`, {}));
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens(`/incidents/${incident.incidentId}/attachments/${id}`, 'charge.bin');
  await page.getByRole('button', { name: 'Télécharger' }).waitFor();
  await learn(platform, 'Vigie-Nouvelle', words);
  await page.getByText('Elle a été téléchargée 1 fois').waitFor();
  await page.getByText('seule l’agence peut le télécharger').waitFor();
  expect(await person.faultsOf('attachment-withdrawn')).toEqual(sound);
  await person.leaves();
});

it('an administrator sees whether files are scanned, and with how old signatures', async () => {
  const administrator = withRole(platform.world, 'administrator')[0]!;
  const person = await Person.signsIn(platform, browser, 'desktop', administrator);
  await person.opens('/scanner', 'Antivirus des pièces jointes');
  await person.page.getByText('En marche').waitFor();
  expect(await person.faultsOf('scanner')).toEqual(sound);
  await person.leaves();
});
