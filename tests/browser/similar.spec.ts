import { beforeAll, expect, it } from '@jest/globals';
import type { Facility, Incident, Receipt } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { ownFacility, withRole, work } from '../e2e/story/world.js';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const DEVICES: Device[] = ['phone', 'desktop'];
const account = () => withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;

/** By device: one of the declarant's, and those of three other legal entities, of a supplier that nobody else names. */
const stories = new Map<Device, Receipt[]>();

async function declare(device: Device, declarant: Client, analyst: Client, own: string): Promise<Receipt[]> {
  const { items } = ok(await analyst.get<{ items: Facility[] }>('/api/facilities?limit=500'));
  const owner = items.find(({ id }) => id === own)?.legalEntityFiness;
  const others = new Map(items.map((facility) => [facility.legalEntityFiness, facility]));
  others.delete(owner ?? '');
  const said = (part: object) => ({ supplier: `Imagix ${device}`, ...part });
  const first = said({ what: 'Les consoles de radiologie affichent des hiéroglyphes violets depuis l’aube.' });
  const receipts = [ok(await declarant.post<Receipt>('/api/declarations', aDeclaration(own, first)))];
  for (const { id } of [...others.values()].slice(0, 3)) {
    const part = said({ what: 'Hiéroglyphes violets sur chaque console de radiologie.', degradedMode: 'no' });
    const body = {
      ...aDeclaration(id, part),
      source: 'phone',
      caller: 'Cadre de garde',
      callBack: '+596 696 00 00 01',
    };
    receipts.push(ok(await analyst.post<Receipt>('/api/declarations/on-behalf', body)));
  }
  return receipts;
}

beforeAll(async () => {
  const { client, ...worker } = await work(platform.world, account());
  const analyst = await work(platform.world, withRole(platform.world, 'analyst')[0]!);
  for (const each of [worker, analyst]) each.live.disconnect();
  for (const device of DEVICES)
    stories.set(device, await declare(device, client, analyst.client, ownFacility({ client, ...worker })));
});

it.each(DEVICES)(
  'an analyst on the %s sees why incidents are alike, compares, links, sets aside and takes apart',
  async (device) => {
    const [first, second, third, fourth] = stories.get(device)!;
    const person = await Person.signsIn(platform, browser, device, withRole(platform.world, 'analyst')[0]!);
    const { page } = person;
    await person.opens(`/incidents/${first!.incidentId}`, first!.reference);
    const card = page.getByRole('region', { name: 'Incidents semblables' });
    const reasons = card.getByRole('list', { name: `Pourquoi ${second!.reference}` });
    await reasons.getByText(`Même fournisseur : Imagix ${device}`).waitFor();
    await reasons.getByText(/^Mots rares en commun\s: .*hiéroglyphes.*violets/).waitFor();
    expect(await person.faultsOf('similar')).toEqual(sound);

    await card.getByRole('button', { name: `Comparer avec ${second!.reference}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Mode dégradé (différent)').waitFor();
    await dialog.getByText('Fournisseur en cause (identique)').waitFor();
    expect(await person.faultsOf('similar-compare')).toEqual(sound);
    // What was typed for another pair, and left, is not there for this one.
    const title = dialog.getByLabel('Titre de l’incident régional');
    await dialog.getByRole('button', { name: 'Rattacher ensemble' }).click();
    await title.fill('Pour une autre paire');
    await dialog.getByText('Conservé sur cet appareil').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await card.getByRole('button', { name: `Comparer avec ${third!.reference}` }).click();
    await dialog.getByRole('button', { name: 'Rattacher ensemble' }).click();
    expect(await title.inputValue()).toBe('');
    await dialog.getByRole('button', { name: 'Annuler' }).click();
    await card.getByRole('button', { name: `Comparer avec ${second!.reference}` }).click();
    await dialog.getByRole('button', { name: 'Rattacher ensemble' }).click();
    await dialog.getByLabel('Titre de l’incident régional').fill(`Panne d’Imagix ${device}`);
    expect(await person.faultsOf('similar-link')).toEqual(sound);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await reasons.waitFor({ state: 'detached' });

    for (const other of [third!, fourth!]) {
      await card.getByRole('button', { name: `Comparer avec ${other.reference}` }).click();
      await dialog.getByRole('button', { name: 'Rattacher ensemble' }).click();
      await dialog.getByRole('button', { name: 'Rattacher 2 déclarations' }).click();
      await dialog.waitFor({ state: 'detached' });
    }

    await page
      .getByRole('link', { name: /Ouvrir l’incident régional|incident régional/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: `Panne d’Imagix ${device}` }).waitFor();

    const nurse = await Person.signsIn(platform, browser, device, account());
    await nurse.opens(`/incidents/${first!.incidentId}`, first!.reference);
    await nurse.page.getByText('Au moins 3 autres structures de la région').waitFor();
    expect(await nurse.page.getByRole('region', { name: 'Incidents semblables' }).count()).toBe(0);
    expect(await nurse.faultsOf('similar-facility')).toEqual(sound);

    await page.getByRole('button', { name: 'Tout dissocier' }).click();
    await dialog.getByText(second!.reference).waitFor();
    await dialog.getByLabel('Motif').fill('Deux causes distinctes.');
    expect(await person.faultsOf('similar-apart')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Détacher 4 déclarations' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/Cet incident régional est clos/).waitFor();
    const alone = ok(await nurseReads(first!.incidentId));
    expect(alone.similarCount).toBeNull();

    await person.opens(`/incidents/${first!.incidentId}`, first!.reference);
    await card.getByRole('button', { name: `Écarter ${second!.reference}` }).click();
    await dialog.getByLabel('Motif').fill('Maintenance annoncée.');
    await dialog.getByRole('button', { name: `Écarter ${second!.reference}` }).click();
    await dialog.waitFor({ state: 'detached' });
    await card.getByText('Écartés (1)').click();
    await card.getByText('Écarté : Maintenance annoncée.').waitFor();
    expect(await person.faultsOf('similar-dismissed')).toEqual(sound);
    expect([...person.trouble, ...nurse.trouble]).toEqual([]);
    await person.leaves();
    await nurse.leaves();
  },
);

async function nurseReads(incidentId: string) {
  const { client, live } = await work(platform.world, account());
  live.disconnect();
  return client.get<Incident>(`/api/incidents/${incidentId}`);
}
