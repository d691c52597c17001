import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { declaration } from '../incident/rig.js';
import { agent } from './rig.js';
import { north, rig } from './running.js';

const KEEP = 'incident.call-draft.keep';
const TAKE_OVER = 'incident.call-draft.take-over';
const RECORD = 'incident.declaration.record';
const [first, second] = [agent('analyst'), agent('analyst')];

const kept = (callDraftId: string, base: number, answers = '{"what":"Écrans"}') => ({
  callDraftId,
  base,
  facilityId: north.id,
  caller: 'Cadre de garde',
  answers,
});
const openCalls = async () =>
  (await rig.as(second, 'incident.call-draft.list', {})).items.map(({ callDraftId }) => callDraftId);

describe('a call', () => {
  it('is taken over with all that was typed, and closed by the declaration that it becomes', async () => {
    const id = newId();
    const key = randomUUID();
    const answer = await rig.as(first, KEEP, kept(id, 0), key);
    expect(await rig.as(first, KEEP, kept(id, 0), key)).toEqual(answer);
    await rig.as(first, KEEP, kept(id, 1, '{"what":"Écrans noirs"}'));
    await expect(rig.as(first, KEEP, kept(id, 1))).rejects.toMatchObject({ code: 'call-kept-elsewhere' });

    expect(await openCalls()).toContain(id);
    expect(await rig.as(second, TAKE_OVER, { callDraftId: id })).toEqual({ callDraftId: id, version: 3 });
    expect(await rig.as(second, 'incident.call-draft.get', { callDraftId: id })).toMatchObject({
      heldBy: second.id,
      answers: '{"what":"Écrans noirs"}',
    });
    await expect(rig.as(first, KEEP, kept(id, 2))).rejects.toMatchObject({ code: 'call-taken-over' });

    const body = {
      ...declaration(north.id, { id }),
      source: 'phone' as const,
      caller: 'Cadre de garde',
      callBack: null,
    };
    await expect(rig.as(first, RECORD, body)).rejects.toMatchObject({ code: 'call-taken-over' });
    await rig.as(second, RECORD, body);
    expect(await openCalls()).not.toContain(id);
    await expect(rig.as(second, KEEP, kept(id, 3))).rejects.toMatchObject({ code: 'call-ended' });
    expect(
      await rig.database.asAdmin('SELECT state, answers, caller FROM incident.call_draft WHERE id = $1', [id]),
    ).toEqual([{ state: 'recorded', answers: '', caller: '' }]);
  });

  it('is discarded with a reason by who holds it', async () => {
    const id = newId();
    await rig.as(first, KEEP, kept(id, 0));
    const body = { callDraftId: id, reason: 'Faux numéro.' };
    await expect(rig.as(second, 'incident.call-draft.discard', body)).rejects.toMatchObject({
      code: 'call-taken-over',
    });
    await rig.as(first, 'incident.call-draft.discard', body);
    await expect(rig.as(first, TAKE_OVER, { callDraftId: id })).rejects.toMatchObject({ code: 'call-ended' });
  });
});
