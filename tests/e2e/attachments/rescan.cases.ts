import { randomUUID } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, RefusalBody, ScannerState } from '#libs/contracts';
import { ok } from '#libs/testing';
import { until } from '../story/world.js';
import { attach, download, read, scanned } from './files.js';
import { mailDraft, mailWith, scannedMail } from './mails.js';
import { admin, analyst, anIncident, cast, declarant, platform } from './running.js';
import { learn } from './signatures.js';

const codeOf = (body: unknown) => (body as RefusalBody).code;

describe('a clean file that newer signatures know', () => {
  it('is withdrawn at once, and those who have the incident are told who has had it', async () => {
    const incidentId = await anIncident();
    const words = `Charge ${randomUUID()}`;
    const [id, other] = [await attach(declarant, incidentId, words), await attach(declarant, incidentId, 'Sans rien')];
    expect((await scanned(declarant, incidentId, id)).verdict).toBe('clean');
    const { signaturesAt } = await scanned(declarant, incidentId, other);
    await platform.world.mailTo(mailWith(words, [{ name: 'charge.bin', content: Buffer.from(words) }]));
    expect((await scannedMail(analyst, words)).attachments[0]?.verdict).toBe('clean');
    expect((await download(declarant, incidentId, id)).status).toBe(200);
    // Asked for before, fetched after.
    const path = `/api/incidents/${incidentId}/attachments/${id}/downloads`;
    const tickets = [
      { client: declarant, ...ok(await declarant.post<{ downloadId: string }>(path, {})) },
      { client: analyst, ...ok(await analyst.post<{ downloadId: string }>(path, {})) },
    ];

    const forget = await learn(platform, 'Vigie-Nouvelle', words);
    const withdrawn = await until(async () => {
      const { attachment } = await read(declarant, incidentId, id);
      return attachment.verdict === 'clean' ? undefined : attachment;
    }, 'another verdict');
    expect(withdrawn).toMatchObject({ verdict: 'infected', finding: expect.stringMatching(/Vigie-Nouvelle/) });
    expect(Date.parse(withdrawn.signaturesAt ?? '')).toBeGreaterThan(Date.parse(signaturesAt ?? ''));

    const late = await Promise.all(
      tickets.map(async ({ client, downloadId }) => {
        const answer = await fetch(new URL(`${path}/${downloadId}`, client.baseUrl), {
          headers: { cookie: client.cookie },
        });
        return codeOf(await answer.json());
      }),
    );
    expect(late).toEqual(['attachment-not-clean', 'attachment-reason-needed']);
    const { custody } = await read(analyst, incidentId, id);
    const people = [declarant, declarant, analyst].map(({ session }) => session?.identity.personId);
    expect(custody.map(({ action, result, personId }) => [action, result, personId])).toEqual([
      ['attached', null, people[0]],
      ['scanned', 'clean', null],
      ...people.map((personId) => ['downloaded', 'clean', personId]),
      ['scanned', 'infected', null],
    ]);
    for (const client of [declarant, analyst]) {
      const { items } = ok(await client.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`));
      const told = items.filter(({ type }) => type === 'attachment-withdrawn');
      expect(told).toMatchObject([
        { text: 'journal.log', details: { attachmentId: id, verdict: 'infected', fetched: 3 } },
      ]);
    }
    const { rows } = await admin.query(
      `SELECT type FROM messaging.event WHERE type = 'attachment.scanned' AND aggregate_id = $1
         OR type = 'incident.attachment-withdrawn' AND aggregate_id = $2`,
      [id, incidentId],
    );
    expect(rows).toHaveLength(3);

    // What stays clean says nothing, but for the age of what it was looked at with.
    const stayed = await until(async () => {
      const { attachment, custody: lines } = await read(analyst, incidentId, other);
      return attachment.signaturesAt === withdrawn.signaturesAt ? { attachment, lines } : undefined;
    }, 'the other file looked at again');
    expect(stayed.attachment.verdict).toBe('clean');
    expect(stayed.lines.filter(({ action }) => action === 'scanned')).toHaveLength(1);
    // Beside a mail too.
    await mailDraft(analyst, words, ({ attachments }) => attachments[0]?.verdict === 'infected');
    await forget();
  });
});

describe('a file that older signatures took for infected', () => {
  it('is given out when newer ones find nothing in it, and its chain says both', async () => {
    const incidentId = await anIncident();
    const words = `Faux positif ${randomUUID()}`;
    const forget = await learn(platform, 'Vigie-Erreur', words);
    await settledSignatures(incidentId);
    const id = await attach(declarant, incidentId, words);
    expect((await scanned(declarant, incidentId, id)).verdict).toBe('infected');
    await forget();
    await renew();
    const cleared = await until(async () => {
      const { attachment } = await read(declarant, incidentId, id);
      return attachment.verdict === 'clean' ? attachment : undefined;
    }, 'another verdict');
    expect(cleared.finding).toBeNull();
    expect((await download(declarant, incidentId, id)).status).toBe(200);
    const { custody } = await read(declarant, incidentId, id);
    expect(custody.map(({ action, result }) => [action, result])).toEqual([
      ['attached', null],
      ['scanned', 'infected'],
      ['scanned', 'clean'],
      ['downloaded', 'clean'],
    ]);
    const { rows } = await admin.query(
      `SELECT FROM messaging.event WHERE type = 'attachment.scanned' AND aggregate_id = $1`,
      [id],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('a file whose master key is gone', () => {
  it('is told as damaged, keeps its verdict, and holds up no other', async () => {
    const incidentId = await anIncident();
    const older = await attach(declarant, incidentId, 'Plus ancien');
    const lost = await attach(declarant, incidentId, 'Sans clé');
    for (const id of [older, lost]) expect((await scanned(declarant, incidentId, id)).verdict).toBe('clean');
    await admin.query(`UPDATE incident.attachment SET key_id = 'perdue' WHERE id = $1`, [lost]);
    const { signaturesAt: before } = (await read(declarant, incidentId, older)).attachment;
    await renew();
    await until(async () => {
      const { signaturesAt } = (await read(declarant, incidentId, older)).attachment;
      return signaturesAt === before ? undefined : true;
    }, 'the older file looked at again');
    expect((await read(declarant, incidentId, lost)).attachment).toMatchObject({
      verdict: 'clean',
      signaturesAt: before,
    });
    const answer = await declarant.post(`/api/incidents/${incidentId}/attachments/${lost}/downloads`, {});
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'attachment-damaged']);
    const checked = await declarant.post(`/api/incidents/${incidentId}/attachments/${lost}/verify`, {});
    expect([checked.status, codeOf(checked.body)]).toEqual([409, 'attachment-damaged']);
  });
});

/** The same signatures, of a later date. */
async function renew(): Promise<void> {
  const now = new Date();
  await utimes(join(platform.running.clamd?.database ?? '', 'vigie.ndb'), now, now);
}

/** Clamd has read what it was told to read: a file that comes now is judged by it. */
async function settledSignatures(incidentId: string): Promise<void> {
  const { signaturesAt } = ok(await cast.rightful.administrator.get<ScannerState>('/api/scanner'));
  await until(async () => {
    const seen = await scanned(declarant, incidentId, await attach(declarant, incidentId, 'Essai'));
    return seen.signaturesAt === signaturesAt ? true : undefined;
  }, 'the signatures in use');
}
