import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LiveFeed, ok } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { newRecordId, until } from '../story/world.js';
import { cast } from './running.js';

const idOf = (who: 'analyst' | 'declarant') => cast.rightful[who].session?.identity.personId ?? '';

describe('a crisis room', () => {
  it('tells who is there, to a facility without the agency’s names, and lets nobody in who may not read', async () => {
    const { declarant, analyst } = cast.rightful;
    const { incidentId } = ok(
      await declarant.post<{ incidentId: string }>('/api/declarations', aDeclaration(cast.facilityA)),
    );
    const [nurse, agency] = [await new LiveFeed(declarant).connect(), await new LiveFeed(analyst).connect()];
    const stranger = await new LiveFeed(cast.foreign.declarant).connect();
    const administrator = await new LiveFeed(cast.rightful.administrator).connect();
    for (const feed of [nurse, agency, stranger, administrator]) feed.enter(incidentId);
    const seen = (feed: LiveFeed, count: number) =>
      until(
        async () => (feed.present[0]?.people.length === count ? feed.present[0] : undefined),
        `${count} in the room`,
      );
    expect((await seen(agency, 2)).people).toEqual(
      expect.arrayContaining([
        { side: 'agency', personId: idOf('analyst') },
        { side: 'facility', personId: idOf('declarant') },
      ]),
    );
    expect((await seen(nurse, 2)).people).toEqual(
      expect.arrayContaining([
        { side: 'agency', personId: null },
        { side: 'facility', personId: idOf('declarant') },
      ]),
    );
    await sleep(500);
    expect([stranger.present, administrator.present]).toEqual([[], []]);
    expect(agency.present[0]?.people).toHaveLength(2);

    // What is written there comes by itself, to a facility without what is the agency's own; the stranger hears nothing.
    const write = (visibility: 'shared' | 'agency') => {
      const id = newRecordId();
      return analyst.post(`/api/incidents/${incidentId}/journal`, { id, text: 'Relevé.', visibility }).then(() => id);
    };
    const [own, shared] = [await write('agency'), await write('shared')];
    const idsIn = (feed: LiveFeed) => feed.entries.flatMap(({ items }) => items.map(({ id }) => id));
    await until(async () => idsIn(agency).includes(shared) || undefined, 'the entries at the agency');
    await until(async () => idsIn(nurse).includes(shared) || undefined, 'the shared entry at the facility');
    expect(idsIn(agency)).toEqual([own, shared]);
    expect(idsIn(nurse)).toEqual([shared]);
    expect(nurse.entries.flatMap(({ items }) => items.map(({ authorId }) => authorId))).toEqual([null]);
    expect([stranger.entries, administrator.entries]).toEqual([[], []]);

    nurse.enter(null);
    expect((await seen(agency, 1)).people).toEqual([{ side: 'agency', personId: idOf('analyst') }]);
    nurse.enter(incidentId);
    await seen(agency, 2);
    nurse.disconnect();
    await seen(agency, 1);
    for (const feed of [agency, stranger, administrator]) feed.disconnect();
  });
});
