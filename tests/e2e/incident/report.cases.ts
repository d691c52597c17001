import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import type { CommandInput } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { aReport, aReportTemplate } from '../story/reports.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const approver = agent('approver');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
type Begin = CommandInput<'incident.situation-report.begin'>;
const begin = (incidentId: string, part: Partial<Begin> = {}, key?: string) =>
  rig.as(analyst, 'incident.situation-report.begin', { ...aReport(incidentId), id: newId(), ...part }, key);
const issue = (reportId: string, version = 1, key?: string) =>
  rig.as(approver, 'incident.situation-report.issue', { reportId, version }, key);
const read = (reportId: string, who = analyst) => rig.as(who, 'incident.situation-report.get', { reportId });
const htmlOf = async (reportId: string, who = analyst) =>
  (await rig.as(who, 'incident.situation-report.html', { reportId })).html;
const decide = (incidentId: string, text: string, part: object = {}) =>
  rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text, type: 'decision', ...part });

describe('a situation report', () => {
  it('is written, issued once, and the same bytes for ever, whatever happens afterwards', async () => {
    const { who, incidentId } = await declared();
    await decide(incidentId, 'Couper l’accès distant.');
    const { id, number } = await begin(incidentId);
    expect(number).toMatch(/^972-S-\d{4}-\d{4}$/);
    const texts = { message: 'Le dossier patient est arrêté.\n\nLes soins continuent sur papier.' };
    await rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, texts });
    const key = randomUUID();
    const issued = await issue(id, 2, key);
    expect(issued).toMatchObject({ state: 'issued', version: 3 });
    expect(await issue(id, 2, key)).toEqual(issued);
    const [report, html] = [await read(id), await htmlOf(id)];
    expect(report).toMatchObject({ state: 'issued', issuedBy: approver.id, authorId: analyst.id, tlp: 'AMBER' });
    await decide(incidentId, 'Rouvrir l’accès distant.');
    await rig.as(who, 'incident.incident.correct-aware', {
      ...{ incidentId, reason: 'Appel du soir.', awareAt: new Date(Date.now() - 90 * 60_000).toISOString() },
    });
    expect(await read(id)).toEqual(report);
    expect(await htmlOf(id)).toBe(html);
    for (const said of [
      'Les soins continuent sur papier.',
      'Couper l’accès distant.',
      'TLP:AMBER',
      number,
      'Décisions',
    ])
      expect(html).toContain(said);
    expect(html).not.toContain('Rouvrir');
    const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId });
    expect(items.filter(({ type }) => type === 'report-issued')).toHaveLength(1);
    const save = { reportId: id, version: 3, texts: {} };
    expect(await refusalOf(rig.as(analyst, 'incident.situation-report.save', save))).toBe('state-conflict');
    const change = rig.database.asAdmin(`UPDATE incident.situation_report SET texts = '{}' WHERE id = $1`, [id]);
    await expect(change).rejects.toThrow('does not change');
  });

  it('tells what was known at its instant', async () => {
    const { incidentId } = await declared();
    await decide(incidentId, 'La première.');
    const { id } = await begin(incidentId);
    await decide(incidentId, 'La deuxième.');
    const said = async () => JSON.stringify((await read(id)).content);
    expect(await said()).toContain('La première.');
    expect(await said()).not.toContain('La deuxième.');
    const at = new Date().toISOString();
    await rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, at });
    expect(await said()).toContain('La deuxième.');
  });

  it('holds nothing that is marked stricter than it, and is no less strict than what it is about', async () => {
    const { incidentId } = await declared();
    await decide(incidentId, 'Pour la cellule seule.', { tlp: 'RED' });
    await decide(incidentId, 'Pour le groupe.');
    const { id } = await begin(incidentId);
    const { content } = await read(id);
    expect(JSON.stringify(content)).toContain('Pour le groupe.');
    expect(JSON.stringify(content)).not.toContain('Pour la cellule seule.');
    expect(content.lines.join(' ')).toContain('(1)');
    expect(await refusalOf(begin(incidentId, { tlp: 'GREEN' }))).toBe('report-tlp-too-open');
    const save = { reportId: id, version: 1, tlp: 'CLEAR' as const };
    expect(await refusalOf(rig.as(analyst, 'incident.situation-report.save', save))).toBe('report-tlp-too-open');
  });

  it('is read by a facility where it was written for it, once it is issued, and holds only what is shared', async () => {
    const { who, incidentId } = await declared();
    await decide(incidentId, 'Entre nous.', { visibility: 'agency' });
    await decide(incidentId, 'Pour vous aussi.');
    const inner = await begin(incidentId);
    await issue(inner.id);
    const { id } = await begin(incidentId, { forFacility: true });
    expect(await refusalOf(read(id, who))).toBe('not-found');
    await issue(id);
    const own = await read(id, who);
    expect(JSON.stringify(own)).toContain('Pour vous aussi.');
    expect(JSON.stringify(own)).not.toContain('Entre nous.');
    expect([own.authorId, own.issuedBy]).toEqual([null, null]);
    expect(await refusalOf(read(inner.id, who))).toBe('not-found');
    expect(await refusalOf(read(id, declarant()))).toBe('not-found');
    const listed = await rig.as(who, 'incident.situation-report.list', {});
    expect(listed.items.map((item) => item.id)).toEqual([id]);
    expect(
      await refusalOf(rig.as(who, 'incident.situation-report.begin', { ...aReport(incidentId), id: newId() })),
    ).toBe('forbidden');
  });

  it('is superseded by the next, and withdrawn with a reason; its files say so', async () => {
    const { incidentId } = await declared();
    const first = await begin(incidentId);
    await issue(first.id);
    const second = await begin(incidentId, { supersedes: first.id });
    await issue(second.id);
    expect(await read(first.id)).toMatchObject({ state: 'superseded', supersededBy: second.id });
    const withdraw = { reportId: second.id, version: 2, reason: 'Chiffres faux.' };
    await rig.as(approver, 'incident.situation-report.withdraw', withdraw);
    expect(await read(second.id)).toMatchObject({ state: 'withdrawn', reason: 'Chiffres faux.' });
    expect(await htmlOf(second.id)).toContain('RETIRÉ');
    expect(await refusalOf(issue(second.id, 3))).toBe('state-conflict');
  });

  it('is one file of HTML in which nothing runs, whatever people typed', async () => {
    const { incidentId } = await declared();
    await decide(incidentId, '<script>alert(1)</script><img src=x onerror=alert(1)> مرحبا " \' &');
    const { id } = await begin(incidentId);
    const texts = { message: '</style><script>alert(2)</script>\u0007 javascript:alert(3)' };
    await rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, texts });
    const html = await htmlOf(id);
    expect(html).not.toMatch(/<script|<img|<iframe|<link|https?:/i);
    expect(html).toContain('&#60;script&#62;alert(1)');
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain('BROUILLON');
  });

  it('of two who write at once lets one be told', async () => {
    const { incidentId } = await declared();
    const { id } = await begin(incidentId);
    const save = (message: string) =>
      rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, texts: { message } });
    await save('Un.');
    expect(await refusalOf(save('Deux.'))).toBe('report-changed');
    expect(await refusalOf(issue(id, 1))).toBe('report-changed');
  });
});

