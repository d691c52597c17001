import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Bell } from '#libs/contracts';
import { Doorbell, type NatsLink } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestNats, startTestNats } from '#libs/testing';
import { logger, until } from './rig.js';

let nats: TestNats;
let links: NatsLink[];

beforeAll(async () => {
  nats = await startTestNats();
  links = [await nats.connect('gateway'), await nats.connect('gateway')];
});
afterAll(() => nats?.close());

const bell = (cursor: number): Bell => ({
  items: [
    {
      eventId: newId(),
      kind: 'real',
      type: 'incident.declared',
      recordId: newId(),
      reference: '972-2026-0001',
      summary: {},
      at: '2026-11-24T12:00:00.000Z',
      to: [['agency', cursor]],
    },
  ],
});

it('is heard by every gateway, also after NATS was away, and what is not a bell is passed over', async () => {
  const heard: number[][] = links.map(() => []);
  const bells = links.map((link) => new Doorbell(link, logger));
  bells.forEach((each, index) => each.onRing(({ items }) => heard[index]?.push(items[0]?.to[0]?.[1] ?? 0)));
  await Promise.all(links.map((link) => link.connection.flush()));

  bells[0]?.ring(bell(1));
  await until('both have heard', () => heard.every((cursors) => cursors.includes(1)));

  links[0]?.connection.publish('vigie.bell.feed', 'ding');
  await nats.kill();
  await until('the loss is noticed', () => links.every((link) => !link.connected));
  bells[0]?.ring(bell(2));
  await nats.restart();
  await until('both are back', () => links.every((link) => link.connected));
  await Promise.all(links.map((link) => link.connection.flush()));
  bells[1]?.ring(bell(3));
  await until('both have heard again', () => heard.every((cursors) => cursors.includes(3)));
  expect(heard).toEqual([
    [1, 3],
    [1, 3],
  ]);
});
