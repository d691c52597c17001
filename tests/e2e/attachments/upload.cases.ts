import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Attachment, CommandResult, JournalEntry, RefusalBody, UploadProgress } from '#libs/contracts';
import { ok } from '#libs/testing';
import { newRecordId, until } from '../story/world.js';
import { attach, beginAttachment, download, finish, read, scanned, sendPart } from './files.js';
import { admin, analyst, anIncident, cast, declarant, platform } from './running.js';

const MB = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stored = (id: string) => join(platform.dataDir, 'attachments', id.slice(-2), id);

describe('a file that is attached', () => {
  it('comes back as it was, with its hash, and is a step of the incident', async () => {
    const incidentId = await anIncident();
    const bytes = randomBytes(3 * MB + 17);
    const id = await attach(declarant, incidentId, bytes, { name: 'copie d’écran.png' });
    const { attachment } = await read(declarant, incidentId, id);
    expect(attachment).toMatchObject({ state: 'stored', sha256: sha256(bytes), size: bytes.length, side: 'facility' });
    await scanned(declarant, incidentId, id);
    const answer = await download(declarant, incidentId, id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const journal = ok(await declarant.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`));
    expect(journal.items.at(-1)).toMatchObject({
      type: 'attachment-added',
      text: 'copie d’écran.png',
      details: { attachmentId: id, sha256: sha256(bytes) },
    });
  });

  it('is nowhere on the disk as it was', async () => {
    const incidentId = await anIncident();
    const secret = 'Dossier de Camille Inventée';
    const id = await attach(declarant, incidentId, secret.repeat(1_000));
    expect((await readFile(stored(id))).includes(secret)).toBe(false);
    expect(await readdir(join(stored(id), '..'))).not.toContain(`${id}.part`);
  });

  it('has a key of its own, which the database holds only wrapped', async () => {
    const incidentId = await anIncident();
    const [one, other] = [await attach(declarant, incidentId, 'a'), await attach(declarant, incidentId, 'a')];
    const { rows } = await admin.query<{ key_id: string; wrapped_key: Buffer }>(
      'SELECT key_id, wrapped_key FROM incident.attachment WHERE id = ANY($1)',
      [[one, other]],
    );
    expect(rows[0]?.wrapped_key.equals(rows[1]?.wrapped_key ?? Buffer.alloc(0))).toBe(false);
    expect((await readFile(stored(one))).equals(await readFile(stored(other)))).toBe(false);
    expect(rows.map(({ key_id }) => key_id)).not.toContain(undefined);
  });
});

describe('an upload', () => {
  it('goes on in parts of any size, and says where', async () => {
    const incidentId = await anIncident();
    const bytes = randomBytes(MB + 5);
    const id = await beginAttachment(declarant, incidentId, { size: bytes.length });
    let offset = 0;
    for (const size of [1, 300_000, 262_144, 7]) {
      const part = bytes.subarray(offset, offset + size);
      offset = ok(await sendPart(declarant, incidentId, id, part, offset)).offset;
    }
    expect(offset).toBe(1 + 300_000 + 262_144 + 7);
    const early = await finish(declarant, incidentId, id);
    expect([early.status, (early.body as unknown as RefusalBody).code]).toEqual([409, 'attachment-incomplete']);
    for (const what of ['downloads', 'verify']) {
      const answer = await declarant.post<RefusalBody>(`/api/incidents/${incidentId}/attachments/${id}/${what}`, {});
      expect(answer.body).toMatchObject({ code: 'attachment-incomplete', params: { offset, size: bytes.length } });
    }
    ok(await sendPart(declarant, incidentId, id, bytes.subarray(offset), offset));
    expect(ok(await finish(declarant, incidentId, id)).sha256).toBe(sha256(bytes));
  });

  it('refuses another place, and tells the right one', async () => {
    const incidentId = await anIncident();
    const id = await beginAttachment(declarant, incidentId, { size: 10 });
    ok(await sendPart(declarant, incidentId, id, 'cinq5'));
    for (const offset of [0, 4, 6, 10]) {
      const answer = await sendPart(declarant, incidentId, id, 'x', offset);
      expect([answer.status, (answer.body as unknown as RefusalBody).params]).toEqual([409, { offset: 5 }]);
    }
    const progress = `/api/incidents/${incidentId}/attachments/${id}/progress`;
    expect(ok(await declarant.get(progress))).toEqual({ attachmentId: id, offset: 5, size: 10 });
  });

  it('keeps what has arrived when the line breaks', async () => {
    const incidentId = await anIncident();
    const bytes = randomBytes(2 * MB);
    const id = await beginAttachment(declarant, incidentId, { size: bytes.length });
    await sendAndBreak(incidentId, id, bytes.subarray(0, MB + 100), bytes.length);
    const offset = await until(async () => {
      const path = `/api/incidents/${incidentId}/attachments/${id}/progress`;
      const { offset: now } = ok(await declarant.get<UploadProgress>(path));
      return now === MB + 100 ? now : undefined;
    }, 'all that was sent');
    ok(await sendPart(declarant, incidentId, id, bytes.subarray(offset), offset));
    expect(ok(await finish(declarant, incidentId, id)).sha256).toBe(sha256(bytes));
  });

  it('takes no more than was announced, and no more than may be', async () => {
    const incidentId = await anIncident();
    const id = await beginAttachment(declarant, incidentId, { size: 3 });
    const answer = await sendPart(declarant, incidentId, id, 'quatre');
    expect([answer.status, (answer.body as unknown as RefusalBody).code]).toEqual([413, 'too-large']);
    const said = { id: newRecordId(), name: 'disque.img', size: 500 * MB + 1, purpose: 'Image.' };
    const huge = await declarant.post<RefusalBody>(`/api/incidents/${incidentId}/attachments`, said);
    expect([huge.status, huge.body.code]).toEqual([413, 'too-large']);
  });

  it('is done once, however often it is asked for', async () => {
    const incidentId = await anIncident();
    const id = newRecordId();
    const said = { id, name: 'a.txt', size: 1, purpose: 'Essai.' };
    const path = `/api/incidents/${incidentId}/attachments`;
    const key = newRecordId();
    const [first, again] = [await declarant.post(path, said, { key }), await declarant.post(path, said, { key })];
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(((await declarant.post(path, said)).body as RefusalBody).code).toBe('already-exists');
    ok(await sendPart(declarant, incidentId, id, 'a'));
    expect(ok(await sendPart(declarant, incidentId, id, '', 1)).offset).toBe(1);
    ok(await finish(declarant, incidentId, id));
    ok(await finish(declarant, incidentId, id));
    const journal = ok(await declarant.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`));
    expect(journal.items.filter(({ type }) => type === 'attachment-added')).toHaveLength(1);
  });

  it('is seen by its author alone until it is whole', async () => {
    const incidentId = await anIncident();
    const id = await beginAttachment(declarant, incidentId, { size: 3 });
    const path = `/api/incidents/${incidentId}/attachments`;
    const list = async (client: typeof declarant) =>
      ok(await client.get<CommandResult<'incident.attachment.list'>>(path)).items.map((item: Attachment) => item.id);
    expect(await list(declarant)).toEqual([id]);
    expect(await list(analyst)).toEqual([]);
    expect(await list(cast.rightful['facility-manager'])).toEqual([]);
    const other = await sendPart(cast.rightful['facility-manager'], incidentId, id, 'abc');
    expect(other.status).toBe(404);
  });
});

/** Sends a beginning, then hangs up. */
function sendAndBreak(incidentId: string, id: string, bytes: Uint8Array, announced: number): Promise<void> {
  const url = new URL(`/api/incidents/${incidentId}/attachments/${id}/content?offset=0`, platform.baseUrl);
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'PUT',
      headers: {
        cookie: declarant.cookie,
        'x-csrf-token': declarant.csrfToken,
        'content-type': 'application/octet-stream',
        'content-length': announced,
      },
    });
    sending.on('error', () => resolve());
    sending.write(bytes, () => setTimeout(() => sending.destroy(), 300));
  });
}
