import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt, RegionalIncident } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import { aDeclaration } from '../e2e/story/declare.js';
import { newRecordId, ownFacility, until, withRole, work } from '../e2e/story/world.js';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const DEVICES: Device[] = ['phone', 'desktop'];

interface Outage {
  regional: RegionalIncident;
  receipts: Receipt[];
}
const outages = new Map<Device, Outage>();
let analyst: Client;
let declaring: Awaited<ReturnType<typeof work>>;

const account = () => withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
const declare = async () =>
  ok(await declaring.client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(declaring))));

async function anOutage(title: string): Promise<Outage> {
  const receipts = [await declare(), await declare()];
  const about = { id: newRecordId(), title, supplier: 'Éditeur Santé' };
  const incidentIds = receipts.map(({ incidentId }) => incidentId);
  return {
    regional: ok(await analyst.post<RegionalIncident>('/api/regional-incidents', { ...about, incidentIds })),
    receipts,
  };
}

beforeAll(async () => {
  declaring = await work(platform.world, account());
  const leading = await work(platform.world, withRole(platform.world, 'analyst')[1]!);
  for (const each of [declaring, leading]) each.live.disconnect();
  analyst = leading.client;
  for (const device of DEVICES) outages.set(device, await anOutage(`Panne régionale (${device})`));
});

