import { afterEach, beforeAll, expect, it } from '@jest/globals';
import type { KeptProfile } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import { clocksEn } from '../../apps/console/src/features/clocks/clocks.en.js';
import { clocksFr } from '../../apps/console/src/features/clocks/clocks.fr.js';
import { declareEn } from '../../apps/console/src/features/declare/declare.en.js';
import { declareFr } from '../../apps/console/src/features/declare/declare.fr.js';
import { incidentsEn } from '../../apps/console/src/features/incidents/incidents.en.js';
import { incidentsFr } from '../../apps/console/src/features/incidents/incidents.fr.js';
import { onBehalfEn } from '../../apps/console/src/features/on-behalf/onBehalf.en.js';
import { onBehalfFr } from '../../apps/console/src/features/on-behalf/onBehalf.fr.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { type Device, sound } from './browser.js';
import { chooseFirst } from './keys.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const texts = {
  fr: { declare: declareFr, clocks: clocksFr, incidents: incidentsFr, call: onBehalfFr, waiting: 'Pas de réseau' },
  en: { declare: declareEn, clocks: clocksEn, incidents: incidentsEn, call: onBehalfEn, waiting: 'No network' },
} as const;
type Language = keyof typeof texts;

/** People who declare for essential entities, each of another one. */
let hospitals: { account: Account; facilityId: string }[];
const people: Person[] = [];

beforeAll(async () => {
  hospitals = await essentialHospitals(4);
});
afterEach(async () => {
  for (const person of people.splice(0)) await person.leaves();
});

async function essentialHospitals(wanted: number): Promise<typeof hospitals> {
  const found: typeof hospitals = [];
  for (const account of withRole(platform.world, 'declarant').filter(({ roles }) => roles.length === 1)) {
    const worker = await work(platform.world, account);
    worker.live.disconnect();
    const facilityId = ownFacility(worker);
    const { profile } = ok(await worker.client.get<KeptProfile>(`/api/facilities/${facilityId}/profile`));
    if (profile.nis2 === 'essential' && !found.some((one) => one.facilityId === facilityId))
      found.push({ account, facilityId });
    if (found.length === wanted) return found;
  }
  throw new Error(`there are ${found.length} essential hospitals with a declarant`);
}

async function arrives(device: Device, language: Language, account: Account): Promise<Person> {
  const person = await Person.signsIn(platform, browser, device, account);
  people.push(person);
  if (language === 'en') {
    await person.page.getByRole('button', { name: 'Mon compte' }).click();
    await person.page.getByRole('menuitem', { name: 'English' }).click();
    await person.page.getByRole('button', { name: 'My account' }).waitFor();
  }
  return person;
}

const before = (minutes: number): string => {
  const wall = new Date(Date.now() - minutes * 60_000 - 4 * 3_600_000);
  return wall.toISOString().slice(0, 16);
};

it.each<[Device, Language, number]>([
  ['phone', 'fr', 0],
  ['desktop', 'fr', 1],
  ['phone', 'en', 2],
  ['desktop', 'en', 3],
])(
  'ransomware at one hospital: a call, a telephone without a network, and the final report to NIS2 (%s, %s)',
  async (device, language, turn) => {
    const { declare, clocks, incidents, call, waiting } = texts[language];
    const { account, facilityId } = hospitals[turn]!;
    const screen = (name: string) => `ransomware-${name}-${language}`;

    // The hospital's network is gone: somebody telephones, and the analyst types five answers.
    const analyst = await arrives('desktop', language, withRole(platform.world, 'analyst')[0]!);
    await analyst.opens('/incidents/on-behalf', call.title);
    const { items } = ok(
      await (
        await work(platform.world, withRole(platform.world, 'analyst')[0]!)
      ).client.get<{ items: { id: string; finess: string }[] }>('/api/facilities?limit=500'),
    );
    const { finess } = items.find(({ id }) => id === facilityId)!;
    await chooseFirst(analyst.page, analyst.page.getByRole('combobox', { name: call.facility }), finess);
    await analyst.page.getByLabel(call.caller).fill('Mme Inventée');
    await analyst.page.getByLabel(call.callBack).fill('0696000009');
    await analyst.page.getByLabel(declare.what).fill('Demande de rançon sur tous les postes.');
    await analyst.page.getByRole('group', { name: declare.malicious }).getByRole('radio').first().check();
    expect(await analyst.faultsOf(screen('call'))).toEqual(sound);
    await analyst.page.getByRole('button', { name: call.send }).click();
    await analyst.page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();
    const path = new URL(analyst.page.url()).pathname;

    // The hospital goes on from its own device, and loses the network in the middle.
    const nurse = await arrives(device, language, account);
    const { page, context } = nurse;
    await nurse.opens(path, /^972-/);
    await page.getByRole('link', { name: incidents.declaration.complete }).first().click();
    await page.getByLabel(declare.what).waitFor();
    expect(await page.getByLabel(declare.what).inputValue()).toBe('Demande de rançon sur tous les postes.');
    await page.getByRole('group', { name: declare.degraded }).getByRole('radio').first().check();
    await page.getByRole('group', { name: declare.criterion.careSafety }).getByRole('radio').first().check();
    await page.getByLabel(declare.account.measures).fill('Réseau coupé, procédure papier.');
    await context.setOffline(true);
    await page.getByRole('button', { name: declare.amend.sendFull }).click();
    await page.getByText(waiting).first().waitFor();
    expect(await nurse.faultsOf(screen('without-network'))).toEqual(sound);
    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();

    // ANSSI is told in three stages; each is recorded, and the last stops the clocks.
    const tell = async (stage: string, reference: string) => {
      await page.getByRole('button', { name: clocks.authorities.add }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(clocks.tell.authority, { exact: true }).selectOption('anssi');
      await dialog.locator(`input[value="nis2/${stage}"]`).check();
      await dialog.getByLabel(clocks.tell.reference).fill(reference);
      await dialog.getByRole('button', { name: clocks.tell.act, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(reference).first().waitFor();
    };
    await tell('early-warning', 'NIS2-1');
    await tell('notification', 'NIS2-2');
    expect(await nurse.faultsOf(screen('notified'))).toEqual(sound);

    // It is over: what was learnt completes the answers, and the final report can be written.
    await page.getByRole('link', { name: incidents.declaration.update }).click();
    await page.getByLabel(declare.account.rootCause).waitFor();
    expect(await page.getByLabel(declare.account.measures).inputValue()).toBe('Réseau coupé, procédure papier.');
    await page.getByLabel(declare.account.rootCause).fill('Compte de télémaintenance sans second facteur.');
    await page.getByRole('group', { name: declare.over }).getByRole('radio').last().check();
    await page.getByLabel(declare.endedAt).fill(before(1));
    await page.getByRole('button', { name: declare.amend.send }).click();
    await page.getByRole('heading', { level: 1, name: /^972-/ }).waitFor();
    await tell('final', 'NIS2-3');
    expect(await nurse.faultsOf(screen('final'))).toEqual(sound);
    await analyst.page.reload();
    await analyst.page.getByText('NIS2-3').first().waitFor();
  },
);
