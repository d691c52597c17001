import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FILES, SECRETS } from './more-records.js';
import { asAdmin, attachmentsIn, exported, manifestIn, newInstance, newPath, running, vigie } from './running.js';

async function finessOf(facilityId: string): Promise<string> {
  const [row] = await asAdmin<{ finess: string }>('vigie', 'SELECT finess FROM directory.facility WHERE id = $1', [
    facilityId,
  ]);
  return row?.finess ?? '';
}

async function everythingIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))).join('\n');
}

describe('a facility', () => {
  it('takes its own away, and nothing of others or of the agency', async () => {
    const { folder } = await exported('vigie', '--facility', await finessOf(running.cast.facilityA));
    const text = await everythingIn(folder);
    const { tables } = await manifestIn(folder);
    expect(tables.filter(({ of }) => of === 'agency')).toEqual([]);
    for (const own of ['incident.incident', 'incident.journal_entry', 'incident.declaration_version', 'incident.clock'])
      expect(tables.find(({ table }) => table === own)?.rows).toBeGreaterThan(0);
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);

    const others = await asAdmin<{ id: string }>(
      'vigie',
      `SELECT id::text FROM incident.incident WHERE facility_id <> $1
       UNION ALL SELECT id::text FROM directory.facility WHERE id <> $1
       UNION ALL SELECT p.id::text FROM directory.person p JOIN directory.agency_role r ON r.person_id = p.id
         WHERE NOT EXISTS (SELECT FROM directory.membership m WHERE m.person_id = p.id AND m.facility_id = $1)
       UNION ALL SELECT p.email FROM directory.person p
         WHERE NOT EXISTS (SELECT FROM directory.membership m WHERE m.person_id = p.id AND m.facility_id = $1)`,
      [running.cast.facilityA],
    );
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter(({ id }) => text.includes(id))).toEqual([]);
    // The same secrets are in the agency's own archive: the search would find them.
    const all = await everythingIn((await exported('vigie')).folder);
    for (const secret of Object.values(SECRETS)) expect(all).toContain(secret);
  }, 600_000);

  it('holds in its archive each row and column that its people are shown, and no other', async () => {
    const { facilityA } = running.cast;
    const { folder } = await exported('vigie', '--facility', await finessOf(facilityA));
    const journal = await readFile(join(folder, 'tables/incident.journal_entry.ndjson'), 'utf8');
    const kept = journal
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { id: string });
    const shown = await asAdmin<{ id: string }>(
      'vigie',
      `SELECT id FROM incident.journal_entry WHERE facility_id = $1 AND visibility = 'shared' ORDER BY incident_id, seq`,
      [facilityA],
    );
    expect(kept.map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
    expect(kept.filter((row) => 'agency_author_id' in row)).toEqual([]);

    const files = await attachmentsIn(folder);
    const own = await asAdmin<{ id: string }>(
      'vigie',
      `SELECT id FROM incident.attachment
       WHERE facility_id = $1 AND visibility = 'shared' AND state <> 'destroyed' AND sha256 IS NOT NULL`,
      [facilityA],
    );
    expect([...files.keys()].toSorted()).toEqual(own.map(({ id }) => id).toSorted());
    for (const { id, bytes } of FILES.filter(({ visibility }) => visibility === 'shared'))
      expect((await readFile(join(folder, files.get(id)?.path ?? ''))).equals(bytes)).toBe(true);
  }, 600_000);

  it('comes back in an empty instance of another agency, and goes out of it the same', async () => {
    const finess = await finessOf(running.cast.facilityA);
    const first = await exported('vigie', '--facility', finess);
    const copy = await newInstance();
    expect(await vigie(copy, 'import', first.folder)).toMatchObject({ code: 0 });
    const second = await exported(copy, '--facility', finess);
    const { tables } = await manifestIn(first.folder);
    // A task's playbook is the agency's: the task comes along without it.
    const changed = (table: string, line: string) =>
      table === 'incident.task' ? line.replace(/"run_id":"[^"]*"/, '"run_id":null') : line;
    for (const { table, file } of tables) {
      const [old, now] = await Promise.all(
        [first, second].map(async ({ folder }) => (await readFile(join(folder, file), 'utf8')).split('\n')),
      );
      expect({ table, rows: now }).toEqual({ table, rows: old?.map((line) => changed(table, line)) });
    }
    const files = await attachmentsIn(first.folder);
    expect(files.size).toBeGreaterThan(0);
    expect(await attachmentsIn(second.folder)).toEqual(files);
  }, 600_000);

  it('is refused by a number that nobody has', async () => {
    const out = newPath('nobody');
    expect(await vigie('vigie', 'export', '--facility', '000000000', '--out', out)).toMatchObject({
      code: 1,
      stderr: 'No facility has the FINESS number 000000000\n',
    });
    expect(await vigie('vigie', 'export', '--out', out)).toMatchObject({ code: 2 });
    for (const path of [out, `${out}.partial`]) expect(existsSync(path)).toBe(false);
  }, 600_000);
});
