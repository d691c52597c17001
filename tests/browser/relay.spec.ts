import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Account, scratchFolder } from '#libs/testing';
import type { Locator, Page } from 'playwright-core';
import { type Device, launch, sound } from './browser.js';
import { filmOf } from './film.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let folder: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  folder = await scratchFolder('relay');
});
afterAll(async () => {
  await folder?.remove();
});

const accountsOf = (role: string): Account[] =>
  platform.accounts.filter(
    ({ email, roles }) =>
      roles.length === 1 &&
      roles[0] === role &&
      platform.accounts.filter((account) => account.email === email).length === 1,
  );

const words = {
  fr: {
    account: 'Mon compte',
    devices: 'Mes appareils',
    thisDevice: 'Cet appareil',
    declare: 'Déclarer un incident',
    declareLink: 'Déclarer',
    what: 'Que se passe-t-il ?',
    phone: 'Téléphone',
    send: 'Envoyer la déclaration',
    notYet: 'Pas encore reçu par l’agence',
    showCodes: 'Afficher en QR code',
    codes: 'Faire relayer par un autre téléphone',
    next: 'Suivant',
    relay: 'Relayer une déclaration',
    photos: 'Choisir des photos',
    read: 'Tout est lu.',
    relayed: /^Déclaration (972-\S+) reçue$/,
    offline: 'Pas de réseau : elle partira dès son retour.',
    received: 'Déclaration reçue',
  },
  en: {
    account: 'My account',
    devices: 'My devices',
    thisDevice: 'This device',
    declare: 'Declare an incident',
    declareLink: 'Declare',
    what: 'What is happening?',
    phone: 'Telephone',
    send: 'Send the declaration',
    notYet: 'Not yet received by the agency',
    showCodes: 'Show as QR code',
    codes: 'Have it relayed by another telephone',
    next: 'Next',
    relay: 'Relay a declaration',
    photos: 'Choose photographs',
    read: 'All is read.',
    relayed: /^Declaration (972-\S+) received$/,
    offline: 'No network: it leaves as soon as it is back.',
    received: 'Declaration received',
  },
} as const;
type Language = keyof typeof words;

async function fromMenu(person: Person, language: Language, name: string): Promise<void> {
  await person.page.getByRole('button', { name: words[language].account }).click();
  await person.page.getByRole('menuitem', { name }).click();
  await person.page.getByRole('heading', { level: 1, name }).waitFor();
}

async function signedIn(device: Device, language: Language, account: Account, where = browser): Promise<Person> {
  const person = await Person.signsIn(platform, where, device, account);
  if (language === 'en') {
    await person.page.getByRole('button', { name: words.fr.account }).click();
    await person.page.getByRole('menuitem', { name: 'English' }).click();
    await person.page.getByRole('button', { name: words.en.account }).waitFor();
  }
  return person;
}

/** Until the device has its key, and what it needs without a network. */
async function isReady(person: Person, language: Language): Promise<void> {
  await fromMenu(person, language, words[language].devices);
  const { page } = person;
  const isEnrolled = () =>
    page
      .getByText(words[language].thisDevice)
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  for (let turn = 0; !(await isEnrolled()); turn++) {
    if (turn > 20) throw new Error('the device was not enrolled');
    await page.reload();
  }
  await keepsFiles(page, ['CodesDialog', 'RelayPage']);
}

