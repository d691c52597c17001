import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '#libs/platform';
import type { CommandInput, SituationReport } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { aReport } from '../story/reports.js';
import { aTask } from '../story/tasks.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const approver = agent('approver');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
type Declared = Awaited<ReturnType<typeof declared>>;

/** An instant after all that was written, and before all that is written from now on. */
async function pause(): Promise<string> {
  await sleep(15);
  const at = new Date().toISOString();
  await sleep(15);
  return at;
}

type Begin = CommandInput<'incident.situation-report.begin'>;
const begin = async (incidentId: string | null, part: Partial<Begin> = {}): Promise<string> => {
  const report = { ...aReport(incidentId ?? ''), incidentId, id: newId(), ...part };
  return (await rig.as(analyst, 'incident.situation-report.begin', report)).id;
};
const read = (reportId: string) => rig.as(analyst, 'incident.situation-report.get', { reportId });

/** What a report tells of an instant. */
async function drawn(incidentId: string | null, part: Partial<Begin> = {}, at?: string): Promise<SituationReport> {
  const reportId = await begin(incidentId, part);
  if (at) await rig.as(analyst, 'incident.situation-report.save', { reportId, version: 1, at });
  return read(reportId);
}
const section = ({ content }: SituationReport, code: string) =>
  content.sections.find((one) => one.code === code)?.blocks ?? [];
const tableOf = (report: SituationReport, code: string): string[][] =>
  section(report, code).flatMap((block) => (block.type === 'table' ? block.rows : []));
const saidIn = (report: SituationReport, code: string): string[] =>
  section(report, code).flatMap((block) => (block.type === 'paragraph' ? [block.text] : []));
const figuresOf = (report: SituationReport): Record<string, string> =>
  Object.fromEntries(
    section(report, 'figures').flatMap((block) =>
      block.type === 'figures' ? block.items.map(({ label, value }) => [label, value]) : [],
    ),
  );

async function gathered(all: readonly Declared[]): Promise<string> {
  const regionalId = newId();
  const incidentIds = all.map(({ incidentId }) => incidentId);
  await rig.as(analyst, 'incident.regional.create', { id: regionalId, title: 'Panne', supplier: null, incidentIds });
  return regionalId;
}
const regional = (regionalId: string, part: Partial<Begin> = {}): Partial<Begin> => ({
  ...{ subject: 'regional', incidentId: null, regionalId },
  ...part,
});
const qualify = async (incidentId: string, tlp: 'AMBER' | 'RED', severity: 'low' | 'critical' = 'low') => {
  for (const action of ['take', 'acknowledge'] as const)
    await rig.as(analyst, `incident.incident.${action}`, { incidentId });
  const how = { rsitClass: 'availability', rsitType: 'outage', malicious: 'no' } as const;
  await rig.as(analyst, 'incident.incident.qualify', { incidentId, ...how, severity, tlp });
};

describe('the tasks of a report', () => {
  it('of a playbook that was undone are dropped, but for what was begun, and as they stood before it', async () => {
    const { who, incidentId } = await declared();
    const run = { id: newId(), incidentId, code: 'ransomware', version: 1 };
    await rig.as(analyst, 'incident.playbook.start', run);
    const { items } = await rig.as(who, 'incident.task.list', { incidentId });
    const [first, second, third] = items;
    const become = (taskId: string, version: number, state: 'todo' | 'doing' | 'done') =>
      rig.as(who, 'incident.task.set-state', { taskId, version, state, reason: null });
    await become(first!.id, 1, 'doing');
    await become(second!.id, 1, 'done');
    const before = await pause();
    await rig.as(analyst, 'incident.playbook.reverse', { incidentId, runId: run.id, reason: 'Fausse alerte.' });
    const after = await pause();
    await become(third!.id, 2, 'todo');
    await become(second!.id, 2, 'doing');
    const standing = async (at?: string, part: Partial<Begin> = {}) => {
      const rows = tableOf(await drawn(incidentId, part, at), 'tasks');
      const counts: Record<string, number> = {};
      for (const row of rows) counts[row.at(-1) ?? ''] = (counts[row.at(-1) ?? ''] ?? 0) + 1;
      return counts;
    };
    expect(await standing(before)).toEqual({ 'À faire': 10, Fait: 1 });
    expect(await standing(after)).toEqual({ 'À faire': 1, Fait: 1, Abandonné: 9 });
    // One was taken up again since, and one reopened.
    expect(await standing(await pause())).toEqual({ 'À faire': 3, Abandonné: 8 });
    // The facility’s own report tells the same of the facility’s tasks.
    expect(await standing(after, { forFacility: true })).toEqual({ 'À faire': 1, Fait: 1, Abandonné: 6 });
  });
});

