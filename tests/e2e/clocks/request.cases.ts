import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Actor, CommandInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { agent, declarant, refusalOf, staff } from '../incident/rig.js';
import { until } from '../story/world.js';
import { HOUR, LIST, TELL, ago, audits, clockWhen, clocksOf, declared, later, telling } from './declared.js';
import { rig } from './running.js';

const RECORD = 'incident.report-request.record';
const STAGE = 'nis2/intermediate';
type Ask = CommandInput<typeof RECORD>;

const asking = (incidentId: string, part: Partial<Ask> = {}): Ask => ({
  id: newId(),
  incidentId,
  regime: 'nis2',
  stage: 'intermediate',
  askedAt: ago(60_000),
  dueAt: ago(-48 * HOUR),
  askedBy: 'Dominique Inventée, CERT-FR',
  ...part,
});

const dueBy = (who: Actor, incidentId: string, dueAt: string) =>
  clockWhen(who, incidentId, STAGE, (clock) => clock.dueAt === dueAt);

describe('a request for a report', () => {
  it('gives its stage a due time and reminders, on the incident and on the board', async () => {
    const { who, incidentId, facilityId } = await declared(HOUR);
    const before = (await clocksOf(who, incidentId)).get(STAGE);
    expect(before).toMatchObject({ dueAt: null, nextRingAt: null, requests: [] });
    const asked = asking(incidentId);
    const { id, dueAt } = asked;
    expect(await rig.as(who, RECORD, asked)).toEqual({
      id,
      incidentId,
      regime: 'nis2',
      stage: 'intermediate',
      dueAt,
    });
    const clock = await dueBy(who, incidentId, dueAt);
    expect(clock).toMatchObject({
      state: 'open',
      nextRingAt: later(dueAt, -24 * HOUR),
      reason: { due: { code: 'on-request', askedAt: asked.askedAt } },
      requests: [{ id, askedAt: asked.askedAt, dueAt, askedBy: asked.askedBy, authorSide: 'facility' }],
    });
    const board = await rig.as(agent('analyst'), LIST, { facilityId, regime: 'nis2', state: ['due'] });
    expect(board.items.map(({ stage }) => stage)).toContain('intermediate');
    const journal = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(journal.items.at(-1)).toMatchObject({
      type: 'report-requested',
      visibility: 'shared',
      details: { regime: 'nis2', stage: 'intermediate', dueAt },
    });
  });

  it('leaves its audit row and its event, neither with the name of who asked', async () => {
    const { who, incidentId } = await declared(HOUR);
    const asked = asking(incidentId);
    await rig.as(agent('analyst'), RECORD, asked);
    await dueBy(who, incidentId, asked.dueAt);
    expect(await audits(incidentId, RECORD)).toMatchObject([
      { details: { id: asked.id, regime: 'nis2', stage: 'intermediate', askedAt: asked.askedAt, dueAt: asked.dueAt } },
    ]);
    const events = (await rig.events(incidentId)).filter(({ type }) => type === 'report.requested');
    expect(events).toMatchObject([{ payload: { regime: 'nis2', stage: 'intermediate', dueAt: asked.dueAt } }]);
    const left = await rig.database.asAdmin(
      `SELECT payload::text FROM messaging.event WHERE payload::text LIKE '%Dominique%'
       UNION ALL SELECT details::text FROM incident.audit WHERE details::text LIKE '%Dominique%'
       UNION ALL SELECT details::text FROM incident.journal_entry WHERE details::text LIKE '%Dominique%'
       UNION ALL SELECT response::text FROM incident.idempotency WHERE response::text LIKE '%Dominique%'`,
    );
    expect(left).toEqual([]);
  });

  it('rings when its time comes, once', async () => {
    const { who, incidentId } = await declared(3 * HOUR);
    const asked = asking(incidentId, { askedAt: ago(2 * HOUR), dueAt: ago(-2 * HOUR) });
    await rig.as(who, RECORD, asked);
    const rang = () =>
      rig.database.asAdmin<{ payload: Record<string, unknown> }>(
        `SELECT payload FROM messaging.event WHERE type = 'clock.rang' AND payload->>'incidentId' = $1 AND payload->>'stage' = 'intermediate'`,
        [incidentId],
      );
    const [event] = await until(async () => ((await rang()).length > 0 ? rang() : undefined), 'the reminder');
    expect(event?.payload).toMatchObject({ dueAt: asked.dueAt, when: 'before' });
    expect((await dueBy(who, incidentId, asked.dueAt)).nextRingAt).toBe(asked.dueAt);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await rang()).toHaveLength(1);
  });

  it('is replaced by one that was asked later, whichever is recorded first, and kept', async () => {
    const { who, incidentId } = await declared(5 * HOUR);
    const first = asking(incidentId, { askedAt: ago(4 * HOUR) });
    const second = asking(incidentId, { askedAt: ago(2 * HOUR), dueAt: ago(-30 * HOUR) });
    const forgotten = asking(incidentId, { askedAt: ago(3 * HOUR), dueAt: ago(-20 * HOUR) });
    await rig.as(who, RECORD, first);
    await dueBy(who, incidentId, first.dueAt);
    await rig.as(who, RECORD, second);
    await dueBy(who, incidentId, second.dueAt);
    expect((await rig.as(who, RECORD, forgotten)).dueAt).toBe(second.dueAt);
    const { requests, dueAt } = (await clocksOf(who, incidentId)).get(STAGE)!;
    expect(dueAt).toBe(second.dueAt);
    expect(requests.map(({ id }) => id)).toEqual([second.id, forgotten.id, first.id]);
  });

  it('is met by the first report since, and asked again it is due again', async () => {
    const { who, incidentId } = await declared(5 * HOUR);
    await clocksOf(who, incidentId);
    const tell = async (toldAt: string) => {
      await rig.as(who, TELL, telling(incidentId, { toldAt, stages: [STAGE] }));
      return toldAt;
    };
    await tell(ago(4 * HOUR));
    const asked = asking(incidentId, { askedAt: ago(3 * HOUR) });
    await rig.as(who, RECORD, asked);
    expect(await dueBy(who, incidentId, asked.dueAt)).toMatchObject({ state: 'open', metAt: null });
    const sent = await tell(ago(2 * HOUR));
    await tell(ago(HOUR));
    await tell(ago(4 * HOUR));
    expect((await clocksOf(who, incidentId)).get(STAGE)).toMatchObject({
      state: 'met',
      metAt: sent,
      nextRingAt: null,
      dueAt: asked.dueAt,
    });
    const again = asking(incidentId, { dueAt: ago(-72 * HOUR) });
    await rig.as(who, RECORD, again);
    expect(await dueBy(who, incidentId, again.dueAt)).toMatchObject({ state: 'open', metAt: null });
  });

  it('is recorded once for one key, and one id, however often it is sent', async () => {
    const { who, incidentId } = await declared(HOUR);
    const body = asking(incidentId);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => rig.as(who, RECORD, body, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(rig.as(who, RECORD, body))).toBe('already-exists');
    expect((await dueBy(who, incidentId, body.dueAt)).requests).toHaveLength(1);
  });

  it('is not of the future, nor from before anybody knew, nor due before it was asked, nor of a stage with a delay', async () => {
    const { who, incidentId } = await declared(HOUR);
    const refused = (part: Partial<Ask>) => refusalOf(rig.as(who, RECORD, asking(incidentId, part)));
    expect(await refused({ askedAt: ago(-HOUR) })).toBe('asked-in-future');
    expect(await refused({ askedAt: ago(2 * HOUR) })).toBe('asked-before-aware');
    expect(await refused({ askedAt: ago(60_000), dueAt: ago(120_000) })).toBe('due-before-asked');
    expect(await refused({ stage: 'final' })).toBe('stage-not-on-request');
    expect(await refused({ stage: 'nothing' })).toBe('stage-unknown');
    expect(await refused({ askedBy: '  ' })).toBe('invalid-request');
    expect((await clocksOf(who, incidentId)).get(STAGE)).toMatchObject({ dueAt: null, requests: [] });
  });

  it('is nobody’s but the facility’s and the agency’s: a stranger learns no more than of an unknown incident', async () => {
    const { who, incidentId, facilityId } = await declared(HOUR);
    const told = (actor: Actor, id: string) =>
      rig.as(actor, RECORD, asking(id)).then(
        () => 'recorded',
        (error: unknown) => JSON.stringify(error),
      );
    const stranger = declarant();
    expect(await told(stranger, incidentId)).toBe(await told(stranger, newId()));
    expect(await refusalOf(rig.as(stranger, RECORD, asking(incidentId)))).toBe('not-found');
    for (const other of [agent('auditor'), agent('administrator'), staff([facilityId], 'inventory-officer')])
      expect(await refusalOf(rig.as(other, RECORD, asking(incidentId)))).toBe('forbidden');
    expect((await clocksOf(who, incidentId)).get(STAGE)?.requests).toEqual([]);
  });
});
