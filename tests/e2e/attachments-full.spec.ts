import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt, RefusalBody } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import { beginAttachment, finish, sendPart } from './attachments/files.js';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { ownFacility, withRole, work } from './story/world.js';

const MB = 1024 * 1024;
/** Only root may mount a disk that is small enough to fill. */
const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)('a store that is full', () => {
  let platform: Platform;
  let folder: string;
  let client: Client;
  let incidentId: string;
  const filler = () => join(folder, 'filler');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=90m', 'tmpfs', folder]);
    const environment = {
      VIGIE_ATTACHMENTS_DIR: folder,
      VIGIE_ATTACHMENT_MAX_COUNT: '3',
      VIGIE_ATTACHMENT_FACILITY_MB: '25',
    };
    platform = await startPlatform({ environment });
    const worker = await work(platform.world, withRole(platform.world, 'declarant')[0]!);
    worker.live.disconnect();
    client = worker.client;
    incidentId = ok(await client.post<Receipt>('/api/declarations', aDeclaration(ownFacility(worker)))).incidentId;
  }, 400_000);
  afterAll(async () => {
    await platform?.stop();
    execFileSync('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  });

  it('says so before a byte is sent, and in the middle, and nothing that had arrived is lost', async () => {
    const bytes = randomBytes(10 * MB);
    const id = await beginAttachment(client, incidentId, { size: bytes.length });
    ok(await sendPart(client, incidentId, id, bytes.subarray(0, MB)));
    await fill();
    const said = { id: crypto.randomUUID(), name: 'a', size: 1, purpose: 'Essai.' };
    const early = await client.post<RefusalBody>(`/api/incidents/${incidentId}/attachments`, said);
    expect([early.status, early.body.code]).toEqual([507, 'attachments-full']);
    const full = await sendPart(client, incidentId, id, bytes.subarray(MB), MB);
    expect([full.status, (full.body as unknown as RefusalBody).code]).toEqual([507, 'attachments-full']);
    expect((full.body as unknown as RefusalBody).message).toMatch(/conservé/);

    await rm(filler());
    const { offset } = ok(
      await client.get<{ offset: number }>(`/api/incidents/${incidentId}/attachments/${id}/progress`),
    );
    expect(offset).toBeGreaterThanOrEqual(MB);
    ok(await sendPart(client, incidentId, id, bytes.subarray(offset), offset));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(ok(await finish(client, incidentId, id)).sha256).toBe(sha256);
  });

  it('is not the only limit: a facility has so much room, an incident so many files', async () => {
    const path = `/api/incidents/${incidentId}/attachments`;
    const begin = async (size: number) => {
      const answer = await client.post<RefusalBody>(path, { id: crypto.randomUUID(), name: 'a', size, purpose: 'x' });
      return answer.status === 200 ? 'begun' : answer.body.code;
    };
    expect(await begin(16 * MB)).toBe('attachment-room');
    expect([await begin(1), await begin(1), await begin(1)]).toEqual(['begun', 'begun', 'attachment-count']);
  });

  async function fill(): Promise<void> {
    const file = await open(filler(), 'w');
    const block = Buffer.alloc(64 * 1024);
    for (;;) {
      const written = await file.write(block).catch(() => null);
      if (written === null || written.bytesWritten < block.length) break;
    }
    await file.close();
  }
});