describe('a report about more than a hundred incidents', () => {
  it('tells what became of their tasks, no correction before it was made, and in each section what is missing', async () => {
    const all = await Promise.all(Array.from({ length: 101 }, () => declared()));
    const regionalId = await gathered(all);
    const [{ incidentId, who }] = all as [Declared];
    const task = aTask();
    await rig.as(analyst, 'incident.task.add', { ...task, incidentId, side: 'agency' });
    await rig.as(analyst, 'incident.task.set-state', { taskId: task.id, version: 1, state: 'done', reason: null });
    const at = await pause();
    const awareAt = new Date(Date.now() - 30 * 3_600_000).toISOString();
    await rig.as(analyst, 'incident.incident.reclassify', { incidentId, nature: 'malicious', reason: null });
    await rig.database.asAdmin(`UPDATE incident.incident SET since = NULL WHERE id = $1`, [incidentId]);
    await rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt, reason: 'Appel du soir.' });

    const report = await drawn(null, regional(regionalId), at);
    expect(tableOf(report, 'tasks').map((row) => row.at(-1))).toEqual(['Fait']);
    for (const code of ['timeline', 'decisions'])
      expect(saidIn(report, code)).toContainEqual(expect.stringContaining('trop nombreuses'));
    const national = await drawn(null, regional(regionalId, { template: 'national' }), at);
    const natures = new Set(tableOf(national, 'national').map((row) => row[3]));
    expect([...natures]).toEqual(['Soupçon']);
    const times = tableOf(await drawn(null, regional(regionalId, { template: 'after-action' }), at), 'times');
    expect(times[0]?.[2]).toMatch(/^1 h /);
  });
});

describe('what is longer than a timeline', () => {
  it('loses its oldest entries, says so, and leaves the standing whole', async () => {
    const { incidentId } = await declared();
    const text = 'Couper l’accès distant.';
    await rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text, type: 'decision' });
    await rig.database.asAdmin(
      `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, details, at)
       SELECT gen_random_uuid(), i.id, i.journal_seq + n, i.facility_id, 'pinned', 'agency', $2, '{}', now() + n * interval '1 microsecond'
       FROM incident.incident i, generate_series(1, 20050) n WHERE i.id = $1`,
      [incidentId, analyst.id],
    );
    await rig.database.asAdmin(
      'UPDATE incident.incident SET journal_seq = journal_seq + 20050, version = version + 20050 WHERE id = $1',
      [incidentId],
    );
    await sleep(30);
    await qualify(incidentId, 'RED', 'critical');
    const timeline = (looking: object = {}) =>
      rig.as(analyst, 'incident.timeline.get', { incidentId, limit: 500, ...looking });
    const whole = await timeline({ source: ['severity'] });
    expect([whole.cut, whole.items.map(({ type }) => type)]).toEqual([true, ['qualified']]);
    // Closer to its beginning all of it is there.
    const [decided] = (await timeline({ to: (await timeline({ source: ['journal'] })).items[0]?.at })).items.filter(
      ({ type }) => type === 'decision',
    );
    expect(decided?.text).toBe(text);
    const report = await drawn(incidentId, { tlp: 'RED' });
    const facts = section(report, 'facts').flatMap((block) => (block.type === 'facts' ? block.items : []));
    expect(facts).toEqual(expect.arrayContaining([{ label: 'État', value: 'Qualifié' }]));
    expect(facts.find(({ label }) => label === 'Gravité')?.value).toMatch(/^Critique/);
    for (const code of ['timeline', 'decisions'])
      expect(saidIn(report, code)).toContainEqual(expect.stringContaining('plus ancien manque'));
  });
});

describe('a marking that was raised later', () => {
  it('binds a report of an earlier instant, of an incident and of an entry', async () => {
    const [secret, open] = [await declared(), await declared()];
    const entryId = newId();
    const decision = { incidentId: open.incidentId, text: 'Isoler le site pilote.', type: 'decision' as const };
    await rig.as(analyst, 'incident.journal.write', { id: entryId, ...decision });
    await rig.as(analyst, 'incident.journal.write', { ...decision, id: newId(), text: 'Prévenir les sites.' });
    const regionalId = await gathered([secret, open]);
    const { reference } = await rig.as(analyst, 'incident.incident.get', { incidentId: secret.incidentId });
    const at = await pause();
    const before = await drawn(null, regional(regionalId), at);
    expect(JSON.stringify(before.content)).toContain(reference);
    expect(JSON.stringify(before.content)).toContain('Isoler le site pilote.');
    await qualify(secret.incidentId, 'RED');
    const wordings = await rig.as(analyst, 'incident.journal.history', { incidentId: open.incidentId, entryId });
    const base = wordings.items[0]?.seq ?? 0;
    const edit = { id: newId(), incidentId: open.incidentId, entryId, base, text: decision.text, tlp: 'RED' as const };
    await rig.as(analyst, 'incident.journal.edit', edit);

    const { content } = await drawn(null, regional(regionalId), at);
    expect(JSON.stringify(content)).not.toContain(reference);
    expect(JSON.stringify(content)).not.toContain('Isoler le site pilote.');
    expect(JSON.stringify(content)).toContain('Prévenir les sites.');
    expect(content.lines.join(' ')).toContain('(2)');
    const looking = { regionalId, at, limit: 500, upTo: 'AMBER' as const };
    const { items } = await rig.as(analyst, 'incident.timeline.regional', looking);
    expect(items.some(({ incidentId }) => incidentId === secret.incidentId)).toBe(false);
    expect(items.some(({ text }) => text === 'Isoler le site pilote.')).toBe(false);
  });
});

