import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import type { CommandInput, DeclarationInput, IncidentSummary } from '#libs/contracts';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const [first, second] = [declarant(), declarant()];

const declared = async (who = first, part: Partial<DeclarationInput> = {}): Promise<string> =>
  (await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId, part))).incidentId;

const list = (query: CommandInput<'incident.incident.list'>, who = analyst) =>
  rig.as(who, 'incident.incident.list', query);
const idsOf = async (query: CommandInput<'incident.incident.list'>, who = analyst): Promise<string[]> =>
  (await list(query, who)).items.map(({ id }) => id);

describe('the list of incidents', () => {
  it('is paged from the newest on, each once, also when many were recorded in one millisecond', async () => {
    const facility = declarant();
    const ids = await Promise.all(Array.from({ length: 23 }, () => declared(facility)));
    await rig.database.asAdmin(
      `UPDATE incident.incident SET recorded_at = date_trunc('second', recorded_at) WHERE facility_id = $1`,
      [facility.facilityId],
    );
    const seen: IncidentSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ facilityId: facility.facilityId, limit: 5, ...(cursor && { cursor }) });
      expect(page.total).toBe(23);
      seen.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const order = seen.map(({ recordedAt, id }) => recordedAt + id);
    expect(order).toEqual([...order].sort().reverse());
    expect(await refusalOf(list({ cursor: 'abc' }))).toBe('invalid-request');
  });

  it('is filtered by state, severity, assignee and supplier as anybody writes it', async () => {
    const id = await declared(first, { supplier: 'Société  Œuvre-Santé' });
    await rig.as(analyst, 'incident.incident.take', { incidentId: id });
    await rig.as(analyst, 'incident.incident.acknowledge', { incidentId: id });
    const untouched = await declared(second);
    expect(await idsOf({ supplier: 'societe oeuvre sante' })).toEqual([id]);
    expect(await idsOf({ supplier: 'oeuvre' })).toEqual([]);
    expect(await idsOf({ facilityId: first.facilityId, state: ['acknowledged', 'taken'] })).toEqual([id]);
    expect(await idsOf({ mine: 'yes' })).toEqual([id]);
    expect(await idsOf({ mine: 'yes' }, agent('analyst'))).toEqual([]);
    expect(await idsOf({ mine: 'yes' }, second)).toEqual([untouched]);
    expect(await idsOf({ facilityId: first.facilityId, severity: ['critical'] })).toEqual([]);
    expect(await idsOf({ territory: '971' })).toEqual([]);
  });

  it('finds words of the reference, the supplier or what happens, their last one begun only', async () => {
    const id = await declared(first, { what: 'Le pare-feu à 100 % de charge', supplier: 'Rarissime' });
    const { reference } = await rig.as(analyst, 'incident.incident.get', { incidentId: id });
    expect(await idsOf({ q: 'PARE-FEU charge' })).toEqual([id]);
    expect(await idsOf({ q: 'rariss' })).toEqual([id]);
    expect(await idsOf({ q: reference })).toEqual([id]);
    expect(await idsOf({ q: reference.split('-').at(-1)! })).toContain(id);
    expect(await idsOf({ q: 'charges rarissime' })).toEqual([id]);
    expect(await idsOf({ q: 'rarissime -charge' })).toEqual([]);
    for (const q of ['le', '%', "')", ':*', '&', '!', '"', 'rarissime:*|x']) await list({ q });
    expect(await idsOf({ q: 'pare-feu' }, second)).toEqual([]);
  });

  it('keeps exercises apart for the agency; a facility has its own together', async () => {
    const who = declarant();
    const real = await declared(who);
    const exercise = await declared(who, { kind: 'exercise' });
    const { facilityId } = who;
    expect(await idsOf({ facilityId })).toEqual([real]);
    expect(await idsOf({ facilityId, kind: 'exercise' })).toEqual([exercise]);
    expect(await idsOf({}, who)).toEqual([exercise, real]);
    expect(await idsOf({ kind: 'real' }, who)).toEqual([real]);
  });

  it('counts and shows a facility its own only, and not by what it is not told', async () => {
    const who = declarant();
    const id = await declared(who);
    const page = await list({}, who);
    expect([page.total, page.items.map((item) => item.id)]).toEqual([1, [id]]);
    expect(page.items[0]).toMatchObject({ assigneeId: null, regionalId: null, assigned: false });
    expect(await list({ facilityId: first.facilityId }, who)).toMatchObject({ total: 0, items: [] });
    expect(await refusalOf(list({ linked: 'yes' }, who))).toBe('forbidden');
    expect(await refusalOf(list({ regionalId: newId() }, who))).toBe('forbidden');
    expect((await list({ linked: 'no', facilityId: who.facilityId })).total).toBe(1);
    expect((await list({ linked: 'yes', facilityId: who.facilityId })).total).toBe(0);
  });
});

describe('the board', () => {
  it('draws each facility by the worst of what is open, and counts every state', async () => {
    const who = declarant();
    // Other cases leave incidents of theirs in the same region: what is counted is what these ones add.
    const { counts: before } = await rig.as(analyst, 'incident.board.get', {});
    await declared(who, { patientDanger: 'none', degradedMode: 'no', careServices: ['dialysis'] });
    const worse = await declared(who, { patientDanger: 'proven', degradedMode: 'yes', careServices: ['imaging'] });
    const closed = await declared(who, { patientDanger: 'proven', careServices: ['theatre'] });
    await declared(who, { kind: 'exercise', careServices: ['maternity'] });
    for (const incidentId of [worse, closed]) {
      await rig.as(analyst, 'incident.incident.take', { incidentId });
      await rig.as(analyst, 'incident.incident.acknowledge', { incidentId });
    }
    await rig.as(analyst, 'incident.incident.qualify', {
      incidentId: worse,
      rsitClass: 'availability',
      rsitType: 'outage',
      severity: 'critical',
      tlp: 'RED',
      malicious: 'unknown',
    });
    await rig.as(analyst, 'incident.incident.resolve', { incidentId: closed });
    const board = await rig.as(analyst, 'incident.board.get', {});
    expect(board.facilities.find(({ facilityId }) => facilityId === who.facilityId)).toMatchObject({
      open: 2,
      worstSeverity: 'critical',
      worstDanger: 'proven',
      degraded: true,
      careServices: ['dialysis', 'imaging'],
    });
    expect(board.counts).toEqual({
      ...before,
      declared: before.declared + 1,
      qualified: before.qualified + 1,
      resolved: before.resolved + 1,
    });
    const nowhere = await rig.as(analyst, 'incident.board.get', { territory: '971' });
    expect(nowhere).toEqual({
      facilities: [],
      counts: { declared: 0, taken: 0, acknowledged: 0, qualified: 0, resolved: 0, closed: 0 },
    });
    const exercise = await rig.as(analyst, 'incident.board.get', { kind: 'exercise' });
    expect(exercise.counts.declared).toBeGreaterThan(0);
    expect(exercise.facilities.find(({ facilityId }) => facilityId === who.facilityId)?.open).toBe(1);
  });
});
