import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Device, sound } from './browser.js';
import { freePort } from '../../deploy/local/ports.mjs';
import { Receiver, inTurn, isGenuine } from '../e2e/alerting/receiver.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

const port = await freePort();
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start(undefined, port);
});
afterAll(() => receiver?.close());
setStage({
  environment: {
    VIGIE_WEBHOOK_ALLOWED_RANGES: '127.0.0.1',
    VIGIE_WEBHOOK_PORTS: `443,${port}`,
    VIGIE_WEBHOOK_ALLOW_HTTP: '1',
    VIGIE_WEBHOOK_TIMEOUT_SECONDS: '9',
  },
});

const managers = () => platform.accounts.filter(({ roles }) => roles.length === 1 && roles[0] === 'facility-manager');

it.each<[Device, number]>([
  ['phone', 0],
  ['desktop', 1],
])(
  'a manager has a tool told on a %s, tests it, reads the log, sends again, and changes the secret',
  async (device, turn) => {
    const manager = await Person.signsIn(platform, browser, device, managers()[turn]!);
    const { page } = manager;
    await manager.opens('/team', 'Notre équipe');
    await page.getByRole('link', { name: 'Gérer les abonnements' }).click();
    await page.getByText('Aucun outil n’est encore prévenu').waitFor();
    await page.getByText(/répond 2xx en moins de\s9\ss/).waitFor();
    expect(await manager.faultsOf('webhooks-none')).toEqual(sound);

    await page.getByRole('button', { name: 'Ajouter un abonnement' }).click();
    const form = page.getByRole('dialog', { name: 'Nouvel abonnement' });
    await form.getByLabel('Nom de l’outil').fill('SIEM');
    await form.getByLabel('Adresse qui reçoit les messages').fill('https://10.0.0.1/vigie');
    await form.getByRole('button', { name: 'Créer l’abonnement' }).click();
    await form.getByText('Cette adresse est interne ou réservée.').waitFor();
    expect(await manager.faultsOf('webhook-form')).toEqual(sound);
    await form.getByLabel('Adresse qui reçoit les messages').fill('https://outil.exemple.fr:22/vigie');
    await form.getByRole('button', { name: 'Créer l’abonnement' }).click();
    await form.getByText(new RegExp(`Ports possibles\\s: 443, ${port}\\.`)).waitFor();
    const path = `/${device}`;
    await form.getByLabel('Adresse qui reçoit les messages').fill(receiver.url(path));
    await form.getByRole('button', { name: 'Créer l’abonnement' }).click();

    const told = page.getByRole('dialog', { name: 'Copiez le secret maintenant' });
    const secret = await told.locator('code').innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    expect(await told.isVisible()).toBe(true);
    expect(await manager.faultsOf('webhook-secret')).toEqual(sound);
    await told.getByRole('button', { name: 'J’ai rangé le secret' }).click();

    receiver.answers.set(path, inTurn(500, 204));
    await page.getByRole('button', { name: 'Essayer : SIEM' }).click();
    const log = page.getByRole('region', { name: 'Journal de « SIEM »' });
    await log.getByText('l’outil a refusé').first().waitFor();
    await log.getByText('Reçu', { exact: true }).waitFor();
    expect(page.url()).toContain('log=');
    await log.getByRole('button', { name: /^Détail du message Essai/ }).click();
    await log.getByText('Tentative 2').waitFor();
    expect(await manager.faultsOf('webhook-log')).toEqual(sound);
    const arrived = receiver.at(path);
    expect(arrived.map((one) => isGenuine(one, secret))).toEqual([true, true]);
    expect(await page.content()).not.toContain(secret);

    await log.getByRole('button', { name: /^Renvoyer le message Essai/ }).click();
    await log.getByText('Tentative 3').waitFor();
    await log.getByRole('button', { name: 'Renvoyer tous les échecs' }).click();
    const replay = page.getByRole('dialog', { name: 'Renvoyer les messages en échec ?' });
    expect(await manager.faultsOf('webhook-replay')).toEqual(sound);
    await replay.getByRole('button', { name: 'Renvoyer ces messages' }).click();
    await page.getByText('Aucun message en échec sur cette période.').waitFor();

    await page.getByRole('button', { name: 'Changer le secret : SIEM' }).click();
    const rotate = page.getByRole('dialog', { name: 'Changer le secret de « SIEM » ?' });
    expect(await manager.faultsOf('webhook-rotate')).toEqual(sound);
    await rotate.getByRole('button', { name: 'Créer un nouveau secret' }).click();
    await told.getByRole('button', { name: 'J’ai rangé le secret' }).click();
    await page.getByText('L’ancien secret vaut jusqu’au').waitFor();

    await page.getByRole('button', { name: 'Mettre en pause : SIEM' }).click();
    await page.getByRole('button', { name: 'Reprendre : SIEM' }).waitFor();
    expect(await manager.faultsOf('webhooks')).toEqual(sound);
    await page.getByRole('button', { name: 'Supprimer : SIEM' }).click();
    await page.getByRole('button', { name: 'Supprimer cet abonnement' }).click();
    await page.getByText('Aucun outil n’est encore prévenu').waitFor();
    await manager.leaves();
  },
);
