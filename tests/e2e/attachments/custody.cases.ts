import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, RefusalBody } from '#libs/contracts';
import { ok } from '#libs/testing';
import { attach, read, scanned } from './files.js';
import { admin, analyst, anIncident, cast, declarant, platform } from './running.js';

const ROOT = join(import.meta.dirname, '../../..');
/** As an operator types it. */
const vigie = async (...args: string[]): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), 'attachments', ...args], {
      env: { PATH: process.env['PATH'], VIGIE_DATA: platform.dataDir },
    })
  ).stdout;

const codeOf = (body: unknown) => (body as RefusalBody).code;

describe('what the agency does with a file', () => {
  it('stands in its chain, in the journal, and in the audit', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'abc', { name: 'trace.log' });
    const path = `/api/incidents/${incidentId}/attachments/${id}`;
    ok(await analyst.post(`${path}/hand-overs`, { recipient: 'Gendarmerie', reason: 'Plainte 2026-17.' }));
    ok(await analyst.post(`${path}/seal`, { reason: 'Preuve.' }));
    const { attachment, custody } = await read(analyst, incidentId, id);
    expect(attachment.sealedAt).not.toBeNull();
    const lines = custody.filter(({ action }) => action !== 'scanned');
    expect(lines.map(({ action, recipient, reason }) => [action, recipient, reason])).toEqual([
      ['attached', null, 'Trace du pare-feu.'],
      ['handed-over', 'Gendarmerie', 'Plainte 2026-17.'],
      ['sealed', null, 'Preuve.'],
    ]);
    expect(lines[1]?.personId).toBe(analyst.session?.identity.personId);
    const journal = ok(await analyst.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`));
    expect(journal.items.slice(-2).map(({ type }) => type)).toEqual(['attachment-handed-over', 'attachment-sealed']);
    const { rows } = await admin.query<{ action: string }>(
      `SELECT action FROM incident.audit WHERE record_id = $1 AND action NOT LIKE '%scan' ORDER BY at`,
      [id],
    );
    expect(rows.map(({ action }) => action.split('.')[2])).toEqual(['begin', 'finish', 'hand-over', 'seal']);
  });

  it('what is sealed is not destroyed', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'abc');
    const path = `/api/incidents/${incidentId}/attachments/${id}`;
    ok(await analyst.post(`${path}/seal`, { reason: 'Preuve.' }));
    const answer = await analyst.post(`${path}/destroy`, { reason: 'Place.' });
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'attachment-sealed']);
  });

  it('what is destroyed leaves its record, and neither key nor bytes', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'abc');
    const path = `/api/incidents/${incidentId}/attachments/${id}`;
    ok(await analyst.post(`${path}/destroy`, { reason: 'Données de santé jointes par erreur.' }));
    const { attachment, custody } = await read(declarant, incidentId, id);
    expect([attachment.state, custody.at(-1)?.reason]).toEqual(['destroyed', 'Données de santé jointes par erreur.']);
    const { rows } = await admin.query('SELECT key_id, wrapped_key FROM incident.attachment WHERE id = $1', [id]);
    expect(rows).toEqual([{ key_id: null, wrapped_key: null }]);
    await expect(access(join(platform.dataDir, 'attachments', id.slice(-2), id))).rejects.toThrow();
    const answer = await analyst.post(`${path}/downloads`, { reason: 'x' });
    expect([answer.status, codeOf(answer.body)]).toEqual([410, 'attachment-destroyed']);
  });
});

describe('a chain of custody of many lines', () => {
  it('has its beginning and its end, says how many lie between, and counts all of them', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, 'abc');
    await scanned(declarant, incidentId, id);
    await admin.query(
      `INSERT INTO incident.custody (id, attachment_id, facility_id, visibility, at, action, side, facility_by, result)
       SELECT gen_random_uuid(), $1, $2, 'shared', now() + n * interval '1 ms', 'downloaded', 'facility', $3, 'clean'
       FROM generate_series(1, 1200) AS n`,
      [id, cast.facilityA, declarant.session?.identity.personId],
    );
    await setTimeout(1_500);
    ok(await analyst.post(`/api/incidents/${incidentId}/attachments/${id}/seal`, { reason: 'Preuve.' }));
    for (const client of [declarant, analyst]) {
      const { custody, custodyOmitted, fetchedAsClean } = await read(client, incidentId, id);
      expect(custody.slice(0, 2).map(({ action }) => action)).toEqual(['attached', 'scanned']);
      expect(custody.at(-1)).toMatchObject({ action: 'sealed', reason: 'Preuve.' });
      expect([custody.length, custodyOmitted, fetchedAsClean]).toEqual([1_000, 203, 1_200]);
    }
  });
});

describe('a new master key', () => {
  it('wraps every key anew, as often as it is asked to, and leaves the files as they are', async () => {
    const incidentId = await anIncident();
    const bytes = randomBytes(600_000);
    const id = await attach(declarant, incidentId, bytes);
    const secretsFile = join(platform.dataDir, 'secrets.json');
    const secrets = JSON.parse(await readFile(secretsFile, 'utf8')) as { attachments: string[] };
    const [old = ''] = secrets.attachments;
    const fresh = `fresh:${randomBytes(32).toString('base64url')}`;
    await writeFile(secretsFile, JSON.stringify({ ...secrets, attachments: [fresh, old] }));
    const oldId = old.split(':')[0] ?? '';
    expect(await vigie('keys')).toMatch(new RegExp(`fresh: opens no file any more\n${oldId}: opens \\d+ files`));
    expect(await vigie('rotate-key')).toMatch(
      new RegExp(`\\d+ files are wrapped anew[^]*${oldId}: opens no file any more`),
    );
    expect(await vigie('rotate-key')).toMatch(/^0 files are wrapped anew/);
    const { rows } = await admin.query('SELECT DISTINCT key_id FROM incident.attachment WHERE key_id IS NOT NULL');
    expect(rows).toEqual([{ key_id: 'fresh' }]);
    // One whose master key nobody has any more holds up no other, and is named.
    const lost = await attach(declarant, incidentId, 'abc');
    await admin.query(`UPDATE incident.attachment SET key_id = 'perdue' WHERE id = $1`, [lost]);
    const other = await attach(declarant, incidentId, 'def');
    await expect(vigie('rotate-key')).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        new RegExp(`^1 files are wrapped anew[^]*opens the file ${lost}: it stays as it is`),
      ),
    });
    const { rows: keyIds } = await admin.query<{ key_id: string }>(
      'SELECT key_id FROM incident.attachment WHERE id = ANY($1) ORDER BY key_id',
      [[lost, other]],
    );
    expect(keyIds.map(({ key_id }) => key_id)).toEqual(['fresh', 'perdue']);
    await admin.query('UPDATE incident.attachment SET key_id = $2 WHERE id = $1', [lost, oldId]);
    // Back, for the service that runs knows the old one alone; it would be restarted with both.
    await writeFile(secretsFile, JSON.stringify({ ...secrets, attachments: [old, fresh] }));
    await vigie('rotate-key');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const checked = await declarant.post(`/api/incidents/${incidentId}/attachments/${id}/verify`, {});
    expect(ok(checked)).toEqual({ intact: true, sha256 });
  });
});