describe('the report to the ministry', () => {
  it('has the national attributes, and names nobody', async () => {
    const { incidentId } = await declared();
    await decide(incidentId, 'Madame Inventée coupe le réseau.');
    const { id } = await begin(incidentId, { template: 'national' });
    const text = JSON.stringify((await read(id)).content);
    expect(text).not.toContain('Inventée');
    for (const attribute of ['FINESS', 'Nature', 'Mode dégradé', 'Danger pour les patients'])
      expect(text).toContain(attribute);
  });
});

describe('the report of the region', () => {
  it('tells its open incidents, in English too', async () => {
    const { incidentId } = await declared();
    const region = { subject: 'region' as const, incidentId: null, territory: '972', locale: 'en' as const };
    const { id } = await begin(incidentId, region);
    const { content } = await read(id);
    expect(content.title).toBe('Territory 972: all open incidents');
    expect(content.sections.map(({ title }) => title)).toContain('Open incidents');
    // Of a region with hundreds of them the table names some.
    expect(JSON.stringify(content.sections.find(({ code }) => code === 'incidents'))).toContain('972-2026-');
  });
});

describe('the after-action report of a regional incident', () => {
  it('draws the measured times of each facility, and says what is missing', async () => {
    const all = [await declared(), await declared(), await declared()];
    for (const { incidentId } of all.slice(0, 2)) await rig.as(analyst, 'incident.incident.take', { incidentId });
    const regionalId = newId();
    const incidentIds = all.map(({ incidentId }) => incidentId);
    await rig.as(analyst, 'incident.regional.create', { id: regionalId, title: 'Panne', supplier: null, incidentIds });
    const about = { template: 'after-action', subject: 'regional' as const, incidentId: null, regionalId };
    const { id } = await begin('', about);
    const actions = [{ id: newId(), text: 'Écrire au fournisseur', owner: 'L’agence', due: '2026-12-15' }];
    await rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, actions });
    await issue(id, 2);
    const { content } = await read(id);
    const blocks = content.sections.find(({ code }) => code === 'times')?.blocks ?? [];
    const tables = blocks.filter((block) => block.type === 'table');
    const summary = tables[0]?.rows ?? [];
    // One hour from knowing to declaring; two were taken; nobody was advised: missing, and not zero.
    expect(summary.map(([step, median, , measured, missing]) => [step, median, measured, missing])).toEqual([
      ['Déclaré', '1 h', '3', '0'],
      ['Pris en charge', '<\u00a01 min', '2', '1'],
      ['Alerte reçue', 'manquant', '0', '3'],
      ['Mesures faites', 'manquant', '0', '3'],
    ]);
    const picture = blocks.find((block) => block.type === 'picture');
    expect(picture?.shapes.filter(({ shape }) => shape === 'line').length).toBeGreaterThan(3);
    const html = await htmlOf(id);
    for (const said of ['<svg', '15 décembre 2026']) expect(html).toContain(said);
  });
});

