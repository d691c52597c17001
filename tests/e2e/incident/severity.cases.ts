import { randomUUID } from 'node:crypto';
import type { SeverityAnswers } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { anAssessment } from '../story/declare.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
const assess = (incidentId: string, part: Partial<Parameters<typeof body>[1]> = {}, key?: string) =>
  rig.as(analyst, 'incident.severity.assess', body(incidentId, part), key);
const body = (
  incidentId: string,
  part: {
    id?: string;
    answers?: SeverityAnswers;
    severity?: 'low' | 'medium' | 'high' | 'critical';
    reason?: string | null;
  },
) => ({ ...anAssessment(), incidentId, ...part });

const slight: SeverityAnswers = {
  care: 'minor',
  danger: 'none',
  information: 'none',
  recovery: 'regular',
  spread: 'contained',
  potential: 'moderate',
};

describe('how grave an incident is', () => {
  it('is worked out from the answers, kept each time, and told to the facility', async () => {
    const { who, incidentId } = await declared();
    expect(await assess(incidentId)).toMatchObject({ score: 64, computed: 'high', severity: 'high', reason: null });
    await assess(incidentId, { answers: slight, severity: 'low' });
    const read = await rig.as(who, 'incident.severity.list', { incidentId });
    expect(read.items.map(({ score, severity }) => [score, severity])).toEqual([
      [13, 'low'],
      [64, 'high'],
    ]);
    expect(await rig.as(who, 'incident.incident.get', { incidentId })).toMatchObject({
      score: 13,
      severity: 'low',
      outlook: 'worsening',
    });
    const events = (await rig.events(incidentId)).filter(({ type }) => type === 'incident.assessed');
    expect(events.map(({ payload }) => payload['score'])).toEqual([64, 13]);
    const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(items.at(-1)).toMatchObject({ type: 'assessed', details: { score: 13, severity: 'low' }, text: null });
  });

  it('is another one only with a reason, which the facility does not read', async () => {
    const { who, incidentId } = await declared();
    expect(await refusalOf(assess(incidentId, { severity: 'critical' }))).toBe('invalid-request');
    const reason = 'Le bloc opératoire de la région en dépend.';
    await assess(incidentId, { severity: 'critical', reason });
    const [own] = (await rig.as(who, 'incident.severity.list', { incidentId })).items;
    expect(own).toMatchObject({ computed: 'high', severity: 'critical', reason: null, assessedBy: null });
    const [read] = (await rig.as(analyst, 'incident.severity.list', { incidentId })).items;
    expect(read).toMatchObject({ reason, assessedBy: analyst.id });
    const [audited] = await rig.database.asAdmin<{ details: unknown }>(
      `SELECT details FROM incident.audit WHERE action = 'incident.severity.assess' AND record_id = $1`,
      [incidentId],
    );
    expect(JSON.stringify(audited)).not.toContain('bloc');
    expect(audited?.details).toMatchObject({ computed: 'high', severity: 'critical', score: 64 });
  });

  it('is assessed once for one key, and one id, however often it is sent', async () => {
    const { incidentId } = await declared();
    const [id, key] = [newId(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => assess(incidentId, { id }, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(assess(incidentId, { id }))).toBe('already-exists');
    expect((await rig.as(analyst, 'incident.severity.list', { incidentId })).items).toHaveLength(1);
  });

  it('is not assessed by a facility, of an unknown incident, nor of a closed one', async () => {
    const { who, incidentId } = await declared();
    const asked = rig.as(who, 'incident.severity.assess', body(incidentId, {}));
    expect(await refusalOf(asked)).toBe('forbidden');
    expect(await refusalOf(assess(newId()))).toBe('not-found');
    expect(await refusalOf(rig.as(declarant(), 'incident.severity.list', { incidentId }))).toBe('not-found');
    for (const action of ['take', 'acknowledge', 'resolve', 'close'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    await expect(assess(incidentId)).rejects.toMatchObject({ code: 'state-conflict', params: { state: 'closed' } });
  });
});

describe('how grave a regional incident is', () => {
  it('counts all that last together, and not only the gravest', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => declared()));
    const incidentIds = all.map(({ incidentId }) => incidentId);
    const regionalId = newId();
    await rig.as(analyst, 'incident.regional.create', {
      id: regionalId,
      title: 'Panne d’hébergeur',
      supplier: null,
      incidentIds,
    });
    const score = () => rig.as(analyst, 'incident.regional.score', { regionalId });
    expect(await score()).toEqual({
      regionalId,
      score: null,
      severity: null,
      isRaised: false,
      gravest: null,
      open: 12,
      assessed: 0,
    });
    for (const incidentId of incidentIds.slice(0, 11)) await assess(incidentId);
    // 1 - 0.36 * 0.936 ^ 10
    expect(await score()).toMatchObject({ score: 81, severity: 'critical', gravest: 64, open: 12, assessed: 11 });
    for (const action of ['take', 'acknowledge', 'resolve'] as const)
      for (const incidentId of incidentIds.slice(1, 11))
        await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    expect(await score()).toMatchObject({ score: 64, severity: 'high', isRaised: false, open: 2, assessed: 1 });
  });

  it('is never below the level of an incident that lasts, which an analyst decided', async () => {
    const [grave, other] = [await declared(), await declared()];
    const incidentIds = [grave.incidentId, other.incidentId];
    const regionalId = newId();
    await rig.as(analyst, 'incident.regional.create', { id: regionalId, title: 'Panne', supplier: null, incidentIds });
    const score = () => rig.as(analyst, 'incident.regional.score', { regionalId });
    await assess(other.incidentId, { answers: slight, severity: 'low' });
    await assess(grave.incidentId, { answers: slight, severity: 'critical', reason: 'Le seul bloc de l’île.' });
    expect(await score()).toMatchObject({ score: 14, severity: 'critical', isRaised: true, gravest: 13 });
    for (const action of ['take', 'acknowledge', 'resolve'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId: grave.incidentId });
    expect(await score()).toMatchObject({ score: 13, severity: 'low', isRaised: false });
  });

  it('is the agency’s', async () => {
    const { who, incidentId } = await declared();
    const regionalId = newId();
    const regional = { id: regionalId, title: 'Panne', supplier: null, incidentIds: [incidentId] };
    await rig.as(analyst, 'incident.regional.create', regional);
    expect(await refusalOf(rig.as(who, 'incident.regional.score', { regionalId }))).toBe('forbidden');
    expect(await refusalOf(rig.as(analyst, 'incident.regional.score', { regionalId: newId() }))).toBe('not-found');
  });
});

describe('the queue by score', () => {
  it('has the gravest first and what was not assessed last, page by page', async () => {
    const who = declarant();
    const ids: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) ids.push((await declared(who)).incidentId);
    await assess(ids[1]!, { answers: slight, severity: 'low' });
    await assess(ids[3]!);
    await assess(ids[4]!);
    const list = (part: { order?: 'newest' | 'gravest'; cursor?: string }) =>
      rig.as(analyst, 'incident.incident.list', { facilityId: who.facilityId, limit: 2, ...part });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ order: 'gravest', cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([ids[4], ids[3], ids[1], ids[2], ids[0]]);
    const { next } = await list({ order: 'newest' });
    expect(await refusalOf(list({ order: 'gravest', cursor: next! }))).toBe('invalid-request');
  });
});
