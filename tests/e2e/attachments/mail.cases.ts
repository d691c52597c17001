import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CommandResult, JournalEntry, MailDraft, Receipt, RefusalBody } from '#libs/contracts';
import { ok } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { newRecordId, until } from '../story/world.js';
import { EICAR, download, read } from './files.js';
import { mailDraft, mailWith, scannedMail } from './mails.js';
import { admin, analyst, cast, declarant, platform } from './running.js';
import { zip } from './zip.js';

const MB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codeOf = (body: unknown) => (body as RefusalBody).code;

const ask = (draft: MailDraft, id: string, reason: string | null = null, client = analyst) =>
  client.post<{ downloadId: string }>(`/api/mail-drafts/${draft.id}/attachments/${id}/downloads`, { reason });
async function fetched(draft: MailDraft, id: string, reason: string | null = null): Promise<Response> {
  const { downloadId } = ok(await ask(draft, id, reason));
  const path = `/api/mail-drafts/${draft.id}/attachments/${id}/downloads/${downloadId}`;
  return fetch(new URL(path, analyst.baseUrl), { headers: { cookie: analyst.cookie } });
}

const declare = async (draft: MailDraft): Promise<string> => {
  const said = { source: 'mail', caller: 'Garde', callBack: null, mailDraftId: draft.id };
  const body = { ...aDeclaration(cast.facilityA), ...said };
  return ok(await analyst.post<Receipt>('/api/declarations/on-behalf', body)).incidentId;
};
const attachedTo = async (incidentId: string, client = analyst) =>
  ok(await client.get<CommandResult<'incident.attachment.list'>>(`/api/incidents/${incidentId}/attachments`)).items;
