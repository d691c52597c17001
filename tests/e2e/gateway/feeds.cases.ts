import { describe, expect, it } from '@jest/globals';
import { type Client, LiveFeed, ok } from '#libs/testing';
import { io } from 'socket.io-client';
import { aDeclaration } from '../story/declare.js';
import { cast, platform } from './running.js';

const declare = async (client: Client, facilityId: string) =>
  ok(await client.post<{ incidentId: string }>('/api/declarations', aDeclaration(facilityId))).incidentId;

describe('the feeds', () => {
  it('bring what was missed once and in order, then what happens', async () => {
    const { declarant, analyst } = cast.rightful;
    const facility = await new LiveFeed(declarant).connect();
    const agency = await new LiveFeed(analyst).connect();
    await declare(declarant, cast.facilityA);
    const recipient = `facility:${cast.facilityA}`;
    const first = await facility.waitFor((item) => item.recipient === recipient);
    agency.disconnect();
    facility.disconnect();
    const missed = [await declare(declarant, cast.facilityA), await declare(declarant, cast.facilityA)];
    const elsewhere = await declare(cast.foreign.declarant, cast.facilityB);
    await agency.connect();
    await facility.connect();
    const live = await declare(declarant, cast.facilityA);
    // Order is kept within an incident; of several, any may come first.
    for (const id of [...missed, live]) await facility.waitFor((item) => item.recordId === id);
    for (const id of [...missed, elsewhere, live]) await agency.waitFor((item) => item.recordId === id);
    expect(
      facility.items
        .map(({ recordId }) => recordId)
        .slice(1)
        .sort(),
    ).toEqual([...missed, live].sort());
    expect(facility.items.map(({ cursor }) => cursor)).toEqual(facility.items.map((_, index) => first.cursor + index));
    const cursors = agency.items.map(({ cursor }) => cursor);
    expect(cursors).toEqual(cursors.map((_, index) => (cursors[0] ?? 0) + index));
    expect(agency.items.map(({ recordId }) => recordId)).toEqual(expect.arrayContaining([...missed, elsewhere, live]));
    facility.disconnect();
    agency.disconnect();
  });

  it('are the same over HTTP', async () => {
    const recipient = `facility:${cast.facilityA}`;
    const all = ok(
      await cast.rightful.declarant.get<{ items: { cursor: number }[]; last: number }>('/api/feed', {
        recipient,
        after: 0,
      }),
    );
    expect(all.items.map(({ cursor }) => cursor)).toEqual(all.items.map((_, index) => index + 1));
    expect(all.last).toBe(all.items.length);
  });

  it('say nothing of incidents to who may not read them, and leave no hole', async () => {
    const live = await new LiveFeed(cast.rightful.administrator).connect();
    const incidentId = await declare(cast.rightful.declarant, cast.facilityA);
    const item = await live.waitFor(({ recordId }) => recordId === incidentId);
    expect(item).toMatchObject({ recipient: 'agency', reference: null, summary: {} });
    live.disconnect();
  });

  it('of others are neither sent nor spoken of', async () => {
    const client = cast.foreign.declarant;
    const live = new LiveFeed(client);
    Object.assign(live.cursors, { agency: 0, [`facility:${cast.facilityA}`]: 0 });
    await live.connect();
    await declare(cast.rightful.declarant, cast.facilityA);
    const mine = await declare(client, cast.facilityB);
    await live.waitFor(({ recordId }) => recordId === mine);
    expect(new Set(live.items.map(({ recipient }) => recipient))).toEqual(new Set([`facility:${cast.facilityB}`]));
    live.disconnect();
  });

  it('open no socket for another site', async () => {
    const { cookie } = cast.rightful.analyst;
    const socket = io(new URL('/live', platform.baseUrl).href, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie, origin: 'https://elsewhere.example' },
    });
    await expect(
      new Promise((resolve, reject) => {
        socket.on('ready', resolve);
        socket.on('connect_error', reject);
      }),
    ).rejects.toThrow();
    socket.close();
  });
});
