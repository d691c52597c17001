import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { keptTables } from '../../../apps/cli/src/takeaway/table-list.js';
import { ATTACHED, FILES } from './more-records.js';
import {
  asAdmin,
  attachmentsIn,
  exported,
  manifestIn,
  newInstance,
  newPath,
  quiet,
  storeOf,
  storedIn,
  vigie,
} from './running.js';

const rowsIn = async (folder: string, file: string): Promise<string[]> =>
  (await readFile(join(folder, file), 'utf8')).split('\n').slice(0, -1);

/** A copy that came out of a zip. */
let unpacked: string;

/** By table, how many there are; so that no comparison is of nothing with nothing. */
const countsOf = async (folder: string): Promise<Record<string, number>> =>
  Object.fromEntries((await manifestIn(folder)).tables.map(({ table, rows }) => [table, rows]));

describe('everything', () => {
  it('comes back record by record after an import into an empty instance', async () => {
    const first = await exported('vigie');
    const counts = await countsOf(first.folder);
    expect(Object.keys(counts).sort()).toEqual(
      keptTables()
        .map(({ table }) => table)
        .sort(),
    );
    expect(Object.entries(counts).filter(([, rows]) => rows === 0)).toEqual([]);

    const copy = await newInstance();
    expect(await vigie(copy, 'import', first.folder, '--expect', first.sha256)).toMatchObject({
      code: 0,
      stdout: 'Everything is there.\n',
    });
    const second = await exported(copy);
    const [before, after] = [await manifestIn(first.folder), await manifestIn(second.folder)];
    const shape = ({ tables }: typeof before) => tables.map(({ rows: _, ...rest }) => rest);
    expect(shape(after)).toEqual(shape(before));
    for (const { table, file } of before.tables) {
      const [old, now] = [await rowsIn(first.folder, file), await rowsIn(second.folder, file)];
      // That it was exported stands in the audit after the instant of the archive; that it was imported, in the copy's.
      const added = now.filter((line) => table === 'directory.audit' && line.includes('"archive.import"'));
      expect(added.length).toBe(table === 'directory.audit' ? 1 : 0);
      expect({ table, rows: now.filter((line) => !added.includes(line)) }).toEqual({ table, rows: old });
    }
    const binaries = ({ files }: typeof before) =>
      files.filter(({ path }) => /^(files|incidents|schemas)\//.test(path));
    expect(binaries(after)).toEqual(binaries(before));
    expect(binaries(before).length).toBeGreaterThan(keptTables().length + 4);

    // Every file on an incident, byte by byte; sealed anew by the copy's own master key.
    const files = await attachmentsIn(first.folder);
    expect(files.size).toBeGreaterThan(FILES.length);
    for (const [id, { path }] of files) {
      const [old, now] = await Promise.all([first, second].map(({ folder }) => readFile(join(folder, path))));
      expect({ id, same: old?.equals(now ?? Buffer.alloc(0)) }).toEqual({ id, same: true });
    }
    expect((await storedIn(copy)).toSorted()).toEqual([...files.keys()].toSorted());
    expect(await asAdmin(copy, 'SELECT DISTINCT key_id FROM incident.attachment WHERE key_id IS NOT NULL')).toEqual([
      { key_id: 'copies' },
    ]);
    const [trace] = FILES;
    const sealed = await readFile(join(storeOf(copy), trace?.id.slice(-2) ?? '', trace?.id ?? ''));
    expect(sealed.includes(Buffer.from(trace?.bytes.slice(0, 64) ?? []))).toBe(false);
  }, 600_000);

  it('holds files on incidents as they were sent, and those apart that no scanner has found clean', async () => {
    const { folder } = await exported('vigie');
    const files = await attachmentsIn(folder);
    for (const { id, name, bytes, verdict } of FILES) {
      const file = files.get(id);
      const place = verdict === 'clean' ? 'attachments' : 'quarantine';
      expect(file).toMatchObject({ path: `files/${place}/${id}`, name, verdict });
      expect((await readFile(join(folder, file?.path ?? ''))).equals(bytes)).toBe(true);
    }
    const readMe = await readFile(join(folder, 'LISEZ-MOI.txt'), 'utf8');
    expect(readMe).toMatch(/DANGER : .* files\/quarantine\/ \(.*infecté : 1, trop volumineux pour être examiné : 1/);
    const { notIncluded } = await manifestIn(folder);
    expect(notIncluded).toContainEqual({ what: '1 files on incidents', why: 'still being sent at this instant' });
  }, 600_000);

  it('holds attachments as files, whole, and instants to the microsecond', async () => {
    const { folder } = await exported('vigie');
    const names = await readdir(join(folder, 'files/mail-attachments'));
    const hashes = await Promise.all(
      names.map(async (name) => {
        const bytes = await readFile(join(folder, 'files/mail-attachments', name));
        return createHash('sha256').update(bytes).digest('hex');
      }),
    );
    expect(hashes).toContain(createHash('sha256').update(ATTACHED).digest('hex'));
    const [row] = await asAdmin<{ id: string; at: string }>(
      'vigie',
      `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at FROM incident.audit
       WHERE extract(microseconds FROM at)::bigint % 1000 <> 0 LIMIT 1`,
    );
    const line = (await rowsIn(folder, 'tables/incident.audit.ndjson')).find((text) => text.includes(row?.id ?? '-'));
    const at = (JSON.parse(line ?? '{}') as { at: string }).at;
    // PostgreSQL leaves zeros at the end out.
    expect(`${row?.at}`.replace(/0+$/, '')).toBe(at.replace('+00:00', ''));
  }, 600_000);

  it('tells each incident whole in a document of its own', async () => {
    const { folder } = await exported('vigie');
    const rowsOf = async (table: string) =>
      (await rowsIn(folder, `tables/${table}.ndjson`)).map((line) => JSON.parse(line) as Record<string, unknown>);
    const incidents = await rowsOf('incident.incident');
    expect(await readdir(join(folder, 'incidents'))).toHaveLength(incidents.length);
    for (const incident of incidents) {
      const document = JSON.parse(
        await readFile(join(folder, `incidents/${String(incident['reference'])}.json`), 'utf8'),
      ) as Record<string, unknown>;
      expect(document['incident.incident']).toEqual(incident);
      expect(Object.keys(document)).toEqual(expect.arrayContaining(['incident.clock', 'incident.attachment']));
      for (const table of ['incident.journal_entry', 'incident.clock', 'incident.attachment'])
        expect({ table, rows: document[table] }).toEqual({
          table,
          rows: (await rowsOf(table)).filter((row) => row['incident_id'] === incident['id']),
        });
      const files = (document['incident.attachment'] as { id: string }[]).map(({ id }) => id);
      const custody = await rowsOf('incident.custody');
      expect(document['incident.custody']).toEqual(
        custody.filter((line) => files.includes(String(line['attachment_id']))),
      );
    }
  }, 600_000);

  it('is the same in a zip', async () => {
    const file = `${newPath('packed')}.zip`;
    expect(await vigie('vigie', 'export', '--all', '--out', file)).toMatchObject({ code: 0 });
    const copy = await newInstance();
    unpacked = copy;
    expect(await vigie(copy, 'import', file)).toMatchObject({ code: 0, stdout: 'Everything is there.\n' });
    expect(await storedIn(copy)).toEqual(expect.arrayContaining(FILES.map(({ id }) => id)));
    const people = async (database: string) => asAdmin(database, 'SELECT * FROM directory.person ORDER BY id');
    expect(await people(copy)).toEqual(await people('vigie'));
  }, 600_000);

  it('goes without a file that its store has lost, says so, and comes back with its record', async () => {
    const source = unpacked;
    const copy = await newInstance();
    const [gone, locked] = FILES.map(({ id }) => id);
    await rm(join(storeOf(source), gone?.slice(-2) ?? '', gone ?? ''));
    await asAdmin(source, `UPDATE incident.attachment SET key_id = 'lost' WHERE id = $1`, [locked]);
    const folder = newPath('lost');
    expect(await vigie(source, 'export', '--all', '--out', folder)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2 files that the attachment store has lost are not in it'),
    });
    const { lostFiles } = await manifestIn(folder);
    expect(lostFiles.toSorted((a, b) => (a.why < b.why ? 1 : -1))).toEqual([
      { id: gone, why: 'the file is missing' },
      { id: locked, why: 'master key lost is not among VIGIE_ATTACHMENT_KEYS' },
    ]);
    expect(await vigie(copy, 'import', folder)).toMatchObject({ code: 0, stdout: 'Everything is there.\n' });
    expect(
      await asAdmin(copy, `SELECT id FROM incident.attachment WHERE id = ANY($1) AND state = 'stored'`, [
        [gone, locked],
      ]),
    ).toHaveLength(2);
    const stored = await storedIn(copy);
    expect([stored.includes(gone ?? ''), stored.includes(locked ?? ''), stored.length > 2]).toEqual([
      false,
      false,
      true,
    ]);
  }, 600_000);

  it('leaves out whatever opens a door', async () => {
    const { folder } = await exported('vigie');
    const { tables, notIncluded } = await manifestIn(folder);
    const behind = notIncluded.map(({ what }) => what);
    for (const secret of [
      'directory.credential',
      'gateway.session',
      'directory.machine_key.secret_hash',
      'incident.attachment.wrapped_key',
    ])
      expect(behind).toContain(secret);
    const columns = tables.flatMap(({ table, columns: own }) => own.map(({ name }) => `${table}.${name}`));
    expect(columns.filter((name) => /password|secret|token/.test(name))).toEqual([]);
  }, 600_000);

  it('sends nothing on that was waiting when it was exported', async () => {
    await quiet();
    // As if the mail server had been away.
    await asAdmin(
      'vigie',
      `UPDATE alerting.mail SET state = 'open', sent_at = NULL, next_at = 'infinity' WHERE id = (SELECT min(id::text)::uuid FROM alerting.mail)`,
    );
    const { folder } = await exported('vigie');
    await asAdmin('vigie', `UPDATE alerting.mail SET state = 'failed', failure = 'test' WHERE state = 'open'`);
    const copy = await newInstance();
    const done = await vigie(copy, 'import', folder);
    expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('1 mails that had not left, given up') });
    expect(await asAdmin(copy, `SELECT FROM alerting.mail WHERE state = 'open'`)).toEqual([]);
  }, 600_000);
});