const journalOf = async (incidentId: string, client = analyst) =>
  ok(await client.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`)).items.filter(
    ({ type }) => type === 'attachment-added',
  );
/** When so many of its mail's files are on it. */
const bound = (incidentId: string, count: number) =>
  until(async () => {
    const items = await attachedTo(incidentId).catch(() => []);
    return items.length === count ? items : undefined;
  }, 'the files of the mail on the incident');

describe('what comes with a mail', () => {
  const log = Buffer.from('Trace du pare-feu');
  let draft: MailDraft;

  it('is sealed in the store and scanned as every file is', async () => {
    const locked = zip([{ name: 'a.txt', content: EICAR, locked: true }]);
    const files = [
      { name: 'trace.log', content: log },
      { name: 'facture.exe', content: EICAR },
      { name: 'secret.zip', content: locked },
      { name: 'coupe.pdf', content: Buffer.from('%PDF-1.7\n1 0 obj\n') },
      { name: 'vide.txt', content: new Uint8Array() },
    ];
    await platform.world.mailTo(mailWith('Pièces à examiner', files));
    draft = await scannedMail(analyst, 'Pièces à examiner');
    expect(draft.attachments.map(({ name, place, verdict }) => [name, place, verdict])).toEqual([
      ['trace.log', 'stored', 'clean'],
      ['facture.exe', 'stored', 'infected'],
      ['secret.zip', 'stored', 'encrypted'],
      ['coupe.pdf', 'stored', 'unreadable'],
      ['vide.txt', 'none', 'unscanned'],
    ]);
    const ids = draft.attachments.map(({ id }) => id);
    const { rows: left } = await admin.query(
      'SELECT FROM incident.mail_attachment_chunk WHERE attachment_id = ANY($1)',
      [ids],
    );
    expect(left).toEqual([]);
  });

  it('is fetched by who handles the mail: what is clean at once, the rest with a reason alone', async () => {
    const [clean, infected, , , empty] = draft.attachments;
    const answer = await fetched(draft, clean!.id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    expect(Buffer.from(await answer.arrayBuffer()).equals(log)).toBe(true);
    const refused = await ask(draft, infected!.id);
    expect([refused.status, codeOf(refused.body)]).toEqual([422, 'attachment-reason-needed']);
    expect((await fetched(draft, infected!.id, 'Analyse.')).status).toBe(200);
    expect((await ask(draft, empty!.id, 'Analyse.')).status).toBe(404);
    for (const who of [declarant, cast.rightful.auditor])
      expect((await ask(draft, clean!.id, 'x', who)).status).toBe(403);
  });

  it('is on the incident that is declared from the mail, as the agency’s, with who has had it before', async () => {
    const [clean, infected] = draft.attachments;
    const incidentId = await declare(draft);
    const items = await bound(incidentId, 4);
    expect(
      items.every(({ source, visibility, attachedBy }) => source === 'mail' && visibility === 'agency' && !attachedBy),
    ).toBe(true);
    expect((await journalOf(incidentId)).map(({ text }) => text).sort()).toEqual(items.map(({ name }) => name).sort());
    const { attachment, custody } = await read(analyst, incidentId, infected!.id);
    expect(attachment).toMatchObject({ verdict: 'infected', sha256: sha256(EICAR), purpose: 'Pièces à examiner' });
    expect(custody.map(({ action, side, result, reason }) => [action, side, result, reason])).toEqual([
      ['attached', 'system', null, 'Pièces à examiner'],
      ['scanned', 'system', 'infected', null],
      ['downloaded', 'agency', 'infected', 'Analyse.'],
    ]);
    expect((await download(analyst, incidentId, clean!.id)).status).toBe(200);
    // A mail is the agency's: its sender is whoever he likes to be.
    expect(await attachedTo(incidentId, declarant)).toEqual([]);
    expect(await journalOf(incidentId, declarant)).toEqual([]);
    const foreign = await declarant.post(`/api/incidents/${incidentId}/attachments/${clean!.id}/downloads`, {});
    expect(foreign.status).toBe(404);
  });

  it('and was kept by a release that scanned nothing, is stored, scanned and attached too', async () => {
    await platform.world.mailTo(mailWith('D’avant', []));
    const old = await mailDraft(analyst, 'D’avant', () => true);
    const incidentId = await declare(old);
    const id = newRecordId();
    await admin.query(
      `WITH kept AS (
         INSERT INTO incident.mail_attachment (id, draft_id, number, name, media_type, size, sha256)
         VALUES ($1, $2, 1, 'vieux.txt', 'text/plain', $3, sha256($4)) RETURNING id
       ) INSERT INTO incident.mail_attachment_chunk SELECT id, 1, $4::bytea FROM kept`,
      [id, old.id, EICAR.length, EICAR],
    );
    const found = await scannedMail(analyst, 'D’avant');
    expect(found.attachments).toMatchObject([{ id, verdict: 'infected' }]);
    expect(await bound(incidentId, 1)).toMatchObject([{ id, source: 'mail' }]);
  });

  it('is stored anew when a crash has left the hash of what is no longer there', async () => {
    const content = Buffer.from('Trace à reprendre');
    await platform.world.mailTo(mailWith('Reprise', [{ name: 'trace.log', content }]));
    const { attachments } = await scannedMail(analyst, 'Reprise');
    const id = attachments[0]!.id;
    await rm(join(platform.dataDir, 'attachments', id.slice(-2), id));
    await admin.query(
      `WITH stored AS (
         UPDATE incident.attachment SET state = 'uploading', verdict = 'unscanned', scan_at = NULL WHERE id = $1
       ), kept AS (
         INSERT INTO incident.mail_attachment_chunk VALUES ($1, 1, $2)
       ) UPDATE incident.mail_attachment SET moved_at = NULL, move_at = now() WHERE id = $1`,
      [id, content],
    );
    expect((await scannedMail(analyst, 'Reprise')).attachments).toMatchObject([
      { id, place: 'stored', verdict: 'clean' },
    ]);
    const answer = await fetched(await scannedMail(analyst, 'Reprise'), id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
  });

  it('is there once, whole, although the service dies by kill -9 in the middle of it, and a mail that comes twice', async () => {
    const contents = Array.from({ length: 6 }, () => randomBytes(2 * MB));
    const mail = mailWith(
      'Coupure de courant',
      contents.map((content, at) => ({ name: `${at}.bin`, content })),
    );
    await platform.world.mailTo(mail);
    await mailDraft(analyst, 'Coupure de courant', ({ attachments }) =>
      attachments.some(({ place }) => place === 'waiting'),
    );
    await platform.kill('incident');
    // The same to the byte, under another number of the box.
    await platform.world.mailTo(mail);
    const again = await scannedMail(analyst, 'Coupure de courant');
    const incidentId = await declare(again);
    await platform.kill('incident');
    const items = await bound(incidentId, 6);
    expect(items.map((item) => item.sha256).sort()).toEqual(contents.map(sha256).sort());
    expect(await journalOf(incidentId)).toHaveLength(6);
    for (const { id, name } of items) {
      const { custody } = await read(analyst, incidentId, id);
      expect(custody.map(({ action }) => action)).toEqual(['attached', 'scanned']);
      const answer = await download(analyst, incidentId, id);
      expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe(sha256(contents[Number.parseInt(name)]!));
    }
    const { rows } = await admin.query(`SELECT FROM incident.mail_draft WHERE subject = 'Coupure de courant'`);
    expect(rows).toHaveLength(1);
  });
});
