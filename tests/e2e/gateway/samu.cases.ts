import { createHash } from 'node:crypto';
import type { CareSheet, CommandResult, SamuBoard } from '#libs/contracts';
import { Client, ok } from '#libs/testing';
import { describe, expect, it } from '@jest/globals';
import { aCareReport } from '../story/declare.js';
import { newRecordId } from '../story/world.js';
import { admin, cast, platform } from './running.js';

/** The same trace each time, so that only what is told may differ. */
const TRACE = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
const stranger = () => new Client(platform.baseUrl);
const open = (token: string) => stranger().post<SamuBoard>('/api/samu', { token }, { key: null, headers: TRACE });

async function makeLink(part: Record<string, unknown> = {}) {
  const body = { id: newRecordId(), label: 'SAMU', kind: 'real', territories: ['972'], services: [], validDays: 7 };
  const made = ok(
    await cast.rightful.analyst.post<CommandResult<'incident.samu-link.create'>>('/api/samu-links', {
      ...body,
      ...part,
    }),
  );
  return { id: made.id, token: made.token! };
}

describe('a link for the ambulance service', () => {
  it('shows which care is open, with the facility’s name, and nothing of people or notes', async () => {
    const facilityId = cast.facilityA;
    ok(await cast.rightful.declarant.post<CareSheet>(`/api/facilities/${facilityId}/care`, aCareReport()));
    const { id, token } = await makeLink();
    const answer = await open(token);
    const line = ok(answer).facilities.find((one) => one.facilityId === facilityId);
    expect(line).toMatchObject({
      reports: [{ service: 'emergency', status: 'closed', transferText: 'Vers le CHU, 4 patients' }],
    });
    expect(line?.name).not.toBe('');
    expect(Object.keys(line!.reports[0]!).sort()).toEqual(
      ['service', 'status', 'since', 'until', 'transfers', 'transferText', 'confirmedAt', 'stale'].sort(),
    );
    expect(answer.text).not.toContain('Note interne');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    await open(token);
    const uses = await admin.query(
      `SELECT 1 FROM incident.audit WHERE action = 'incident.samu-link.use' AND record_id = $1`,
      [id],
    );
    expect(uses.rowCount).toBe(1);
    const { rows } = await admin.query('SELECT token_hash, last_used_at FROM incident.samu_link WHERE id = $1', [id]);
    expect(rows[0].token_hash).toEqual(createHash('sha256').update(token).digest());
    expect(rows[0].last_used_at).not.toBeNull();
  });

  it('shows its own services alone, of its own territories', async () => {
    const { token } = await makeLink({ services: ['dialysis'] });
    expect(ok(await open(token)).facilities).toEqual([]);
    const elsewhere = await makeLink({ territories: ['971'] });
    expect(ok(await open(elsewhere.token)).facilities).toEqual([]);
  });

  it('answers the same for an unknown, an expired and a revoked one', async () => {
    const [expired, revoked] = [await makeLink(), await makeLink()];
    await admin.query(
      `UPDATE incident.samu_link SET created_at = created_at - interval '9 days', expires_at = expires_at - interval '9 days' WHERE id = $1`,
      [expired.id],
    );
    expect((await open(revoked.token)).status).toBe(200);
    ok(await cast.rightful.analyst.post(`/api/samu-links/${revoked.id}/revoke`, {}));
    const answers = await Promise.all(['nothing', expired.token, revoked.token].map(open));
    const [unknown] = answers;
    expect(unknown?.status).toBe(404);
    expect(unknown?.body).toMatchObject({ code: 'samu-link-refused' });
    const told = ({ headers, status, text }: (typeof answers)[number]) => {
      const { date: _, ...rest } = Object.fromEntries(headers);
      return { status, text, rest };
    };
    for (const answer of answers) expect(told(answer)).toEqual(told(unknown!));
  });

  it('is no way to anything else, and cannot be opened from another site', async () => {
    const { token } = await makeLink();
    const asKey = await stranger().useKey(token).get('/api/care');
    expect(asKey.status).toBe(401);
    const foreign = { headers: { origin: 'https://elsewhere.example' } };
    expect((await stranger().post('/api/samu', { token }, foreign)).status).toBe(403);
  });

  it('has a page that nobody keeps or lists', async () => {
    const { headers } = await stranger().get('/samu/anything');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
  });

  it('that has ended locks no other out, however many desks still show it', async () => {
    const [ended, next] = [await makeLink(), await makeLink()];
    ok(await cast.rightful.analyst.post(`/api/samu-links/${ended.id}/revoke`, {}));
    for (let desk = 0; desk < 25; desk++) expect((await open(ended.token)).status).toBe(404);
    expect((await open(next.token)).status).toBe(200);
  });

  it('makes who guesses wait', async () => {
    const codes = new Set<number>();
    for (let turn = 0; turn < 40; turn++) codes.add((await open(`guess-${turn}`)).status);
    expect(codes).toEqual(new Set([404, 429]));
  });
});