async function keepsFiles(page: Page, names: readonly string[]): Promise<void> {
  const missing = (wanted: readonly string[]) =>
    caches
      .open('vigie-console-1')
      .then((cache) => cache.keys())
      .then((kept) => wanted.filter((name) => !kept.some(({ url }) => url.includes(name))));
  for (let turn = 0; turn < 600; turn++) {
    if ((await page.evaluate(missing, names)).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not kept for a day without a network: ${(await page.evaluate(missing, names)).join(', ')}`);
}

/** A declaration that could not be sent, on the screen as codes; pictures of them as another telephone takes them. */
async function showsCodes(author: Person, language: Language, text: string): Promise<string[]> {
  const { page, context } = author;
  const w = words[language];
  await page.getByRole('link', { name: w.declareLink, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: w.declare }).waitFor();
  await context.setOffline(true);
  await page.getByLabel(w.what).fill(text);
  await page.getByLabel(w.phone).fill('0696 00 00 02');
  await page.getByRole('button', { name: w.send }).click();
  await page.getByText(w.notYet).waitFor();
  await page.getByRole('button', { name: w.showCodes }).click();
  const dialog = page.getByRole('dialog', { name: w.codes });
  await dialog.getByRole('img').first().waitFor();
  return photographed(author, dialog, w.next);
}

async function photographed(author: Person, dialog: Locator, next: string): Promise<string[]> {
  const codes = dialog.getByRole('img', { name: /QR code/ });
  if (author.device === 'desktop') {
    const file = join(folder.path, `${Math.random()}.png`);
    await author.page.setViewportSize({ width: 1440, height: 1400 });
    await dialog.screenshot({ path: file });
    await author.page.setViewportSize({ width: 1440, height: 900 });
    return [file];
  }
  const files: string[] = [];
  const total = Number(/(\d+)$/.exec((await codes.getAttribute('aria-label')) ?? '')?.[1] ?? 1);
  for (let number = 1; number <= total; number++) {
    const file = join(folder.path, `${Math.random()}.png`);
    await codes.screenshot({ path: file });
    files.push(file);
    if (number < total) await dialog.getByRole('button', { name: next }).click();
  }
  return files;
}

/** Not to be compressed into one code. */
const LONG = `Machines: ${randomBytes(1_200).toString('base64url')}`;

describe.each<[Device, Language, number, string]>([
  ['phone', 'fr', 0, 'Plus rien ne répond aux urgences.'],
  ['desktop', 'en', 1, `The whole network is down. ${LONG}`],
  ['phone', 'en', 2, `Every screen is black. ${LONG}`],
  ['desktop', 'fr', 3, 'Le réseau est coupé depuis minuit.'],
])('the network is cut, on a %s in %s', (device, language, turn, text) => {
  const w = words[language];

  it('a declaration reaches the agency by another’s telephone, and its author learns of it', async () => {
    const author = await signedIn(device, language, accountsOf('declarant')[turn]!);
    await isReady(author, language);
    expect(await author.faultsOf(`devices-${language}`)).toEqual(sound);
    const pictures = await showsCodes(author, language, text);
    const several = text.includes(LONG) && device === 'phone';
    expect(pictures.length).toBeGreaterThan(several ? 2 : 0);
    expect(await author.faultsOf(`codes-${language}`)).toEqual(sound);

    // Of another facility, and not a declarant.
    const relayer = await signedIn(device, language, accountsOf('inventory-officer').at(-1 - turn)!);
    await fromMenu(relayer, language, w.relay);
    expect(await relayer.faultsOf(`relay-empty-${language}`)).toEqual(sound);
    await relayer.page.getByLabel(w.photos).setInputFiles(pictures);
    await relayer.page.getByText(w.read).waitFor();
    const told = await relayer.page.getByText(w.relayed).innerText();
    const reference = w.relayed.exec(told)![1]!;
    expect(await relayer.faultsOf(`relay-${language}`)).toEqual(sound);
    expect(await relayer.page.getByRole('main').innerText()).not.toContain(text.slice(0, 20));

    await author.context.setOffline(false);
    await author.page.getByRole('heading', { level: 1, name: w.received }).waitFor();
    expect(await author.page.getByRole('main').innerText()).toContain(reference);
    expect(await author.page.getByRole('dialog').count()).toBe(0);
    await author.leaves();
    await relayer.leaves();
  });
});

it('who relays may be without a network too: what was scanned is kept, over a reload, and leaves when it is back', async () => {
  const author = await signedIn('phone', 'fr', accountsOf('declarant')[4]!);
  await isReady(author, 'fr');
  const pictures = await showsCodes(author, 'fr', 'La messagerie et le téléphone sont coupés.');
  const relayer = await signedIn('phone', 'fr', accountsOf('analyst')[0]!);
  const { page, context } = relayer;
  await keepsFiles(page, ['RelayPage', 'decode.worker', 'zxing_reader']);
  await context.setOffline(true);
  await fromMenu(relayer, 'fr', words.fr.relay);
  await page.getByLabel(words.fr.photos).setInputFiles(pictures);
  await page.getByText(words.fr.read).waitFor();
  await page.getByText(words.fr.offline).waitFor();
  expect(await relayer.faultsOf('relay-offline')).toEqual(sound);
  await page.reload();
  // Chromium, told by a test to be offline, forgets to say so to a page that it loads again.
  await page.getByText('L’agence ne répond pas encore').waitFor();
  await page.getByRole('link', { name: 'Incidents', exact: true }).first().click();
  await context.setOffline(false);
  await page.getByText(words.fr.relayed).waitFor();

  // The agency reads who relayed; a second scan is told as received.
  await fromMenu(relayer, 'fr', words.fr.relay);
  const reference = words.fr.relayed.exec(await page.getByRole('main').getByText(words.fr.relayed).innerText())![1]!;
  await page.getByRole('button', { name: 'Retirer de la liste' }).click();
  await page.getByLabel(words.fr.photos).setInputFiles(pictures);
  await page.getByText('L’agence l’avait déjà reçue').waitFor();
  await page.getByLabel(words.fr.photos).setInputFiles(pictures);
  await page.getByText('Cette déclaration est déjà dans la liste').waitFor();
  await relayer.opens(`/incidents?q=${encodeURIComponent('messagerie et le téléphone')}`, 'Incidents');
  await page.getByRole('link', { name: reference }).first().click();
  await page.getByText('Relayée par QR code').waitFor();
  expect(await relayer.faultsOf('incident-relayed')).toEqual(sound);
  await author.leaves();
  await relayer.leaves();
});

it('a camera reads it too; what is no declaration is told so', async () => {
  const author = await signedIn('phone', 'fr', accountsOf('declarant')[5]!);
  await isReady(author, 'fr');
  const [picture = ''] = await showsCodes(author, 'fr', 'Panne du réseau au bloc.');
  const film = join(folder.path, 'code.y4m');
  await filmOf(author.page, picture, film);
  const filming = await launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  const relayer = await signedIn('phone', 'fr', accountsOf('facility-manager').at(-1)!, filming);
  await fromMenu(relayer, 'fr', words.fr.relay);
  const { page } = relayer;
  await page.getByLabel(words.fr.photos).setInputFiles({
    name: 'notes.png',
    mimeType: 'image/png',
    buffer: Buffer.from('pas une image'),
  });
  await page.getByText('Ce fichier n’est pas une image.').waitFor();
  await page
    .getByLabel(words.fr.photos)
    .setInputFiles(join(import.meta.dirname, '../../apps/console/public/icon-512.png'));
  await page.getByText('Aucun QR code trouvé sur cette image.').waitFor();
  expect(await relayer.faultsOf('relay-nothing')).toEqual(sound);
  await page.getByRole('button', { name: 'Ouvrir l’appareil photo' }).click();
  await page.getByText(words.fr.relayed).waitFor();
  expect((await relayer.faultsOf('relay-camera')).axe).toEqual([]);
  await relayer.leaves();
  await author.leaves();
  await filming.close();
});

it('Chromium finds nothing that keeps the console from being installed', async () => {
  const person = await signedIn('phone', 'fr', accountsOf('declarant')[6]!);
  await keepsFiles(person.page, ['start-']);
  const devtools = await person.context.newCDPSession(person.page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A window of its own cookies, as every test has, is private to Chromium.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { errors, data } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({ start_url: '/', display: 'standalone', id: '/' });
  await person.leaves();
});
