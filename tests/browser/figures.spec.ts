import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Account, ok } from '#libs/testing';
import pg from 'pg';
import { aDeclaration } from '../e2e/story/declare.js';
import { newRecordId, ownFacility, withRole, work } from '../e2e/story/world.js';
import { sound } from './browser.js';
import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage();

let account: Account;

/** Quarters long closed: fourteen legal entities in the first, twelve and a rare kind in the second. */
async function declareLongAgo(): Promise<void> {
  const admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ id: string; territory: string }>(
    'SELECT DISTINCT ON (legal_entity) id, territory FROM directory.facility ORDER BY legal_entity, id LIMIT 14',
  );
  const severities = ['low', 'medium', 'high'];
  for (const [at, facility] of rows.entries()) {
    for (const [when, severity] of [
      [`2026-0${1 + (at % 3)}-12T12:00:00Z`, severities[at % 3]],
      ['2026-05-12T12:00:00Z', at === 0 ? 'critical' : 'low'],
    ]) {
      await admin.query(
        `INSERT INTO incident.incident (id, reference, facility_id, territory, kind, what, aware_at, recorded_at, changed_at,
           suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
           declared_by, declaration_hash, severity)
         VALUES ($1::uuid, $1::uuid::text, $2, $3, 'real', 'Ancien', $4::timestamptz, $4::timestamptz, $4::timestamptz, $5, 'no', '{imaging}', 'none', 'unknown', '{}', '{}', 'Personne', $1::uuid, '\\x00', $6)`,
        [newRecordId(), facility.id, facility.territory, when, at % 2 === 0 ? 'yes' : 'no', severity],
      );
    }
  }
  await admin.end();
}

beforeAll(async () => {
  account = withRole(platform.world, 'declarant').find(({ roles }) => roles.length === 1)!;
  const { client, ...worker } = await work(platform.world, account);
  worker.live.disconnect();
  const body = () => aDeclaration(ownFacility({ client, ...worker }));
  for (let n = 0; n < 3; n += 1) ok(await client.post<Receipt>('/api/declarations', body()));
  await declareLongAgo();
});

it('the agency reads exact figures, exports them as internal, and publishes protected ones that a facility reads', async () => {
  const analyst = await Person.signsIn(platform, browser, 'desktop', withRole(platform.world, 'analyst')[0]!);
  const desk = analyst.page;
  await analyst.opens('/region/figures?from=2026-01', 'Chiffres');
  await desk.getByRole('img', { name: /Nombre d’incidents déclarés/ }).waitFor();
  await desk.getByText('Usage interne', { exact: true }).waitFor();
  const severity = desk.getByRole('region', { name: 'Gravité' });
  await severity
    .getByRole('row', { name: /Critique/ })
    .getByRole('cell', { name: '1', exact: true })
    .waitFor();
  expect(await analyst.faultsOf('figures-exact')).toEqual(sound);
  await desk.getByLabel('Regrouper par').selectOption({ label: 'Trimestre' });
  await desk.waitForURL(/grain=quarter/);
  await desk.getByLabel('Détailler selon').selectOption({ label: 'Gravité' });
  await desk.getByRole('row', { name: /1ᵉʳ trimestre 2026 14/ }).waitFor();
  expect(new URL(desk.url()).search).toContain('grain=quarter');
  // The address is the view: it comes back as it was.
  await desk.reload();
  await desk.getByRole('row', { name: /2ᵉ trimestre 2026 14/ }).waitFor();
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: 'Exporter en CSV (usage interne)' }).click(),
  ]);
  expect(file.suggestedFilename()).toContain('TLP-AMBER-STRICT');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text.split('\r\n')[0]).toBe('\ufeffChiffres des incidents de sécurité;TLP:AMBER+STRICT');
  expect(text).toMatch(/\r\nGravité;Critique;[^;]+;1\r\n/);

  await desk.getByRole('radiogroup', { name: 'Afficher' }).getByText('Chiffres publiés').click();
  await desk.getByText('Rien n’est encore publié').waitFor();
  expect(await analyst.faultsOf('figures-unpublished')).toEqual(sound);
  await desk.getByRole('button', { name: 'Publier les trimestres clos' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText(/ne peut plus être changé/).waitFor();
  expect(await analyst.faultsOf('figures-publish')).toEqual(sound);
  await dialog.getByRole('button', { name: 'Publier les trimestres clos' }).click();
  await desk.getByText(/publications de plus/).waitFor();
  await dialog.waitFor({ state: 'detached' });
  await desk.getByLabel('Trimestres publiés').selectOption('2026-Q2');
  // One is critical: nobody learns from the published table that it is one, nor which.
  const published = desk.getByRole('region', { name: 'Gravité' });
  await published.getByText(/Répartition protégée/).waitFor();
  expect(await published.getByText('Critique').count()).toBe(0);
  expect(await analyst.faultsOf('figures-published')).toEqual(sound);
  const [shared] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: 'Exporter en CSV', exact: true }).click(),
  ]);
  const shareable = readFileSync(await shared.path(), 'utf8');
  expect(shareable).toContain('TLP:CLEAR');
  expect(shareable).not.toMatch(/Critique;/);
  await analyst.leaves();
});

it('a facility reads on the phone what the region has published, and its own figures', async () => {
  const { client, live } = await work(platform.world, withRole(platform.world, 'analyst')[0]!);
  live.disconnect();
  ok(await client.post('/api/figures/published', {}));
  const person = await Person.signsIn(platform, browser, 'phone', account);
  const { page } = person;
  await person.opens('/figures?block=2026-Q1', 'Chiffres de la région');
  const severity = page.getByRole('region', { name: 'Gravité' });
  await severity.getByRole('row', { name: /Faible/ }).waitFor();
  await page.getByText('Pourquoi certains nombres sont-ils regroupés ?').click();
  await page.getByText(/ne peut pas en désigner une autre/).waitFor();
  expect(await person.faultsOf('figures-facility-published')).toEqual(sound);
  expect(await page.getByRole('button', { name: 'Publier les trimestres clos' }).count()).toBe(0);
  await page.getByText('Nos chiffres', { exact: true }).click();
  await page.getByText('Ces chiffres sont ceux de vos structures', { exact: false }).waitFor();
  await page.getByRole('region', { name: 'Délais mesurés' }).waitFor();
  expect(await person.faultsOf('figures-facility-own')).toEqual(sound);
  await person.leaves();
});
