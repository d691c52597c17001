import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const [analyst, colleague] = [agent('analyst'), agent('analyst')];

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
const note = (incidentId: string, part: Partial<Parameters<typeof rig.as<'incident.journal.write'>>[2]> = {}) => ({
  id: newId(),
  incidentId,
  text: 'Le pare-feu est isolé.',
  ...part,
});

describe('a crisis room', () => {
  it('marks decisions, topics and how far an entry may go, and names to a facility nobody of the agency', async () => {
    const { who, incidentId } = await declared();
    const body = note(incidentId, { type: 'decision', topic: 'Réseau', tlp: 'RED', mentions: [colleague.id] });
    const written = await rig.as(analyst, 'incident.journal.write', body);
    expect(written).toMatchObject({ type: 'decision', topic: 'Réseau', tlp: 'RED', mentions: [colleague.id] });
    const last = async (reader: typeof analyst) =>
      (await rig.as(reader, 'incident.journal.earlier', { incidentId, limit: 1 })).items[0];
    expect(await last(colleague)).toEqual(written);
    expect(await last(who)).toEqual({ ...written, authorId: null, mentions: [] });
    const [event] = (await rig.events(incidentId)).slice(-1);
    expect(event?.payload).toMatchObject({ entryType: 'decision', mentions: [colleague.id] });
  });

  it('is read from the newest backwards, page by page, without a gap', async () => {
    const { who, incidentId } = await declared();
    for (let turn = 0; turn < 6; turn += 1)
      await rig.as(analyst, 'incident.journal.write', note(incidentId, { visibility: turn % 2 ? 'agency' : 'shared' }));
    const walk = async (reader: typeof analyst) => {
      const seen: number[] = [];
      let before: number | null | undefined;
      do {
        const asked = { incidentId, limit: 2, ...(before === undefined ? {} : { before }) };
        const page = await rig.as(reader, 'incident.journal.earlier', asked);
        seen.unshift(...page.items.map(({ seq }) => seq));
        before = page.before;
      } while (before !== null);
      return seen;
    };
    expect(await walk(analyst)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await walk(who)).toEqual([1, 2, 4, 6]);
  });

  it('keeps every wording of an entry, which its author alone changes, and from the last one', async () => {
    const { who, incidentId } = await declared();
    const { id: entryId, seq } = await rig.as(analyst, 'incident.journal.write', note(incidentId));
    const edit = { id: newId(), incidentId, entryId, base: seq, text: 'Le pare-feu est isolé depuis 03:10.' };
    expect(await refusalOf(rig.as(colleague, 'incident.journal.edit', edit))).toBe('not-the-author');
    expect(await refusalOf(rig.as(who, 'incident.journal.edit', edit))).toBe('not-the-author');
    const key = randomUUID();
    const worded = await rig.as(analyst, 'incident.journal.edit', edit, key);
    expect(worded).toMatchObject({ type: 'edited', text: edit.text, details: { entryId }, visibility: 'shared' });
    expect(await rig.as(analyst, 'incident.journal.edit', edit, key)).toEqual(worded);
    expect(await refusalOf(rig.as(analyst, 'incident.journal.edit', { ...edit, id: newId() }))).toBe('entry-changed');
    const { items } = await rig.as(who, 'incident.journal.history', { incidentId, entryId });
    expect(items.map(({ text }) => text)).toEqual(['Le pare-feu est isolé.', edit.text]);
    const steps = { id: newId(), incidentId, base: 1, text: 'Autre' };
    const [declaredEntry] = (await rig.as(who, 'incident.journal.list', { incidentId, limit: 1 })).items;
    const onStep = rig.as(who, 'incident.journal.edit', { ...steps, entryId: declaredEntry!.id });
    expect(await refusalOf(onStep)).toBe('not-the-author');
  });

  it('is reworded by one of several at once', async () => {
    const { incidentId } = await declared();
    const { id: entryId, seq } = await rig.as(analyst, 'incident.journal.write', note(incidentId));
    const edits = Array.from({ length: 5 }, (_, turn) =>
      rig
        .as(analyst, 'incident.journal.edit', { id: newId(), incidentId, entryId, base: seq, text: `Version ${turn}` })
        .then(
          () => 'worded',
          (error: { code?: string }) => error.code,
        ),
    );
    expect((await Promise.all(edits)).toSorted()).toEqual([...Array(4).fill('entry-changed'), 'worded']);
  });

  it('pins a fact once, in its last wording, and hides what is the agency’s own', async () => {
    const { who, incidentId } = await declared();
    const shared = await rig.as(analyst, 'incident.journal.write', note(incidentId));
    const own = await rig.as(analyst, 'incident.journal.write', note(incidentId, { visibility: 'agency' }));
    const pin = (entryId: string, pinned: boolean) =>
      rig.as(colleague, 'incident.journal.pin', { incidentId, entryId, pinned });
    await Promise.all([pin(shared.id, true), pin(shared.id, true), pin(own.id, true)]);
    const edit = { id: newId(), incidentId, entryId: shared.id, base: shared.seq, text: 'Isolé depuis 03:10.' };
    await rig.as(analyst, 'incident.journal.edit', edit);
    const facts = async (reader: typeof analyst) =>
      (await rig.as(reader, 'incident.journal.pinned', { incidentId })).items.map(({ text }) => text);
    expect((await facts(analyst)).toSorted()).toEqual(['Isolé depuis 03:10.', 'Le pare-feu est isolé.']);
    expect(await facts(who)).toEqual(['Isolé depuis 03:10.']);
    const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId });
    expect(items.filter(({ type }) => type === 'pinned')).toHaveLength(2);
    await pin(shared.id, false);
    expect(await facts(who)).toEqual([]);
    expect(await refusalOf(rig.as(who, 'incident.journal.pin', { incidentId, entryId: shared.id, pinned: true }))).toBe(
      'forbidden',
    );
    expect(await refusalOf(rig.as(who, 'incident.journal.history', { incidentId, entryId: own.id }))).toBe('not-found');
  });

  it('knows who has read how far, and tells a facility of the agency only how far', async () => {
    const { who, incidentId } = await declared();
    await rig.as(analyst, 'incident.journal.write', note(incidentId));
    const read = (reader: typeof analyst, seq: number) => rig.as(reader, 'incident.room.read', { incidentId, seq });
    expect(await read(analyst, 2)).toEqual({ seq: 2 });
    // Going back is no reading, and nobody reads further than there is.
    expect(await read(analyst, 1)).toEqual({ seq: 2 });
    expect(await read(who, 99)).toEqual({ seq: 2 });
    const readers = async (reader: typeof analyst) =>
      (await rig.as(reader, 'incident.room.readers', { incidentId })).readers
        .map(({ side, personId, seq }) => ({ side, personId, seq }))
        .toSorted((one, other) => one.side.localeCompare(other.side));
    expect(await readers(analyst)).toEqual([
      { side: 'agency', personId: analyst.id, seq: 2 },
      { side: 'facility', personId: who.id, seq: 2 },
    ]);
    expect(await readers(who)).toEqual([
      { side: 'agency', personId: null, seq: 2 },
      { side: 'facility', personId: who.id, seq: 2 },
    ]);
    const stranger = declarant();
    expect(await refusalOf(rig.as(stranger, 'incident.room.readers', { incidentId }))).toBe('not-found');
    expect(await refusalOf(rig.as(stranger, 'incident.room.read', { incidentId, seq: 1 }))).toBe('not-found');
  });
});
