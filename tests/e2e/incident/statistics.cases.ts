import type { CommandInput, DeclarationInput, Figures } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
type Who = ReturnType<typeof declarant>;

const monthOf = (at: Date): string => at.toISOString().slice(0, 7);
const now = new Date();
const thisMonth = monthOf(now);
const asked = (part: Partial<CommandInput<'incident.statistics.count'>> = {}) => ({
  from: monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11))),
  to: thisMonth,
  ...part,
});
const figures = (who: Parameters<typeof rig.as>[0], part?: Partial<CommandInput<'incident.statistics.count'>>) =>
  rig.as(who, 'incident.statistics.count', asked(part));
const declare = async (who: Who, part: Partial<DeclarationInput> = {}) => {
  const body = declaration(who.facilityId, part);
  await rig.as(who, 'incident.declaration.submit', body);
  return body.id;
};
/** Over all months. */
function totals(of: Figures, table: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { tables } of of.months) {
    for (const [value, n] of Object.entries(tables[table] ?? {})) sums[value] = (sums[value] ?? 0) + n;
  }
  return sums;
}
/** A declaration of some months ago, as if it had been recorded then. */
const moveBack = (id: string, at: string) =>
  rig.database.asAdmin('UPDATE incident.incident SET recorded_at = $2, aware_at = $2 WHERE id = $1', [id, at]);

describe('figures', () => {
  it('of a facility are the incidents it has declared, counted by hand', async () => {
    const who = declarant();
    await declare(who, {
      suspectedMalicious: 'yes',
      patientDanger: 'proven',
      dataTouched: 'yes',
      dataClasses: ['personal'],
    });
    await declare(who, { supplier: null, careServices: ['imaging'], helpWanted: [] });
    await declare(who, { careServices: [], degradedMode: 'no' });
    const found = await figures(who);
    expect(found).toMatchObject({ incidents: 3, territories: { '972': 3 }, states: { declared: 3 } });
    expect(found.months.at(-1)).toMatchObject({ month: thisMonth, declared: 3 });
    expect(totals(found, 'origin')).toEqual({ yes: 1, unknown: 2 });
    expect(totals(found, 'danger')).toEqual({ proven: 1, potential: 2 });
    expect(totals(found, 'data')).toEqual({ personal: 1, unknown: 2 });
    expect(totals(found, 'supplier')).toEqual({ yes: 2, no: 1 });
    expect(totals(found, 'help')).toEqual({ yes: 2, no: 1 });
    expect(totals(found, 'care')).toEqual({ vital: 1, other: 1, none: 1 });
    expect(totals(found, 'degraded')).toEqual({ yes: 2, no: 1 });
    expect(totals(found, 'severity')).toEqual({ unassessed: 3 });
    expect(totals(found, 'delay')).toEqual({ day: 3 });
    expect(found.took.declared).toMatchObject({ count: 3, median: 60 });
    expect(found.took.taken).toEqual({ count: 0, median: null, p90: null });
  });

  it('of a facility hold nothing of another, whatever it asks for', async () => {
    const [who, other] = [declarant(), declarant()];
    await declare(other);
    expect(await figures(who)).toMatchObject({ incidents: 0, territories: {}, facilityTypes: {}, clocks: [] });
    expect(await figures(who, { territory: '972' })).toMatchObject({ incidents: 0 });
    expect(await figures(who, { kind: 'exercise' })).toMatchObject({ incidents: 0 });
  });

  it('follow what an analyst does, and tell how long it took', async () => {
    const who = declarant();
    const id = await declare(who);
    for (const step of ['take', 'acknowledge'] as const) {
      await rig.as(analyst, `incident.incident.${step}`, { incidentId: id });
    }
    const qualified = {
      rsitClass: 'malicious-code',
      rsitType: 'infected-system',
      severity: 'high',
      tlp: 'AMBER',
      malicious: 'yes',
    } as const;
    await rig.as(analyst, 'incident.incident.qualify', { incidentId: id, ...qualified });
    const found = await figures(who);
    expect(totals(found, 'rsit')).toEqual({ 'malicious-code': 1 });
    expect(totals(found, 'severity')).toEqual({ high: 1 });
    expect(totals(found, 'origin')).toEqual({ yes: 1 });
    expect(found).toMatchObject({
      states: { qualified: 1 },
      took: { taken: { count: 1, median: 0 }, closed: { count: 0 } },
    });
  });

  it('of the agency are all, exercises apart', async () => {
    const [before, apart] = [await figures(analyst), await figures(analyst, { kind: 'exercise' })];
    await declare(declarant());
    await declare(declarant(), { kind: 'exercise' });
    expect((await figures(analyst)).incidents).toBe(before.incidents + 1);
    expect((await figures(analyst, { kind: 'exercise' })).incidents).toBe(apart.incidents + 1);
  });

  it('of a past month are true again after each change in it', async () => {
    const who = declarant();
    const id = await declare(who);
    await moveBack(id, '2025-03-10T12:00:00Z');
    const march = { from: '2025-03', to: '2025-03' };
    await rig.database.asAdmin(
      `INSERT INTO incident.figure_month (kind, month, starts_at, ends_at, noted_at, counted, cells)
       VALUES ('real', '2025-03', '2025-03-01', '2025-04-01', '2025-05-01', 0, '[["972", "nature", "failure", 7]]')
       ON CONFLICT (kind, month) DO UPDATE SET counted = 0, changes = 0, cells = EXCLUDED.cells`,
    );
    // What is kept counts as long as nothing has changed.
    expect(await figures(analyst, march)).toMatchObject({ incidents: 7 });
    await rig.as(who, 'incident.incident.reclassify', { incidentId: id, nature: 'malicious', reason: null });
    const after = await figures(analyst, march);
    expect(after.incidents).toBe(1);
    expect(totals(after, 'nature')).toEqual({ malicious: 1 });
    // A facility never reads what is kept of all.
    expect((await figures(who, march)).incidents).toBe(1);
  });

  it('are of at most five years, and of months that exist', async () => {
    expect(await refusalOf(figures(analyst, { from: '2020-01', to: '2025-01' }))).toBe('invalid-request');
    expect(await refusalOf(figures(analyst, { from: '2025-02', to: '2025-01' }))).toBe('invalid-request');
    expect(await refusalOf(figures(analyst, { from: '2025-13', to: '2025-13' }))).toBe('invalid-request');
  });

  it('are published by the agency alone', async () => {
    expect(await refusalOf(rig.as(declarant(), 'incident.statistics.publish', {}))).toBe('forbidden');
    expect(await refusalOf(rig.as(agent('auditor'), 'incident.statistics.publish', {}))).toBe('forbidden');
    // Without the directory nobody knows which facilities are one legal entity's: nothing leaves then.
    expect(await refusalOf(rig.as(analyst, 'incident.statistics.publish', {}))).toBe('unavailable');
  });
});