describe('the report of a region', () => {
  it('counts what was open at its instant, however much there is and whatever changed since', async () => {
    const territory = '978';
    const { incidentId } = await declared();
    const copy = (count: number, state: string, recorded: string, changed: string) =>
      rig.database.asAdmin<{ id: string }>(
        `INSERT INTO incident.incident (id, reference, facility_id, territory, kind, state, what, aware_at, recorded_at, changed_at,
           suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
           declared_by, declaration_hash)
         SELECT gen_random_uuid(), '978-' || gen_random_uuid(), gen_random_uuid(), $2, kind, $3, what, aware_at, $4, $5,
           suspected_malicious, 'no', care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
           declared_by, declaration_hash
         FROM incident.incident, generate_series(1, ${count}) WHERE id = $1 RETURNING id`,
        [incidentId, territory, state, recorded, changed],
      );
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const write = (ids: { id: string }[], type: string, at: string) =>
      rig.database.asAdmin(
        `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, at)
         SELECT gen_random_uuid(), i.id, i.journal_seq + s.n, i.facility_id, s.type, 'shared', $2, $3::timestamptz + s.n * interval '1 ms'
         FROM incident.incident i, (VALUES (1, 'taken'), (2, 'acknowledged'), (3, 'resolved'), (4, 'closed')) s (n, type)
         WHERE i.id = ANY($1::uuid[]) AND (s.type = 'closed') = ($4 = 'closed')`,
        [ids.map(({ id }) => id), analyst.id, at, type],
      );
    // Closed before, and touched by nobody since but in their row: newer than all that was open.
    const old = await copy(1_001, 'closed', ago(60), ago(1));
    await write(old, 'steps', ago(50));
    await write(old, 'closed', ago(40));
    const since = await copy(2, 'closed', ago(90), ago(1));
    await write(since, 'steps', ago(80));
    await write(since, 'closed', ago(5));
    await copy(3, 'declared', ago(95), ago(94));
    await copy(1, 'declared', ago(2), ago(2));
    const about = { subject: 'region', incidentId: null, territory } as const;
    const report = await drawn(null, about, ago(10));
    expect(figuresOf(report)).toMatchObject({ 'structures touchées': '5' });
    expect(figuresOf(await drawn(null, about))).toMatchObject({ 'structures touchées': '4' });
  });
});

describe('a report that replaces another', () => {
  const issued = async (incidentId: string, part: Partial<Begin> = {}): Promise<string> => {
    const reportId = await begin(incidentId, part);
    await rig.as(approver, 'incident.situation-report.issue', { reportId, version: 1 });
    return reportId;
  };
  const issue = (reportId: string) => rig.as(approver, 'incident.situation-report.issue', { reportId, version: 1 });

  it('is about the same, for the same readers, and no less strict', async () => {
    const [{ incidentId }, { incidentId: other }] = [await declared(), await declared()];
    const supersedes = await issued(incidentId, { tlp: 'RED' });
    const region = { subject: 'region', incidentId: null, territory: '972' } as const;
    for (const part of [region, { incidentId: other }, { forFacility: true }] as const)
      expect(await refusalOf(begin(incidentId, { tlp: 'RED', supersedes, ...part }))).toBe('invalid-request');
    expect(await refusalOf(begin(incidentId, { supersedes }))).toBe('report-tlp-below-replaced');
    const reportId = await begin(incidentId, { tlp: 'RED', supersedes });
    const lower = { reportId, version: 1, tlp: 'AMBER' as const };
    expect(await refusalOf(rig.as(analyst, 'incident.situation-report.save', lower))).toBe('report-tlp-below-replaced');
  });

  it('does so once, also of two that are issued at the same moment', async () => {
    const { incidentId } = await declared();
    const supersedes = await issued(incidentId);
    const drafts = [await begin(incidentId, { supersedes }), await begin(incidentId, { supersedes })];
    const ends = await Promise.all(
      drafts.map((id) =>
        issue(id).then(
          ({ state }) => state,
          ({ code }) => code,
        ),
      ),
    );
    expect(ends.toSorted()).toEqual(['issued', 'report-replaced']);
    const reports = await Promise.all([supersedes, ...drafts].map(read));
    expect(reports.map(({ state }) => state).toSorted()).toEqual(['draft', 'issued', 'superseded']);
    expect(reports[0]?.supersededBy).toBe(reports.find(({ state }) => state === 'issued')?.id);
  });

  it('may do so after what it replaces was withdrawn, which stays withdrawn', async () => {
    const { incidentId } = await declared();
    const supersedes = await issued(incidentId);
    const [next, late] = [await begin(incidentId, { supersedes }), await begin(incidentId, { supersedes })];
    const withdraw = { reportId: supersedes, version: 2, reason: 'Chiffres faux.' };
    await rig.as(approver, 'incident.situation-report.withdraw', withdraw);
    await issue(next);
    expect(await read(supersedes)).toMatchObject({ state: 'withdrawn', supersededBy: next });
    expect(await refusalOf(issue(late))).toBe('report-replaced');
  });
});
