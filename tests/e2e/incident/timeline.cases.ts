import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '#libs/platform';
import type { CommandInput } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
type Looking = Omit<CommandInput<'incident.timeline.get'>, 'incidentId'>;
const read = (incidentId: string, looking: Looking = {}, who = analyst) =>
  rig.as(who, 'incident.timeline.get', { incidentId, limit: 500, ...looking });
/** An instant after all that was written, and before all that is written from now on. */
async function pause(): Promise<string> {
  await sleep(15);
  const at = new Date().toISOString();
  await sleep(15);
  return at;
}

describe('the timeline of an incident', () => {
  it('tells what every record says, in order, with a lane for each source', async () => {
    const { who, incidentId } = await declared();
    for (const action of ['take', 'acknowledge'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    const text = 'Couper l’accès distant.';
    const decision = { id: newId(), incidentId, text, type: 'decision' as const, topic: 'Réseau' };
    await rig.as(analyst, 'incident.journal.write', decision);
    await rig.as(who, 'incident.care.report', {
      facilityId: who.facilityId,
      kind: 'real',
      reports: [
        {
          ...{
            service: 'emergency',
            status: 'closed',
            since: new Date(Date.now() - 60_000).toISOString(),
            until: null,
          },
          ...{ transfers: true, transferText: 'Vers le CHU', note: null, replaces: null },
        },
      ],
    });
    const run = { id: newId(), incidentId, code: 'ransomware', version: 1 };
    await rig.as(analyst, 'incident.playbook.start', run);
    const timeline = await read(incidentId);
    const types = timeline.items.map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['since', 'aware']);
    const told = ['declared', 'taken', 'acknowledged', 'decision', 'care-closed', 'playbook-started'];
    expect(types.filter((type) => told.includes(type))).toEqual(told);
    expect(types.some((type) => type.startsWith('clock-'))).toBe(true);
    expect(timeline.items.find(({ type }) => type === 'decision')).toMatchObject({
      text,
      details: { topic: 'Réseau' },
    });
    expect(timeline.items.find(({ type }) => type === 'care-closed')?.text).toBe('Vers le CHU');
    expect(timeline.counts).toMatchObject({ decisions: 1, care: 1, tasks: 1 });
    expect(timeline.marks.reduce((sum, { count }) => sum + count, 0)).toBe(timeline.total);
    // No alerting service stands here: it is told as silent, and the rest is there.
    expect(timeline.silent).toEqual(['advisories']);
  });

  it('is that of a chosen instant: later wordings, corrections, notices and steps are not in it', async () => {
    const { who, incidentId } = await declared();
    const entryId = newId();
    await rig.as(analyst, 'incident.journal.write', { id: entryId, incidentId, text: 'Deux serveurs touchés.' });
    const then = await pause();
    const before = await read(incidentId, { at: then });
    const { items } = await rig.as(analyst, 'incident.journal.history', { incidentId, entryId });
    const words = { id: newId(), incidentId, entryId, base: items[0]?.seq ?? 0, text: 'Douze serveurs touchés.' };
    await rig.as(analyst, 'incident.journal.edit', words);
    const awareAt = new Date(Date.now() - 90 * 60_000).toISOString();
    await rig.as(who, 'incident.incident.correct-aware', { incidentId, awareAt, reason: 'Appel du soir.' });
    await rig.as(analyst, 'incident.incident.reclassify', { incidentId, nature: 'malicious', reason: null });
    await rig.as(who, 'incident.authority.tell', {
      ...{
        id: newId(),
        incidentId,
        authority: 'cnil',
        status: 'told',
        toldAt: new Date().toISOString(),
        reference: null,
      },
      ...{ toldBy: 'La déléguée', stages: [] },
    });
    await rig.as(analyst, 'incident.incident.take', { incidentId });
    const { id: _, facilityId: __, awareAt: ___, kind: ____, stage: _____, ...answers } = declaration(who.facilityId);
    const since = new Date(Date.now() - 5 * 3_600_000).toISOString();
    const amended = { incidentId, stage: 'update' as const, base: 1, ...answers, since, report: {} };
    await rig.as(who, 'incident.declaration.amend', amended);
    const again = await read(incidentId, { at: then });
    expect(again).toEqual(before);
    expect(again.items.find(({ type }) => type === 'note')?.text).toBe('Deux serveurs touchés.');
    const now = await read(incidentId);
    expect(now.items.find(({ type }) => type === 'note')?.text).toBe('Douze serveurs touchés.');
    expect(now.items.find(({ type }) => type === 'aware')?.at).toBe(awareAt);
    expect(now.items.find(({ type }) => type === 'since')?.at).toBe(since);
    expect(now.items.map(({ type }) => type)).toEqual(expect.arrayContaining(['authority-told', 'taken']));
    const early = { incidentId, at: new Date(Date.now() - 3_600_000).toISOString() };
    expect(await refusalOf(rig.as(analyst, 'incident.timeline.get', early))).toBe('not-found');
  });

  it('shows a facility its own and what is shared, and never who at the agency or what is the agency’s alone', async () => {
    const { who, incidentId } = await declared();
    const secret = { id: newId(), incidentId, text: 'Soupçon interne', visibility: 'agency' as const };
    await rig.as(analyst, 'incident.journal.write', secret);
    await rig.as(analyst, 'incident.incident.take', { incidentId });
    const own = await read(incidentId, {}, who);
    expect(own.items.map(({ type }) => type)).toEqual(expect.arrayContaining(['declared', 'taken']));
    expect(JSON.stringify(own)).not.toContain('Soupçon interne');
    expect(JSON.stringify(own)).not.toContain(analyst.id);
    expect(await refusalOf(read(incidentId, {}, declarant()))).toBe('not-found');
  });

  it('leaves out what is marked stricter than was asked for, and says how much', async () => {
    const { incidentId } = await declared();
    const note = (text: string, tlp: 'GREEN' | 'RED') =>
      rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text, tlp });
    await note('Pour tous.', 'GREEN');
    await note('Pour la cellule.', 'RED');
    const amber = await read(incidentId, { upTo: 'AMBER' });
    expect(JSON.stringify(amber)).not.toContain('Pour la cellule.');
    expect(amber.leftOut).toBe(1);
    // What bears no marking of its own bears the incident’s.
    const green = await read(incidentId, { upTo: 'GREEN' });
    expect(green.items.map(({ text }) => text)).toEqual(['Pour tous.']);
  });

  it('comes in pages, of the sources and the span that were asked for', async () => {
    const { incidentId } = await declared();
    for (let number = 0; number < 7; number += 1)
      await rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text: `Note ${number}` });
    const looking = { source: ['journal'] as const, limit: 3 };
    const first = await read(incidentId, { ...looking, source: ['journal'] });
    const second = await read(incidentId, { ...looking, source: ['journal'], cursor: first.next ?? '' });
    expect([first.total, first.items.length, second.items[0]?.text]).toEqual([7, 3, 'Note 3']);
    expect(first.counts['incident']).toBeGreaterThan(1);
    const from = second.items[0]?.at ?? '';
    const zoomed = await read(incidentId, { source: ['journal'], from });
    expect(zoomed.items.map(({ text }) => text)).toEqual(['Note 3', 'Note 4', 'Note 5', 'Note 6']);
    expect(await refusalOf(read(incidentId, { cursor: 'x' }))).toBe('invalid-request');
  });
});

describe('the timeline of a regional incident', () => {
  it('tells what was under it at that instant', async () => {
    const [one, two] = [await declared(), await declared()];
    const regionalId = newId();
    const incidentIds = [one.incidentId, two.incidentId];
    await rig.as(analyst, 'incident.regional.create', { id: regionalId, title: 'Panne', supplier: null, incidentIds });
    const then = await pause();
    await rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId: two.incidentId });
    const of = async (at?: string) => {
      const { items } = await rig.as(analyst, 'incident.timeline.regional', { regionalId, at, limit: 500 });
      return new Set(items.flatMap(({ incidentId }) => incidentId ?? []));
    };
    expect(await of(then)).toEqual(new Set(incidentIds));
    expect(await of()).toEqual(new Set([one.incidentId]));
    expect(await refusalOf(rig.as(one.who, 'incident.timeline.regional', { regionalId }))).toBe('forbidden');
  });
});
