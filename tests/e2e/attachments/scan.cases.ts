import { randomBytes } from 'node:crypto';
import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { RefusalBody, ScannerState, Verdict } from '#libs/contracts';
import { ok } from '#libs/testing';
import { until } from '../story/world.js';
import { EICAR, attach, read, scanned } from './files.js';
import { admin, alarm, analyst, anIncident, cast, declarant, platform } from './running.js';
import { zip } from './zip.js';

const clamd = () => {
  const { clamd: running } = platform.running;
  if (!running) throw new Error('this platform has no scanner');
  return running;
};
const DAY = 86_400_000;
const state = async () => ok(await cast.rightful.administrator.get<ScannerState>('/api/scanner'));

describe('a file that is looked at', () => {
  const files: [string, () => Uint8Array, Verdict, RegExp | null][] = [
    ['a trace', () => Buffer.from('Trace du pare-feu'), 'clean', null],
    ['EICAR', () => EICAR, 'infected', /Eicar-Test-Signature/],
    ['EICAR in an archive', () => zip([{ name: 'a.txt', content: EICAR }]), 'infected', /Eicar-Test-Signature/],
    [
      'an archive with a password',
      () => zip([{ name: 'a.txt', content: EICAR, locked: true }]),
      'encrypted',
      /Encrypted/,
    ],
    ['an archive bomb', bomb, 'too-large', /Limits/],
    ['an archive in an archive, thirty times', () => nested(30), 'too-large', /Limits/],
    ['a PDF that breaks off', () => Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), 'unreadable', null],
    [
      'an archive that breaks off',
      () => zip([{ name: 'a', content: randomBytes(999) }]).subarray(0, 400),
      'unreadable',
      null,
    ],
  ];

  it.each(files)('%s', async (_, content, verdict, finding) => {
    const incidentId = await anIncident();
    const found = await scanned(declarant, incidentId, await attach(declarant, incidentId, content()));
    expect(found.verdict).toBe(verdict);
    if (finding) expect(found.finding).toMatch(finding);
    else expect(found.finding).toBeNull();
    expect(found.signaturesAt).not.toBeNull();
  });

  it('is told to those who may read it', async () => {
    const incidentId = await anIncident();
    const id = await attach(declarant, incidentId, EICAR);
    await scanned(declarant, incidentId, id);
    const feed = await until(async () => {
      const page = await analyst.get('/api/feed', { recipient: 'agency', after: 0, limit: 500 });
      return page.text.includes(id) && page.text.includes('attachment.scanned') ? page.text : undefined;
    }, 'the verdict in the feed');
    expect(feed).toContain('infected');
  });
});

describe('while the scanner is away', () => {
  it('files are taken, count as not scanned, and are looked at when it is back', async () => {
    const incidentId = await anIncident();
    await clamd().kill();
    const id = await attach(declarant, incidentId, EICAR);
    await until(async () => ((await state()).state === 'down' ? true : undefined), 'the scanner down');
    expect((await state()).waiting).toBeGreaterThan(0);
    expect((await read(declarant, incidentId, id)).attachment).toMatchObject({ verdict: 'unscanned', scannedAt: null });
    const answer = await declarant.post<RefusalBody>(`/api/incidents/${incidentId}/attachments/${id}/downloads`, {});
    expect([answer.status, answer.body.code]).toEqual([409, 'attachment-unscanned']);
    await clamd().start();
    expect((await scanned(declarant, incidentId, id)).verdict).toBe('infected');
  });
});

describe('while the store is away', () => {
  it('a file waits, however often it was offered, and is looked at when it is back', async () => {
    const incidentId = await anIncident();
    await clamd().kill();
    const id = await attach(declarant, incidentId, 'Trace du pare-feu');
    const path = join(platform.dataDir, 'attachments', id.slice(-2), id);
    await rename(path, `${path}.away`);
    await admin.query('UPDATE incident.attachment SET scan_failures = 5 WHERE id = $1', [id]);
    await clamd().start();
    await until(async () => ((await state()).stuck > 0 ? true : undefined), 'that somebody should look', 60_000);
    expect((await read(declarant, incidentId, id)).attachment).toMatchObject({ verdict: 'unscanned', scannedAt: null });
    await alarm('scans', 'degraded');
    await rename(`${path}.away`, path);
    await admin.query('UPDATE incident.attachment SET scan_at = now() WHERE id = $1', [id]);
    expect((await scanned(declarant, incidentId, id)).verdict).toBe('clean');
    await alarm('scans', 'up');
  });
});

describe('signatures', () => {
  it('that are too old are told, to administrators and beside the verdict', async () => {
    const file = join(clamd().database, 'vigie.ndb');
    await utimes(file, new Date(), new Date());
    expect(await state()).toMatchObject({ state: 'up', engine: expect.stringMatching(/^ClamAV/), outdated: false });
    const old = new Date(Date.now() - 30 * DAY);
    await utimes(file, old, old);
    expect(await state()).toMatchObject({ outdated: true, signaturesAt: old.toISOString() });
    await alarm('signatures', 'degraded');
    const incidentId = await anIncident();
    // The next round of the service has read it by then.
    const seen = await until(async () => {
      const found = await scanned(declarant, incidentId, await attach(declarant, incidentId, 'a'));
      return found.signaturesAt === old.toISOString() ? found : undefined;
    }, 'the age beside the verdict');
    expect(seen.verdict).toBe('clean');
    await utimes(file, new Date(), new Date());
    await alarm('signatures', 'up');
  });
});

/** Deeper than a scanner looks. */
function nested(levels: number): Uint8Array {
  return levels === 0 ? EICAR : zip([{ name: `${levels}.zip`, content: nested(levels - 1) }]);
}

/** 1.2 GB of nothing in a megabyte. */
function bomb(): Uint8Array {
  const nothing = Buffer.alloc(100_000_000);
  const packed = deflateRawSync(nothing, { level: 9 });
  return zip(Array.from({ length: 12 }, (_, n) => ({ name: `${n}.bin`, content: nothing, packed })));
}
