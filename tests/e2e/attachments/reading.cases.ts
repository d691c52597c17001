import { createHash } from 'node:crypto';
import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CommandResult, RefusalBody } from '#libs/contracts';
import { ok } from '#libs/testing';
import { EICAR, attach, download, read, scanned } from './files.js';
import { admin, analyst, anIncident, cast, declarant, platform } from './running.js';

const pathOf = (incidentId: string, id: string) => `/api/incidents/${incidentId}/attachments/${id}`;
const stored = (id: string) => join(platform.dataDir, 'attachments', id.slice(-2), id);
const codeOf = (body: unknown) => (body as RefusalBody).code;

describe('what comes out', () => {
  it('is saved, whatever it is, and never shown', async () => {
    const incidentId = await anIncident();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>';
    const id = await attach(declarant, incidentId, svg, { name: '../../etc/ima\u202Egnp.svg' });
    await scanned(declarant, incidentId, id);
    const answer = await download(declarant, incidentId, id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="imagnp.svg"; filename*=UTF-8''imagnp.svg`,
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(await answer.text()).toBe(svg);
    const { attachment } = await read(declarant, incidentId, id);
    expect(attachment).toMatchObject({ name: 'imagnp.svg', originalName: '../../etc/ima\u202Egnp.svg' });
  });

  it('is given to who asked, for some minutes, and to nobody else', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'abc');
    await scanned(declarant, incidentId, id);
    const path = `${pathOf(incidentId, id)}/downloads`;
    const { downloadId } = ok(await declarant.post<{ downloadId: string }>(path, {}));
    expect((await analyst.get(`${path}/${downloadId}`)).status).toBe(404);
    expect((await cast.foreign.declarant.get(`${path}/${downloadId}`)).status).toBe(404);
    expect((await declarant.get(`${path}/${downloadId}`)).text).toBe('abc');
  });

  it('of what is infected is the agency’s alone, with a reason', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, EICAR, { name: 'facture.pdf.exe' });
    expect((await scanned(declarant, incidentId, id)).verdict).toBe('infected');
    const path = `${pathOf(incidentId, id)}/downloads`;
    const ofFacility = await declarant.post(path, { reason: 'Je la veux.' });
    expect([ofFacility.status, codeOf(ofFacility.body)]).toEqual([403, 'attachment-not-clean']);
    const without = await analyst.post(path, {});
    expect([without.status, codeOf(without.body)]).toEqual([422, 'attachment-reason-needed']);
    const answer = await download(analyst, incidentId, id, 'Analyse du rançongiciel.');
    expect(Buffer.from(await answer.arrayBuffer()).equals(EICAR)).toBe(true);
    const { custody } = await read(analyst, incidentId, id);
    expect(custody.map(({ action, result, reason }) => [action, result, reason])).toEqual([
      ['attached', null, 'Trace du pare-feu.'],
      ['scanned', 'infected', null],
      ['downloaded', 'infected', 'Analyse du rançongiciel.'],
    ]);
  });

  it('of the agency’s own does not exist for the facility', async () => {
    const incidentId = await anIncident();
    const id = await attach(analyst, incidentId, 'Note interne', { visibility: 'agency', tlp: 'RED' });
    expect((await read(analyst, incidentId, id)).attachment).toMatchObject({ visibility: 'agency', tlp: 'RED' });
    const [hidden, unknown] = [
      await declarant.get(pathOf(incidentId, id)),
      await declarant.get(pathOf(incidentId, incidentId)),
    ];
    expect([hidden.status, codeOf(hidden.body)]).toEqual([unknown.status, codeOf(unknown.body)]);
    const list = ok(
      await declarant.get<CommandResult<'incident.attachment.list'>>(`/api/incidents/${incidentId}/attachments`),
    );
    expect([list.items, list.total]).toEqual([[], 0]);
    const journal = await declarant.get(`/api/incidents/${incidentId}/journal`);
    expect(journal.text).not.toContain(id);
    const own = { id: incidentId, name: 'a', size: 1, purpose: 'x', visibility: 'agency' };
    expect((await declarant.post(`/api/incidents/${incidentId}/attachments`, own)).status).toBe(403);
  });

  it('tells a facility that it was the agency, and not who of it', async () => {
    const incidentId = await anIncident();
    const id = await attach(analyst, incidentId, 'Consignes');
    const { attachment, custody } = await read(declarant, incidentId, id);
    expect([attachment.side, attachment.attachedBy]).toEqual(['agency', null]);
    expect(JSON.stringify(custody)).not.toContain(analyst.session?.identity.personId);
  });
});

describe('what is no longer what was stored', () => {
  const damage: [string, (path: string) => Promise<void>][] = [
    ['cut short', async (path) => truncate(path, (await readFile(path)).length - 40)],
    ['one bit turned', flipBit],
    ['gone', async (path) => (await open(path, 'w')).close()],
  ];
  it.each(damage)('%s: is noticed, and not handed out', async (_, harm) => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'x'.repeat(1_000));
    await scanned(declarant, incidentId, id);
    const sha256 = createHash('sha256').update('x'.repeat(1_000)).digest('hex');
    const verify = () => declarant.post(`${pathOf(incidentId, id)}/verify`, {});
    expect(ok(await verify())).toEqual({ intact: true, sha256 });
    await harm(stored(id));
    expect(ok(await verify())).toEqual({ intact: false, sha256: null });
    const { custody } = await read(declarant, incidentId, id);
    expect(custody.slice(-2).map(({ result }) => result)).toEqual(['intact', 'damaged']);
    const answer = await declarant.post(`${pathOf(incidentId, id)}/downloads`, {});
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'attachment-damaged']);
    const { custody: after } = await read(declarant, incidentId, id);
    expect(after.filter(({ action }) => action === 'downloaded')).toEqual([]);
  });
});

async function flipBit(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, 100);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await file.write(byte, 0, 1, 100);
  await file.close();
}

describe('who had a file', () => {
  it.each(['UPDATE incident.custody SET reason = null', 'DELETE FROM incident.custody', 'TRUNCATE incident.custody'])(
    'is never changed: %s',
    async (statement) => {
      await attach(declarant, await anIncident(), 'a');
      await expect(admin.query(statement)).rejects.toThrow(/never changed/);
    },
  );
});