it.each(DEVICES)(
  'an analyst on the %s notes, decides, follows a colleague, closes and reopens a regional incident',
  async (device) => {
    const { regional, receipts } = outages.get(device)!;
    const path = `/api/regional-incidents/${regional.id}`;
    const person = await Person.signsIn(platform, browser, device, withRole(platform.world, 'analyst')[0]!);
    const { page } = person;
    await person.opens(`/regional/${regional.id}`, regional.title);
    const journal = page.getByRole('region', { name: 'Journal de l’incident régional' });
    const entries = journal.getByRole('listitem');
    const dialog = page.getByRole('dialog');
    await journal.getByText('Incident régional ouvert').waitFor();
    await journal.getByText(receipts[0]!.reference).waitFor();

    await journal.getByRole('button', { name: 'Ajouter au journal' }).click();
    await journal.getByText('Écrivez quelque chose avant d’ajouter.').waitFor();
    await journal.getByLabel('Écrire dans le journal').fill('L’éditeur annonce un retour à 18 h.');
    // What was typed is there after the page was left.
    await journal.getByText('Conservé sur cet appareil').waitFor();
    await page.reload();
    const kept = () => journal.getByLabel('Écrire dans le journal').inputValue();
    await until(async () => ((await kept()).includes('18 h') ? true : undefined), 'what was typed');
    await journal.getByRole('button', { name: 'Ajouter au journal' }).click();
    await entries.getByText('L’éditeur annonce un retour à 18 h.').waitFor();

    await journal.getByLabel('Écrire dans le journal').fill('Tous passent au papier.');
    await journal.getByRole('checkbox', { name: 'C’est une décision' }).check();
    expect(await person.faultsOf('regional-journal')).toEqual(sound);
    await journal.getByRole('button', { name: 'Ajouter au journal' }).click();
    await entries.filter({ hasText: 'Décision' }).getByText('Tous passent au papier.').waitFor();

    const tasks = page.getByRole('region', { name: 'Tâches' });
    await tasks.getByText('Rien à faire n’est encore noté pour toutes ces déclarations.').waitFor();
    await tasks.getByRole('button', { name: 'Ajouter une tâche' }).click();
    await dialog.getByLabel('Ce qu’il y a à faire').fill('Appeler l’éditeur');
    await dialog.getByLabel('Échéance (facultatif)').fill('2099-01-31T18:00');
    expect(await dialog.getByRole('radio').count()).toBe(0);
    expect(await person.faultsOf('regional-task-form')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await entries.first().getByText('Tâche ajoutée').waitFor();
    await tasks.getByRole('button', { name: 'Actions sur « Appeler l’éditeur »' }).click();
    await page.getByRole('menuitem', { name: 'Je m’en charge' }).click();
    await tasks.getByText('Pris en charge par vous').waitFor();
    expect(await person.faultsOf('regional-tasks')).toEqual(sound);
    await person.opens('/now', 'Maintenant');
    await page.getByRole('link', { name: 'Appeler l’éditeur' }).click();
    await page.getByRole('heading', { level: 1, name: regional.title }).waitFor();
    await tasks.getByRole('button', { name: 'Terminer « Appeler l’éditeur »' }).click();
    await entries.first().getByText('Tâche terminée').waitFor();
    await tasks.getByText('1 sur 1').waitFor();

    // A colleague writes: it is there without a reload.
    const note = { id: newRecordId(), type: 'note', text: 'Le SAMU est prévenu.' };
    ok(await analyst.post(`${path}/journal`, note));
    await entries.first().getByText('Le SAMU est prévenu.').waitFor();

    await page.getByRole('button', { name: 'Clore', exact: true }).click();
    await dialog.getByText(/2 déclarations sont encore en cours/).waitFor();
    await dialog.getByLabel('Motif').fill('Tout est rétabli.');
    await dialog.getByRole('button', { name: `Clore ${regional.reference}` }).click();
    await dialog.getByText(/Des déclarations rattachées sont encore en cours \(2\)/).waitFor();
    expect(await person.faultsOf('regional-close-refused')).toEqual(sound);
    for (const { incidentId } of receipts)
      for (const step of ['take', 'acknowledge', 'resolve'])
        ok(await analyst.post(`/api/incidents/${incidentId}/${step}`, {}));
    await dialog.getByText(/encore en cours \(97/).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: `Clore ${regional.reference}` }).click();
    await dialog.waitFor({ state: 'detached' });
    await journal.getByText('Pour écrire dans ce journal, rouvrez l’incident régional.').waitFor();
    await entries.first().getByText('Tout est rétabli.').waitFor();
    expect(await journal.getByLabel('Écrire dans le journal').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Rattacher d’autres déclarations' }).count()).toBe(0);

    expect(await page.getByRole('button', { name: 'Détacher' }).count()).toBe(0);

    // A facility's incident is taken up again: whoever looks at what is closed is told.
    ok(await analyst.post(`/api/incidents/${receipts[0]!.incidentId}/reopen`, {}));
    await page.getByText(/Une déclaration rattachée est de nouveau en cours/).waitFor();
    expect(await person.faultsOf('regional-closed')).toEqual(sound);
    await page.getByRole('button', { name: 'Rouvrir', exact: true }).click();
    await dialog.getByLabel('Motif').fill('La panne revient.');
    await dialog.getByRole('button', { name: `Rouvrir ${regional.reference}` }).click();
    await dialog.waitFor({ state: 'detached' });
    await journal.getByLabel('Écrire dans le journal').waitFor();

    await page.getByRole('link', { name: 'Chronologie' }).click();
    const whole = page.getByText(`Incident régional ${regional.reference}`, { exact: true });
    await whole.first().waitFor();
    await page.getByText('Tous passent au papier.').waitFor();
    expect(await person.faultsOf('regional-timeline')).toEqual(sound);
    expect(person.trouble).toEqual([]);
    await person.leaves();
  },
);

it.each(DEVICES)(
  'an analyst on the %s starts a playbook for all of them, gives it to one that comes later, and undoes it',
  async (device) => {
    const { regional, receipts } = await anOutage(`Fiche régionale (${device})`);
    const person = await Person.signsIn(platform, browser, device, withRole(platform.world, 'analyst')[0]!);
    const { page } = person;
    await person.opens(`/regional/${regional.id}`, regional.title);
    const entries = page.getByRole('region', { name: 'Journal de l’incident régional' }).getByRole('listitem');
    const tasks = page.getByRole('region', { name: 'Tâches' });
    const dialog = page.getByRole('dialog');
    await tasks.getByRole('button', { name: 'Lancer une fiche réflexe' }).click();
    await dialog.getByLabel('Fiche', { exact: true }).selectOption({ label: 'Panne d’un fournisseur' });
    const ours = dialog.getByRole('region', { name: 'Pour l’agence, une fois' });
    const theirs = dialog.getByRole('region', { name: 'Pour chaque structure, sur sa propre fiche' });
    await ours.getByText('Chercher les autres structures qui en dépendent', { exact: true }).waitFor();
    await theirs.getByText('2 incidents en cours les recevront.').waitFor();
    await theirs.getByText('Ouvrir les procédures dégradées des services touchés', { exact: true }).waitFor();
    expect(await ours.getByText('Ouvrir les procédures dégradées').count()).toBe(0);
    expect(await person.faultsOf('regional-playbook-start')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Créer 13 tâches' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Fiche réflexe lancée, tâches données à 2 incidents.').waitFor();
    await tasks.getByText('0 sur 3').waitFor();
    const run = tasks.getByRole('list', { name: 'Fiches lancées' }).getByRole('listitem');
    await run.getByText(/Panne d’un fournisseur, version 1 .*, donnée à 2 incidents/).waitFor();
    await entries.first().getByText('Fiche réflexe lancée').waitFor();
    await entries.first().getByText(receipts[0]!.reference).waitFor();
    await tasks.getByRole('button', { name: 'Lancer une fiche réflexe' }).click();
    await dialog.getByLabel('Fiche', { exact: true }).selectOption({ label: 'Panne d’un fournisseur' });
    await dialog.getByText('Cette fiche est déjà lancée sur cet incident régional.').waitFor();
    await dialog.getByRole('button', { name: 'Annuler' }).click();

    // The facility sees what is its own, and nothing of the others.
    const nurse = await Person.signsIn(platform, browser, device, account());
    await nurse.opens(`/incidents/${receipts[0]!.incidentId}`, receipts[0]!.reference);
    const own = nurse.page.getByRole('region', { name: 'Tâches' });
    await own.getByText('0 sur 5').waitFor();
    await own.getByText('Ouvrir les procédures dégradées des services touchés', { exact: true }).waitFor();
    await nurse.page.getByText('Fiche réflexe lancée').waitFor();
    expect(await nurse.page.getByText('Chercher les autres structures').count()).toBe(0);
    expect(await nurse.page.getByText(regional.reference).count()).toBe(0);

    // One more comes: it is offered without a reload.
    const later = await declare();
    ok(await analyst.post(`/api/regional-incidents/${regional.id}/links`, { incidentIds: [later.incidentId] }));
    await run.getByRole('button', { name: 'Donner à 1 autre incident' }).click();
    await dialog.getByText(/1 incident en cours n’a pas encore ces tâches/).waitFor();
    expect(await person.faultsOf('regional-playbook-give')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Donner à 1 autre incident' }).click();
    await dialog.waitFor({ state: 'detached' });
    await run.getByText(/, donnée à 3 incidents/).waitFor();
    await entries.first().getByText('Fiche réflexe étendue à d’autres incidents').waitFor();
    await entries.first().getByText(later.reference).waitFor();
    expect(await person.faultsOf('regional-playbook')).toEqual(sound);

    // On the incident it says where it was started, and is undone there.
    await person.opens(`/incidents/${later.incidentId}`, later.reference);
    await tasks.getByText('0 sur 5').waitFor();
    expect(await tasks.getByRole('button', { name: /^Annuler/ }).count()).toBe(0);
    expect(await person.faultsOf('regional-playbook-incident')).toEqual(sound);
    await tasks.getByRole('link', { name: 'lancée sur l’incident régional' }).click();
    await page.getByRole('heading', { level: 1, name: regional.title }).waitFor();
    await tasks.getByRole('button', { name: 'Retirer « Panne d’un fournisseur »' }).click();
    await dialog.getByText(/même détachées ou closes depuis/).waitFor();
    await dialog.getByLabel('Motif').fill('Ce n’était pas l’éditeur.');
    expect(await person.faultsOf('regional-playbook-undo')).toEqual(sound);
    await dialog.getByRole('button', { name: 'Retirer la fiche' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Fiche retirée. Tâches abandonnées : 18 ; gardées : 0.').waitFor();
    await tasks.getByText('3 tâches abandonnées').waitFor();
    await entries.first().getByText('Ce n’était pas l’éditeur.').waitFor();
    await nurse.page.getByText('Ce n’était pas l’éditeur.', { exact: true }).waitFor();
    await own.getByText('5 tâches abandonnées').waitFor();
    for (const each of [person, nurse]) {
      expect(each.trouble).toEqual([]);
      await each.leaves();
    }
  },
);
