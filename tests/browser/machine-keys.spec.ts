import { expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { Client, ok } from '#libs/testing';
import { type Device, sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

const managers = () => platform.accounts.filter(({ roles }) => roles.length === 1 && roles[0] === 'facility-manager');

it.each<[Device, number]>([
  ['phone', 0],
  ['desktop', 1],
])('a manager makes a key on a %s, copies it, sees it used, and revokes it', async (device, turn) => {
  const manager = await Person.signsIn(platform, browser, device, managers()[turn]!);
  const { page } = manager;
  await manager.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await manager.opens('/team', 'Notre équipe');
  const keys = page.getByRole('region', { name: 'Clés de machine' });
  await keys.getByText('Aucun outil ne déclare encore').waitFor();
  expect(await manager.faultsOf('machine-keys-none')).toEqual(sound);

  // Asked without a name: the field says so.
  await keys.getByRole('button', { name: 'Créer une clé' }).click();
  const form = page.getByRole('dialog', { name: 'Nouvelle clé de machine' });
  await form.getByRole('button', { name: 'Créer la clé' }).click();
  await form.getByText('Indiquez le nom de l’outil.').waitFor();
  expect(await manager.faultsOf('machine-key-form')).toEqual(sound);
  await form.getByLabel('Nom de l’outil').fill('EDR des serveurs');
  await form.getByLabel('Durée').selectOption({ label: '6 mois' });
  await form.getByRole('button', { name: 'Créer la clé' }).click();

  const told = page.getByRole('dialog', { name: 'Copiez la clé maintenant' });
  const secret = await told.locator('code').innerText();
  expect(secret).toMatch(/^vgk_[A-Za-z0-9_-]{43}$/);
  await told.getByRole('button', { name: 'Copier la clé' }).click();
  await told.getByText('Copié', { exact: true }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  // Neither Escape nor a touch beside it loses what is shown once.
  await page.keyboard.press('Escape');
  expect(await told.isVisible()).toBe(true);
  expect(await manager.faultsOf('machine-key-secret')).toEqual(sound);
  await told.getByRole('button', { name: 'J’ai rangé la clé' }).click();
  await keys.getByText('En service').waitFor();
  expect(await page.content()).not.toContain(secret);

  const tool = new Client(platform.baseUrl).useKey(secret);
  const body = { externalId: 'EDR-2026-11-25-0042', what: 'Chiffrement en cours sur SRV-PACS-02.' };
  const { incidentId } = ok(await tool.post<Receipt>('/api/machine/declarations', body, { key: null }));
  await manager.goto(`/incidents/${incidentId}`);
  await page.getByText('Déclaré par la machine').waitFor();
  await page.getByText('EDR des serveurs').first().waitFor();

  await manager.opens('/team', 'Notre équipe');
  await keys.getByText('à l’heure près').waitFor();
  expect(await manager.faultsOf('machine-keys')).toEqual(sound);
  await keys.getByRole('button', { name: 'Révoquer la clé « EDR des serveurs »' }).click();
  const sure = page.getByRole('dialog', { name: 'Révoquer la clé « EDR des serveurs » ?' });
  expect(await manager.faultsOf('machine-key-revoke')).toEqual(sound);
  await sure.getByRole('button', { name: 'Révoquer cette clé' }).click();
  await keys.getByText('Révoquée').first().waitFor();
  expect(await keys.getByRole('button', { name: /^Révoquer/ }).count()).toBe(0);
  expect(await manager.faultsOf('machine-keys-revoked')).toEqual(sound);
  await manager.leaves();
});
