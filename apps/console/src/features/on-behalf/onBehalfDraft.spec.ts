import { describe, expect, it } from '@jest/globals';
import { goingOn, isBegun, newDraft, saidIn } from './onBehalfDraft.js';

const zone = 'America/Martinique';
const typed = () => {
  const draft = newDraft(zone);
  return {
    ...draft,
    caller: 'Mme Inventée',
    form: { ...draft.form, what: 'Plus de réseau.', patientDanger: 'proven' as const },
  };
};
const kept = (answers: string) => ({
  callDraftId: '0199aaaa-0000-7000-8000-000000000001',
  version: 7,
  facilityId: null,
  caller: 'Mme Inventée',
  heldBy: '0199aaaa-0000-7000-8000-000000000002',
  startedAt: '2026-11-28T03:00:00.000Z',
  keptAt: '2026-11-28T03:10:00.000Z',
  answers,
});

describe('a call that the agency has kept', () => {
  it('goes on with all that was typed, under its own id, and is sent under a key of its own', () => {
    const draft = typed();
    const { id, agencyVersion, caller, form, key, outgoing } = goingOn(kept(saidIn(draft)), zone);
    expect({ id, agencyVersion, caller, form, outgoing }).toEqual({
      id: '0199aaaa-0000-7000-8000-000000000001',
      agencyVersion: 7,
      caller: 'Mme Inventée',
      form: draft.form,
      outgoing: null,
    });
    expect(key).not.toBe(draft.key);
  });

  it('goes on also when an earlier release kept it, with the questions that came since', () => {
    const { report: _, ...form } = typed().form;
    const old = goingOn(kept(JSON.stringify({ caller: 'Mme Inventée', form })), zone);
    expect(old).toMatchObject({ callBack: '', form: { what: 'Plus de réseau.', report: { measures: '' } } });
  });
});

it('a call is begun once something was typed', () => {
  expect(isBegun(newDraft(zone))).toBe(false);
  expect(isBegun(typed())).toBe(true);
});