describe('an action of a report', () => {
  const action = (part: object = {}) => ({
    ...{ id: newId(), text: 'Tester la reprise', owner: 'DSI', due: '2026-12-15' },
    ...part,
  });
  type Action = ReturnType<typeof action>;
  const withActions = async (incidentId: string, actions: Action[], part: Partial<Begin> = {}) => {
    const { id } = await begin(incidentId, { template: 'after-action', ...part });
    await rig.as(analyst, 'incident.situation-report.save', { reportId: id, version: 1, actions });
    return id;
  };
  const press = (reportId: string, actionId: string, who = analyst, key?: string) =>
    rig.as(who, 'incident.situation-report.add-task', { reportId, actionId }, key);
  const tasksOf = async (incidentId: string, who = analyst) =>
    (await rig.as(who, 'incident.task.list', { incidentId })).items;

  it('becomes one task of the incident, however often and by however many it is pressed', async () => {
    const { who, incidentId } = await declared();
    const [first, second] = [action(), action({ text: 'Revoir le contrat', due: null })];
    const reportId = await withActions(incidentId, [first, second]);
    expect((await read(reportId)).actionTasks).toEqual(
      [first, second].map(({ id }) => ({ actionId: id, taskId: null, mayAdd: true })),
    );
    const made = await Promise.all([1, 2, 3].map(() => press(reportId, first.id)));
    const again = await press(reportId, first.id);
    expect(new Set([...made, again].map(({ id }) => id)).size).toBe(1);
    expect(await tasksOf(incidentId)).toMatchObject([
      {
        id: again.id,
        side: 'agency',
        state: 'todo',
        title: { fr: 'Tester la reprise' },
        // No directory answers here, so that nobody knows the zone.
        dueAt: '2026-12-15T23:59:00.000Z',
      },
    ]);
    expect(again.text?.fr).toContain('Responsable\u00a0: DSI.');
    expect((await read(reportId)).actionTasks).toEqual([
      { actionId: first.id, taskId: again.id, mayAdd: false },
      { actionId: second.id, taskId: null, mayAdd: true },
    ]);
    const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId });
    expect(items.filter(({ type }) => type === 'task-added')).toHaveLength(1);
    const audited = await rig.database.asAdmin('SELECT action FROM incident.audit WHERE record_id = $1', [again.id]);
    expect(audited).toEqual([{ action: 'incident.situation-report.add-task' }]);
    // Nothing of it is the facility's.
    expect(await tasksOf(incidentId, who)).toEqual([]);
  });

  it('stays the task that it is in the report that takes the place of its own', async () => {
    const { incidentId } = await declared();
    const one = action();
    const reportId = await withActions(incidentId, [one]);
    const { id: taskId } = await press(reportId, one.id);
    await issue(reportId, 2);
    const { id: newer } = await begin(incidentId, { template: 'after-action', supersedes: reportId });
    expect((await read(newer)).actionTasks).toEqual([{ actionId: one.id, taskId, mayAdd: false }]);
    expect((await press(newer, one.id)).id).toBe(taskId);
    await issue(newer, 1);
    expect(await tasksOf(incidentId)).toHaveLength(1);
  });

  it('becomes none once the incident is closed, or the report taken back', async () => {
    const { incidentId } = await declared();
    const [first, second] = [action(), action()];
    const [reportId, withdrawn] = [
      await withActions(incidentId, [first, second]),
      await withActions(incidentId, [first, second]),
    ];
    await rig.as(approver, 'incident.situation-report.withdraw', {
      reportId: withdrawn,
      version: 2,
      reason: 'Erreur.',
    });
    expect((await read(withdrawn)).actionTasks.map(({ mayAdd }) => mayAdd)).toEqual([false, false]);
    expect(await refusalOf(press(withdrawn, first.id))).toBe('state-conflict');
    const { id: taskId } = await press(reportId, first.id);
    await rig.database.asAdmin(`UPDATE incident.incident SET state = 'closed' WHERE id = $1`, [incidentId]);
    expect((await read(reportId)).actionTasks).toEqual([
      { actionId: first.id, taskId, mayAdd: false },
      { actionId: second.id, taskId: null, mayAdd: false },
    ]);
    expect(await refusalOf(press(reportId, second.id))).toBe('state-conflict');
  });

  it('is none of an incident where the report is about several, nor of an action that nobody has saved', async () => {
    const { incidentId } = await declared();
    const regionalId = newId();
    await rig.as(analyst, 'incident.regional.create', {
      ...{ id: regionalId, title: 'Panne', supplier: null, incidentIds: [incidentId] },
    });
    const one = action();
    const about = { subject: 'regional' as const, incidentId: null, regionalId };
    const reportId = await withActions('', [one], about);
    expect((await read(reportId)).actionTasks).toEqual([]);
    expect(await refusalOf(press(reportId, one.id))).toBe('not-found');
    const own = await withActions(incidentId, [one]);
    expect(await refusalOf(press(own, newId()))).toBe('not-found');
    expect(await refusalOf(press(newId(), one.id))).toBe('not-found');
  });

  it('is the analyst’s to make a task of, and a facility that reads the report is not told', async () => {
    const { who, incidentId } = await declared();
    const one = action();
    const reportId = await withActions(incidentId, [one], { forFacility: true });
    await issue(reportId, 2);
    await press(reportId, one.id);
    const own = await read(reportId, who);
    expect([own.actions, own.actionTasks]).toEqual([[one], []]);
    for (const other of [who, agent('auditor')])
      expect(await refusalOf(press(reportId, one.id, other))).toBe('forbidden');
  });
});

describe('a template', () => {
  it('is adapted in versions that stay, by one of two, and draws in its own order', async () => {
    const code = `trial-${newId().slice(-12)}`;
    const save = (base: number, part: object = {}) =>
      rig.as(analyst, 'incident.report-template.save', {
        ...{ code, base, reason: 'Essai.' },
        definition: { ...aReportTemplate, ...part },
      });
    expect(await save(0)).toEqual({ code, version: 1 });
    expect(await refusalOf(save(0))).toBe('report-template-changed');
    const [section] = aReportTemplate.sections;
    const decisions = { ...section, code: 'choices', source: 'decisions' };
    expect(await refusalOf(save(1, { sections: [section, decisions] }))).toBe('invalid-request');
    await save(1, { naming: true, sections: [decisions, section] });
    const { incidentId } = await declared();
    const { id } = await begin(incidentId, { template: code });
    expect((await read(id)).content.sections.map((one) => one.code)).toEqual(['choices', 'message']);
    const { items } = await rig.as(analyst, 'incident.report-template.list', {});
    expect(items.filter((item) => item.code === code).map(({ version }) => version)).toEqual([1, 2]);
  });
});
