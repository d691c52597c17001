import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, UploadProgress } from '#libs/contracts';
import { ok } from '#libs/testing';
import { until } from '../story/world.js';
import { attach, beginAttachment, finish, read, scanned, sendPart } from './files.js';
import { admin, anIncident, declarant, platform } from './running.js';

const MB = 1024 * 1024;

describe.each(['incident', 'gateway'] as const)('%s killed in the middle of an upload', (service) => {
  it('loses nothing that it said it had, and the file is attached once', async () => {
    const incidentId = await anIncident();
    const bytes = randomBytes(24 * MB);
    const id = await beginAttachment(declarant, incidentId, { size: bytes.length });
    let sending = slowly(incidentId, id, bytes);
    let isOver = false;
    const watch = () => void sending.then(() => (isOver = true));
    watch();
    const path = `/api/incidents/${incidentId}/attachments/${id}/progress`;
    const before = await until(async () => {
      const { offset } = ok(await declarant.get<UploadProgress>(path));
      if (offset > 4 * MB) return offset;
      // As the console does when its connection was lost before the blow.
      if (isOver) {
        isOver = false;
        sending = slowly(incidentId, id, bytes, offset);
        watch();
      }
      return undefined;
    }, 'some of it');
    await platform.kill(service);
    await sending;
    const offset = await until(async () => {
      const answer = await declarant.get<UploadProgress>(path);
      return answer.status === 200 ? answer.body.offset : undefined;
    }, 'where to go on');
    expect(offset).toBeGreaterThanOrEqual(before);
    // The one who died may be thought to be writing for some seconds.
    await until(async () => {
      const now = (await declarant.get<UploadProgress>(path)).body.offset;
      const answer = await sendPart(declarant, incidentId, id, bytes.subarray(now), now);
      return answer.status === 200 ? true : undefined;
    }, 'the rest of it');
    const stored = ok(await finish(declarant, incidentId, id));
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const journal = ok(await declarant.get<{ items: JournalEntry[] }>(`/api/incidents/${incidentId}/journal`));
    expect(journal.items.filter(({ type }) => type === 'attachment-added')).toHaveLength(1);
  });
});

describe('incident killed in the middle of a scan', () => {
  it('has the file looked at once more, and tells of it once', async () => {
    const incidentId = await anIncident();
    // Long enough to be looked at for a while.
    const id = await attach(declarant, incidentId, randomBytes(80 * MB));
    await until(
      async () => {
        const { rowCount } = await admin.query(
          `SELECT FROM incident.attachment WHERE id = $1 AND verdict = 'unscanned' AND scan_at > now() + interval '2 seconds'`,
          [id],
        );
        return rowCount === 1 ? true : undefined;
      },
      'a look that is under way',
      30_000,
    );
    await platform.kill('incident');
    const found = await until(() => scanned(declarant, incidentId, id).catch(() => undefined), 'a verdict', 90_000);
    expect(found.verdict).toBe('clean');
    const { custody } = await read(declarant, incidentId, id);
    expect(custody.filter(({ action }) => action === 'scanned')).toHaveLength(1);
  });
});

/** A megabyte at a time; resolves when it is over, well or not. */
function slowly(incidentId: string, id: string, all: Uint8Array, offset = 0): Promise<void> {
  const bytes = all.subarray(offset);
  const url = new URL(`/api/incidents/${incidentId}/attachments/${id}/content?offset=${offset}`, platform.baseUrl);
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'PUT',
      headers: {
        cookie: declarant.cookie,
        'x-csrf-token': declarant.csrfToken,
        'content-type': 'application/octet-stream',
        'content-length': bytes.length,
      },
    });
    sending.on('error', () => resolve());
    sending.on('response', (answer) => answer.resume().on('close', () => resolve()));
    void (async () => {
      for (let from = 0; from < bytes.length && !sending.destroyed; from += MB) {
        sending.write(bytes.subarray(from, from + MB));
        await sleep(100);
      }
      sending.end();
    })();
  });
}
