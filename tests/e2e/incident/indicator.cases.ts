import { randomUUID } from 'node:crypto';
import type { Actor, CommandInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { type Item, analyst, declared, exported, listed, preview, record } from './indicators.js';
import { declarant, refusalOf } from './rig.js';
import { rig } from './running.js';

describe('indicators of an incident', () => {
  it('are kept once, normalised, flagged, and told to both sides', async () => {
    const { who, incidentId } = await declared();
    const items: Item[] = [
      { type: 'domain', value: 'EVIL[.]example' },
      { type: 'domain', value: 'evil.example' },
      { type: 'ipv4', value: '10.0.0[.]8' },
    ];
    expect(await record(who, incidentId, items)).toEqual({ recorded: 2, known: 0, withdrawn: 0 });
    expect(await record(analyst, incidentId, items)).toEqual({ recorded: 0, known: 2, withdrawn: 0 });
    const own = await listed(who, incidentId);
    expect(own.map(({ value, flags, side, recordedBy }) => [value, flags, side, recordedBy]).sort()).toEqual([
      ['10.0.0.8', ['private'], 'facility', null],
      ['evil.example', ['documentation'], 'facility', null],
    ]);
    expect((await listed(analyst, incidentId))[0]).toMatchObject({ recordedBy: who.id });
    const events = (await rig.events(incidentId)).filter(({ type }) => type === 'incident.indicators-changed');
    expect(events.map(({ payload }) => [payload['change'], payload['count']])).toEqual([['recorded', 2]]);
    const journal = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(journal.items.at(-1)).toMatchObject({ type: 'indicators-recorded', details: { count: 2, source: 'typed' } });
    const audited = await rig.database.asAdmin(
      `SELECT details FROM incident.audit WHERE action = 'incident.indicator.record' AND record_id = $1`,
      [incidentId],
    );
    expect(JSON.stringify(audited)).not.toContain('evil');
  });

  it('are recorded once for one key, however often and at once they are sent', async () => {
    const { who, incidentId } = await declared();
    const key = randomUUID();
    const items: Item[] = [{ type: 'domain', value: 'once.example' }];
    const answers = await Promise.all(Array.from({ length: 5 }, () => record(who, incidentId, items, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    await Promise.all(Array.from({ length: 8 }, () => record(who, incidentId, items)));
    expect(await listed(who, incidentId)).toHaveLength(1);
  });

  it('are refused with their place when one is none of its type, and then none is kept', async () => {
    const { who, incidentId } = await declared();
    const items: Item[] = [
      { type: 'domain', value: 'good.example' },
      { type: 'ipv4', value: '999.1.1.1' },
    ];
    await expect(record(who, incidentId, items)).rejects.toMatchObject({
      code: 'invalid-request',
      params: { places: [{ path: 'items.1.value', code: 'indicator-invalid' }] },
    });
    expect(await listed(who, incidentId)).toEqual([]);
  });

  it('are withdrawn with a reason and taken up again, by who has read the last version', async () => {
    const { who, incidentId } = await declared();
    await record(who, incidentId, [{ type: 'domain', value: 'gone.example' }]);
    const [sighting] = await listed(who, incidentId);
    const { id: sightingId } = sighting!;
    const withdraw = (version: number) =>
      rig.as(who, 'incident.indicator.withdraw', { incidentId, sightingId, version, reason: 'Notre pare-feu.' });
    expect(await withdraw(1)).toMatchObject({ version: 2, withdrawn: { reason: 'Notre pare-feu.' } });
    await expect(withdraw(1)).rejects.toMatchObject({ code: 'indicator-changed', params: { version: 2 } });
    expect(await refusalOf(withdraw(2))).toBe('state-conflict');
    expect(await record(who, incidentId, [{ type: 'domain', value: 'gone.example' }])).toMatchObject({ withdrawn: 1 });
    expect(await exported(who, incidentId, 'csv')).not.toContain('gone');
    const restored = await rig.as(analyst, 'incident.indicator.restore', { incidentId, sightingId, version: 2 });
    expect(restored).toMatchObject({ version: 3, withdrawn: null });
    expect(await exported(who, incidentId, 'csv')).toContain('gone.example');
  });

  it('that the agency has added are not withdrawn by a facility', async () => {
    const { who, incidentId } = await declared();
    await record(analyst, incidentId, [{ type: 'domain', value: 'theirs.example' }]);
    const [sighting] = await listed(who, incidentId);
    const body = { incidentId, sightingId: sighting!.id, version: 1, reason: 'Non.' };
    expect(await refusalOf(rig.as(who, 'incident.indicator.withdraw', body))).toBe('indicator-of-other-side');
  });

  it('are proposed from what the incident says, and nothing is written', async () => {
    const { who, incidentId } = await declared(declarant(), 'Connexion vers hxxp://evil[.]example/x.php observée.');
    const note = { id: newId(), incidentId, text: 'Aussi 203.0.113[.]9.', visibility: 'agency' } as const;
    await rig.as(analyst, 'incident.journal.write', note);
    const proposed = async (reader: Actor, text?: string) =>
      (await rig.as(reader, 'incident.indicator.extract', { incidentId, text })).items.map(({ value }) => value);
    expect(await proposed(who)).toContain('http://evil.example/x.php');
    expect(await proposed(who)).not.toContain('203.0.113.9');
    expect(await proposed(analyst)).toContain('203.0.113.9');
    const decision = {
      id: newId(),
      incidentId,
      text: 'Bloquer faux[.]example.',
      visibility: 'shared',
      type: 'decision',
    } as const;
    const { seq } = await rig.as(analyst, 'incident.journal.write', decision);
    expect(await proposed(who)).toContain('faux.example');
    const edit = { entryId: decision.id, incidentId, text: 'Bloquer juste[.]example.', base: seq };
    await rig.as(analyst, 'incident.journal.edit', { id: newId(), ...edit });
    expect(await proposed(who)).toEqual(expect.arrayContaining(['juste.example']));
    expect(await proposed(who)).not.toContain('faux.example');
    expect(await proposed(who, 'a.exe\u0000 b.example')).toEqual(['b.example']);
    expect(await listed(analyst, incidentId)).toEqual([]);
  });
});

describe('a value that was seen elsewhere', () => {
  it('is for a facility the same bytes as one that was seen nowhere', async () => {
    const [seen, fresh] = [`${randomUUID()}.example`, `${randomUUID()}.example`];
    const other = await declared();
    await record(other.who, other.incidentId, [{ type: 'domain', value: seen }]);
    const answers = async (value: string) => {
      const { who, incidentId } = await declared();
      const items: Item[] = [{ type: 'domain', value }];
      const said = [
        await rig.as(who, 'incident.indicator.extract', { incidentId, text: value }),
        await preview(who, incidentId, { Event: { Attribute: [{ type: 'domain', value }] } }),
        await record(who, incidentId, items),
        await rig.as(who, 'incident.indicator.list', { incidentId }),
        await exported(who, incidentId, 'misp'),
      ];
      return JSON.stringify(said)
        .replaceAll(value, 'VALUE')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{10}|972-A?-?\d{4}-\d{4}/g, 'AT');
    };
    expect(await answers(seen)).toBe(await answers(fresh));
  });

  it('is found by the agency with all its incidents, and by a facility not at all', async () => {
    const value = `${randomUUID()}.example`;
    const incidents = [await declared(), await declared(), await declared()];
    for (const { who, incidentId } of incidents) await record(who, incidentId, [{ type: 'domain', value }]);
    const found = await rig.as(analyst, 'incident.indicator.search', { q: value.replaceAll('.', '[.]') });
    expect(found).toMatchObject({ total: 1, items: [{ value, incidents: 3, facilities: 3 }] });
    const { id: indicatorId } = found.items[0]!;
    const { items } = await rig.as(analyst, 'incident.indicator.sightings', { indicatorId });
    expect(items.map(({ incidentId }) => incidentId).sort()).toEqual(
      incidents.map(({ incidentId }) => incidentId).sort(),
    );
    const [{ who }] = incidents as [(typeof incidents)[0]];
    expect(await refusalOf(rig.as(who, 'incident.indicator.search', { q: value }))).toBe('forbidden');
    expect(await refusalOf(rig.as(who, 'incident.indicator.sightings', { indicatorId }))).toBe('forbidden');
  });

  it('is found page by page, each once', async () => {
    const mark = randomUUID().slice(0, 8);
    const { who, incidentId } = await declared();
    const items = Array.from({ length: 25 }, (_, index): Item => ({
      type: 'domain',
      value: `h${index}.${mark}.example`,
    }));
    await record(who, incidentId, items);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: CommandInput<'incident.indicator.search'> = { q: mark, limit: 10, cursor };
      const page = await rig.as(analyst, 'incident.indicator.search', query);
      expect(page.total).toBe(25);
      seen.push(...page.items.map(({ value }) => value));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });
});
