import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Platform } from '#libs/testing';
import { ROOT } from '../../deploy/local/data.mjs';
import { asAdmin } from './admin.js';
import { type Figure, figureOf } from './figure.js';
import { sizes } from './history.js';

const MAIN = join(ROOT, 'dist/apps/cli/src/main.js');
/** Said by the process itself when it ends: the most that it has had. */
const SAY_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+' kB'))`;
/** Megabytes that an archive of a million records may take more than one of ten thousand: what waits to be collected, and no record. */
const MOST_GROWTH = { export: 100, import: 150 };

interface Run {
  seconds: number;
  peakMb: number;
}

/** `vigie export --all` and `vigie import` of so many journal entries: how long, and how much memory they take at their highest. */
export async function benchExport(platform: Platform): Promise<Figure[]> {
  const figures: Figure[] = [];
  const first: Record<string, number> = {};
  for (const size of sizes()) {
    await fill(platform.adminUrl, size);
    const out = join(platform.dataDir, `archive-${size}`);
    const copy = `vigie_copy_${size}`;
    const store = join(platform.dataDir, copy);
    const exported = await vigie(platform, 'vigie', {}, 'export', '--all', '--out', out);
    await vigie(platform, copy, {}, 'migrate');
    const imported = await vigie(platform, copy, { VIGIE_ATTACHMENTS_DIR: store }, 'import', out);
    const runs = [['export', exported] as const, ['import', imported] as const];
    for (const [name, { seconds, peakMb }] of runs) {
      first[name] ??= peakMb;
      const growth = [{ value: Math.max(0, peakMb - first[name]), limit: null }];
      figures.push(
        figureOf(`${name}.rate.${size}`, 'records/s', [{ value: size / seconds, limit: null }], { reported: true }),
        figureOf(`${name}.memory.${size}`, 'MB', [{ value: peakMb, limit: null }], { reported: true }),
        figureOf(`${name}.memory-growth.${size}`, 'MB', growth, { atMost: MOST_GROWTH[name], of: 'value' }),
      );
    }
    await asAdmin(platform.adminUrl, (client) => client.query(`DROP DATABASE ${copy} WITH (FORCE)`));
    for (const folder of [out, store]) await rm(folder, { recursive: true, force: true });
  }
  return figures;
}

/** Up to so many entries of one journal, without what triggers do beside it. */
async function fill(adminUrl: string, size: number): Promise<void> {
  await asAdmin(adminUrl, async (client) => {
    await client.query(`SET statement_timeout = 0; SET session_replication_role = replica`);
    await client.query(
      `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, facility_author_id, text, at)
       SELECT gen_random_uuid(), '01900000-0000-7000-8000-000000000001', n, '01900000-0000-7000-8000-000000000002', 'note', 'shared',
         '01900000-0000-7000-8000-000000000003', repeat('Le pare-feu est isolé. ', 20), '2026-01-01T00:00:00.123456Z'
       FROM generate_series((SELECT count(*) FROM incident.journal_entry
         WHERE incident_id = '01900000-0000-7000-8000-000000000001') + 1, $1::int) AS n`,
      [size],
    );
  });
}

async function vigie(
  { dataDir }: Platform,
  database: string,
  more: Record<string, string>,
  ...args: string[]
): Promise<Run> {
  const env = { PATH: process.env['PATH'], VIGIE_DATA: dataDir, VIGIE_DATABASE_NAME: database, ...more };
  const began = performance.now();
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', SAY_PEAK, MAIN, ...args], {
    env,
    maxBuffer: 1 << 26,
  });
  const peakMb = Number(/peak (\d+) kB/.exec(stderr)?.[1]) / 1024;
  return { seconds: (performance.now() - began) / 1000, peakMb };
}
