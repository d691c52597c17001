import { describe, expect, it } from '@jest/globals';
import type { FeedItem } from '#libs/contracts';
import fc from 'fast-check';
import { actorOf } from '../sessions/session.js';
import { Frame } from './frame.js';
import { Subscriber } from './subscriber.js';

const id = '0193a000-0000-7000-8000-000000000001';
const identity = {
  personId: id,
  displayName: '',
  email: '',
  locale: 'fr' as const,
  agencyRoles: ['analyst' as const],
  facilities: [],
};
const session = {
  key: 'k',
  identity,
  actor: actorOf(identity),
  csrfToken: '',
  expiresAt: new Date(0),
  refreshedAt: 0,
};

const item = (cursor: number): FeedItem => ({
  recipient: 'agency',
  cursor,
  eventId: id,
  kind: 'real',
  type: 'incident.declared',
  recordId: id,
  reference: '972-2026-0001',
  summary: {},
  at: '2026-11-24T12:00:00.000Z',
});

function subscribed(cursor?: number) {
  const sent: number[] = [];
  const ready: Record<string, number>[] = [];
  let unsent = 0;
  const subscriber = new Subscriber(
    {
      write(packet) {
        const [name, items] = JSON.parse(packet.slice('2/live,'.length)) as [string, FeedItem[]];
        expect(name).toBe('feed');
        sent.push(...items.map((one) => one.cursor));
      },
      unsent: () => unsent,
      ready: (cursors) => void ready.push(cursors),
      disconnect: () => void sent.push(-1),
    },
    session,
    ['agency'],
    cursor === undefined ? {} : { agency: cursor },
  );
  return { subscriber, sent, ready, lag: (count: number) => (unsent = count) };
}

const rows = (from: number, to: number): FeedItem[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => item(from + 1 + index));

describe('Subscriber', () => {
  it('begins now when the client has no cursor, and says so once', () => {
    const { subscriber, sent, ready } = subscribed();
    subscriber.startAt('agency', 7);
    expect(subscriber.resume('agency')).toBe(false);
    subscriber.readyIfCaughtUp();
    subscriber.readyIfCaughtUp();
    expect(ready).toEqual([{ agency: 7 }]);
    subscriber.take(new Frame(item(7)));
    subscriber.take(new Frame(item(8)));
    expect(sent).toEqual([8]);
  });

  it('is not ready before what it missed is sent', () => {
    const { subscriber, sent, ready } = subscribed(2);
    subscriber.readyIfCaughtUp();
    expect(ready).toEqual([]);
    subscriber.take(new Frame(item(5)));
    subscriber.startAt('agency', 5);
    subscriber.sendRows('agency', rows(2, 5));
    expect(subscriber.resume('agency')).toBe(false);
    subscriber.readyIfCaughtUp();
    expect(sent).toEqual([3, 4, 5]);
    expect(ready).toEqual([{ agency: 5 }]);
  });

  it('takes a cursor from the future as the last one', () => {
    const { subscriber } = subscribed(500);
    subscriber.startAt('agency', 4);
    expect(subscriber.position('agency')).toBe(4);
  });

  it('asks for what is missing before a live item', () => {
    const { subscriber, sent } = subscribed(1);
    subscriber.startAt('agency', 1);
    subscriber.resume('agency');
    expect(subscriber.take(new Frame(item(4)))).toBe(true);
    expect(subscriber.take(new Frame(item(5)))).toBe(false);
    expect(sent).toEqual([]);
    subscriber.sendRows('agency', rows(1, 4));
    expect(subscriber.resume('agency')).toBe(false);
    expect(sent).toEqual([2, 3, 4, 5]);
  });

  it('lets go of a reader who takes nothing', () => {
    const { subscriber, sent, lag } = subscribed(0);
    subscriber.startAt('agency', 0);
    subscriber.resume('agency');
    lag(1_001);
    subscriber.take(new Frame(item(1)));
    expect(sent).toEqual([-1]);
  });

  /** The database, the bells and the reads in any order: what is sent has no gap, no double, and in the end nothing is missing. */
  it('never leaves a gap nor sends twice', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), heard: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('ring' as const), index: fc.nat() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), page: fc.integer({ min: 1, max: 3 }) }) },
    );
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.array(step, { maxLength: 60 }), (missed, steps) => {
        const { subscriber, sent } = subscribed(0);
        let head = missed;
        let reading = true;
        const bells: number[] = [];
        const read = (page: number): void => {
          if (!reading) return;
          subscriber.startAt('agency', head);
          const after = subscriber.position('agency') ?? 0;
          const found = rows(after, Math.min(head, after + page));
          subscriber.sendRows('agency', found);
          if (found.length < page) reading = subscriber.resume('agency');
        };
        const ring = (cursor: number): void => {
          if (subscriber.take(new Frame(item(cursor)))) reading = true;
        };
        for (const one of steps) {
          if (one.do === 'write') {
            head += 1;
            if (one.heard) bells.push(head);
          } else if (one.do === 'read') read(one.page);
          else if (bells.length > 0) ring(bells.splice(one.index % bells.length, 1)[0] ?? 0);
        }
        for (const cursor of bells) ring(cursor);
        // The look at the heads, for bells that nobody heard.
        if ((subscriber.position('agency') ?? 0) < head && subscriber.hold('agency')) reading = true;
        for (let round = 0; reading && round < 200; round += 1) read(3);
        expect(sent).toEqual(rows(0, head).map(({ cursor }) => cursor));
      }),
    );
  });
});
