import { describe, expect, it } from '@jest/globals';
import { mail } from '../e2e/mailbox/rig.js';
import { withRole } from '../e2e/story/world.js';

import { Person } from './people.js';
import { browser, platform, setStage } from './stage.js';

setStage({ mailbox: true });

const SUBJECT = '=?utf-8?Q?Postes_chiffr=C3=A9s?=';
const LONG = `Adresse : ${'a'.repeat(300)}`;

describe.each(['desktop', 'phone'] as const)('the mails that came, on a %s', (device) => {
  it('announce themselves, are read with what is doubtful about them, and dismissed with a reason', async () => {
    const analyst = await Person.signsIn(platform, browser, device, withRole(platform.world, 'analyst')[0]!);
    const { page } = analyst;
    await analyst.opens('/incidents/mails', 'Courriels reçus');
    await page.getByText('Aucun courriel à traiter').waitFor();
    expect(await analyst.faultsOf('mails-none')).toEqual({ axe: [], wider: {}, trouble: [] });

    const body = `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>Au secours</h1><p>${LONG}</p><img src="https://espion.example/p.png">\r\n--b\r\nContent-Type: application/pdf; name="capture.pdf"\r\n\r\nx\r\n--b--`;
    await platform.world.mailTo(
      mail(
        {
          From: `Garde <garde-${device}@ailleurs.example>`,
          Subject: SUBJECT,
          'Content-Type': 'multipart/mixed; boundary=b',
        },
        body,
      ),
    );
    // On an empty page there is nothing that it could move: it may come in at once, or wait to be let in.
    const waiting = page.getByRole('button', { name: /1 nouveau courriel/ });
    const link = page.getByRole('link', { name: 'Postes chiffrés' });
    await waiting.or(link).first().waitFor();
    if (await waiting.isVisible()) await waiting.click();
    await link.waitFor();
    expect(await analyst.faultsOf('mails')).toEqual({ axe: [], wider: {}, trouble: [] });

    await link.click();
    await page.getByRole('heading', { level: 1, name: 'Postes chiffrés' }).waitFor();
    await page.getByText('Au secours').waitFor();
    await page.getByText('capture.pdf').waitFor();
    await page.getByText('Aucun virus reconnu').waitFor();
    const fetching = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Télécharger capture.pdf' }).click();
    expect((await fetching).suggestedFilename()).toBe('capture.pdf');
    await page.getByText('Structure inconnue').waitFor();
    expect(await page.getByRole('link', { name: 'Faire une déclaration' }).getAttribute('href')).toMatch(
      /^\/incidents\/on-behalf\?mail=[0-9a-f-]{36}$/,
    );
    expect(await analyst.faultsOf('mail')).toEqual({ axe: [], wider: {}, trouble: [] });

    await page.getByRole('button', { name: 'Écarter' }).click();
    await page.getByLabel('Motif').fill('Exercice de la structure.');
    expect(await analyst.faultsOf('mail-dismiss')).toEqual({ axe: [], wider: {}, trouble: [] });
    await page.getByRole('button', { name: 'Écarter ce courriel' }).click();
    await page.getByText('Exercice de la structure.').waitFor();
    await page.getByText('Écarté par').waitFor();
    await analyst.leaves();
  });
});
