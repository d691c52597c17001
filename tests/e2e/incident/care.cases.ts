import { randomUUID } from 'node:crypto';
import type { CareService, CommandInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aCareReport } from '../story/declare.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
type Who = ReturnType<typeof declarant>;
type Report = CommandInput<'incident.care.report'>['reports'][number];

const report = (who: Who, part: Partial<Report> = {}, key?: string) =>
  rig.as(who, 'incident.care.report', { facilityId: who.facilityId, ...aCareReport(part) }, key);
const lineOf = async (facilityId: string, at?: string) =>
  (await rig.as(analyst, 'incident.care.board', { at })).facilities.find((line) => line.facilityId === facilityId);

describe('which care services are open', () => {
  it('is what a facility says, each time a row, the newest counts', async () => {
    const who = declarant();
    const { reports } = await report(who);
    expect(reports).toMatchObject([{ service: 'emergency', status: 'closed', side: 'facility', confirmedBy: who.id }]);
    await report(who, { status: 'open', transfers: false, transferText: null, replaces: reports[0]!.id });
    const now = await rig.as(who, 'incident.care.get', { facilityId: who.facilityId });
    expect(now.reports).toMatchObject([{ status: 'open', transferText: null, stale: false }]);
    const rows = await rig.database.asAdmin('SELECT 1 FROM incident.care_report WHERE facility_id = $1', [
      who.facilityId,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is said by the agency in its name, of which the facility learns the side and not the person', async () => {
    const who = declarant();
    const { reports } = await report(who);
    const replaces = reports[0]!.id;
    const body = { facilityId: who.facilityId, ...aCareReport({ status: 'degraded', replaces }) };
    const told = await rig.as(analyst, 'incident.care.report', body);
    expect(told.reports).toMatchObject([{ status: 'degraded', side: 'agency', confirmedBy: analyst.id }]);
    const own = await rig.as(who, 'incident.care.get', { facilityId: who.facilityId });
    expect(own.reports).toMatchObject([{ status: 'degraded', side: 'agency', confirmedBy: null }]);
  });

  it('is confirmed without a change, and only as it was seen', async () => {
    const who = declarant();
    const { facilityId } = who;
    const first = (await report(who)).reports[0]!;
    const again = await rig.as(who, 'incident.care.confirm', { facilityId, kind: 'real', reportIds: [first.id] });
    const { id: _, confirmedAt, ...rest } = again.reports[0]!;
    const { id: __, confirmedAt: before, ...same } = first;
    expect(rest).toEqual(same);
    expect(confirmedAt >= before).toBe(true);
    const old = rig.as(who, 'incident.care.confirm', { facilityId, kind: 'real', reportIds: [first.id] });
    expect(await refusalOf(old)).toBe('care-changed');
    expect(await refusalOf(report(who, { status: 'open', replaces: first.id }))).toBe('care-changed');
    expect((await lineOf(facilityId))?.reports).toMatchObject([{ status: 'closed', id: again.reports[0]!.id }]);
  });

  it('is said once by two who do not see each other, and the other reads first', async () => {
    const who = declarant();
    const both = await Promise.allSettled([report(who, { status: 'closed' }), report(who, { status: 'open' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('has one answer for one key, one row and one event', async () => {
    const who = declarant();
    const [key, body] = [randomUUID(), { facilityId: who.facilityId, ...aCareReport() }];
    const all = await Promise.all(
      Array.from({ length: 5 }, () => rig.as(who, 'incident.care.report', body, key).then(JSON.stringify)),
    );
    expect(new Set(all).size).toBe(1);
    const [sheet] = await rig.database.asAdmin<{ id: string }>(
      'SELECT id FROM incident.care_sheet WHERE facility_id = $1',
      [who.facilityId],
    );
    const events = await rig.events(sheet!.id);
    expect(events).toMatchObject([
      { type: 'care.reported', version: 1, payload: { services: [{ service: 'emergency', status: 'closed' }] } },
    ]);
    expect(JSON.stringify(events)).not.toContain('CHU');
    const audited = await rig.database.asAdmin('SELECT details FROM incident.audit WHERE record_id = $1', [sheet!.id]);
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).not.toMatch(/CHU|Note/);
  });

  it('is nobody else’s: another facility neither reports nor sees it', async () => {
    const [a, b] = [declarant(), declarant()];
    const { reports } = await report(a);
    const { facilityId } = a;
    const reach = [
      rig.as(b, 'incident.care.get', { facilityId }),
      rig.as(b, 'incident.care.report', { facilityId, ...aCareReport({ service: 'theatre' }) }),
      rig.as(b, 'incident.care.confirm', { facilityId, kind: 'real', reportIds: [reports[0]!.id] }),
    ];
    for (const asked of reach) expect(await refusalOf(asked)).toBe('not-found');
    const own = { facilityId: b.facilityId, kind: 'real' as const, reportIds: [reports[0]!.id] };
    expect(await refusalOf(rig.as(b, 'incident.care.confirm', own))).toBe('care-changed');
    expect(await refusalOf(rig.as(b, 'incident.care.board', {}))).toBe('forbidden');
    expect((await rig.as(a, 'incident.care.get', { facilityId })).reports).toHaveLength(1);
  });

  it('is not since a time to come, nor until before it began', async () => {
    const who = declarant();
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(await refusalOf(report(who, { since: later }))).toBe('care-since-in-future');
    expect(await refusalOf(report(who, { until: new Date(0).toISOString() }))).toBe('invalid-request');
    expect(await refusalOf(report(who, { transfers: false }))).toBe('invalid-request');
  });

  it('is apart for an exercise', async () => {
    const who = declarant();
    await rig.as(who, 'incident.care.report', { facilityId: who.facilityId, ...aCareReport(), kind: 'exercise' });
    expect(await lineOf(who.facilityId)).toBeUndefined();
    const { facilities } = await rig.as(analyst, 'incident.care.board', { kind: 'exercise' });
    expect(facilities.map(({ facilityId }) => facilityId)).toContain(who.facilityId);
  });

  it('is suggested by a declaration, and never taken from it', async () => {
    const who = declarant();
    const { facilityId } = who;
    const { reference } = await rig.as(who, 'incident.declaration.submit', declaration(facilityId));
    const before = await rig.as(who, 'incident.care.get', { facilityId });
    expect(before.reports).toEqual([]);
    const services: CareService[] = ['emergency', 'laboratory'];
    expect(before.suggestions).toMatchObject(services.map((service) => ({ service, status: 'degraded', reference })));
    expect(await lineOf(facilityId)).toBeUndefined();
    expect((await report(who)).suggestions.map(({ service }) => service)).toEqual(['laboratory']);
  });

  it('cannot be changed or taken back in the database, by either side', async () => {
    const rows = await rig.database.asAdmin<{ may: boolean }>(
      `SELECT has_table_privilege(role, 'incident.care_report', action) AS may
       FROM unnest(ARRAY['vigie_incident_facility', 'vigie_incident_agency', 'vigie_incident_system']) AS role,
         unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS action`,
    );
    expect(rows.map(({ may }) => may)).toEqual(Array.from({ length: 9 }, () => false));
  });
});

describe('links for the ambulance service', () => {
  const link = () => ({
    id: newId(),
    label: 'SAMU 972',
    kind: 'real' as const,
    territories: ['972'],
    services: [],
    validDays: 30,
  });

  it('are made once for one key, and the token is told once and kept nowhere', async () => {
    const [body, key] = [link(), randomUUID()];
    const first = await rig.as(analyst, 'incident.samu-link.create', body, key);
    expect(first.token).toMatch(/^[\w-]{43}$/);
    const again = await rig.as(analyst, 'incident.samu-link.create', body, key);
    expect(again).toEqual({ ...first, token: null });
    const kept = await rig.database.asAdmin(
      `SELECT row_to_json(l)::text AS text FROM incident.samu_link l UNION ALL SELECT response::text FROM incident.idempotency
       UNION ALL SELECT details::text FROM incident.audit`,
    );
    expect(JSON.stringify(kept)).not.toContain(first.token!);
  });

  it('are the analyst’s, last thirty days at most, and are read by the gateway alone', async () => {
    expect(await refusalOf(rig.as(declarant(), 'incident.samu-link.create', link()))).toBe('forbidden');
    expect(await refusalOf(rig.as(agent('auditor'), 'incident.samu-link.create', link()))).toBe('forbidden');
    const long = rig.as(analyst, 'incident.samu-link.create', { ...link(), validDays: 31 });
    expect(await refusalOf(long)).toBe('invalid-request');
    const read = rig.as(analyst, 'incident.samu-link.read', { tokenHash: '0'.repeat(64) });
    expect(await refusalOf(read)).toBe('forbidden');
    expect(await refusalOf(rig.as(analyst, 'incident.samu-link.revoke', { linkId: newId() }))).toBe('not-found');
  });
});
