import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import type { Attachment } from '#libs/contracts';
import { ApiError, noAnswer } from '../../shared/api/ApiError.js';
import { type Part, type Platform, type Sending, SendingQueue } from './sendingQueue.js';
import { sendPart } from './sendPart.js';

const of = { id: 'a', incidentId: 'i' };
const announced = { ...of, name: 'disque.img', size: 10, purpose: 'Essai.' };
const file = new File(['0123456789'], 'disque.img');
const refusal = (status: number, code: string, params = {}) =>
  new ApiError(status, { code, message: `Refus ${code}.`, traceId: 'trace', params });

/** A platform whose every answer is held back until the test gives it. */
class Slow implements Platform {
  readonly asked: string[] = [];
  private waiting: { resolve: (answer: never) => void; reject: (error: unknown) => void }[] = [];

  begin = () => this.ask('begin');
  progress = () => this.ask<{ offset: number }>('progress');
  part = ({ offset, onProgress, signal }: Part) => {
    onProgress(7);
    return this.ask<{ offset: number }>(`part ${offset}`, signal);
  };
  finish = () => this.ask<Attachment>('finish');

  async answers(answer: unknown): Promise<void> {
    this.waiting.shift()?.resolve(answer as never);
    await settled();
  }
  async refuses(error: unknown): Promise<void> {
    this.waiting.shift()?.reject(error);
    await settled();
  }

  private ask<T>(what: string, signal?: AbortSignal): Promise<T> {
    this.asked.push(what);
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      signal?.addEventListener('abort', () => reject(noAnswer()));
    });
  }
}

const settled = async () => {
  for (let at = 0; at < 5; at += 1) await turn();
};

let platform: Slow;
let queue: SendingQueue;
let stored: number;
const one = (): Sending | undefined => queue.all()[0];

beforeEach(() => {
  // A browser's own.
  Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined });
  platform = new Slow();
  queue = new SendingQueue(platform);
  stored = 0;
  queue.whenStored(() => (stored += 1));
});
afterEach(() => queue.clear());

describe('a file on its way', () => {
  it('is announced, sent and finished', async () => {
    queue.enqueue(file, of, announced);
    await platform.answers({});
    await platform.answers({ offset: 0 });
    expect(one()).toMatchObject({ state: 'sending', sent: 7, kept: 0 });
    await platform.answers({ offset: 10 });
    expect(one()).toMatchObject({ state: 'finishing', kept: 10 });
    await platform.answers({});
    expect([platform.asked, stored, queue.all()]).toEqual([['begin', 'progress', 'part 0', 'finish'], 1, []]);
  });

  it.each([
    ['while it is announced', 0, ['begin']],
    ['while its place is asked for', 1, ['begin', 'progress']],
    ['while a part leaves', 2, ['begin', 'progress', 'part 0']],
  ])('that is paused %s and taken from the list is sent no further', async (_, answers, asked) => {
    const given = [{}, { offset: 0 }, { offset: 10 }, {}];
    queue.enqueue(file, of, announced);
    for (const answer of given.slice(0, answers)) await platform.answers(answer);
    queue.pause('a');
    queue.dismiss('a');
    // The answer that was on its way, and any that would be asked for.
    for (const answer of given.slice(answers)) await platform.answers(answer);
    expect([platform.asked, stored, queue.all()]).toEqual([asked, 0, []]);
  });

  it('that is paused and gone on with at once asks where, and is stored once', async () => {
    queue.enqueue(file, of, announced);
    await platform.answers({});
    await platform.answers({ offset: 4 });
    queue.pause('a');
    expect(one()).toMatchObject({ state: 'paused', sent: 4, kept: 4 });
    queue.resume('a');
    await settled();
    expect(one()?.state).toBe('sending');
    // That of the part that was stopped.
    await platform.answers({ offset: 10 });
    await platform.answers({ offset: 6 });
    await platform.answers({ offset: 10 });
    await platform.answers({});
    expect(platform.asked).toEqual(['begin', 'progress', 'part 4', 'progress', 'part 6', 'finish']);
    expect([stored, queue.all()]).toEqual([1, []]);
  });

  it('is sent no further when its person signs out', async () => {
    queue.enqueue(file, of, announced);
    queue.enqueue(file, { ...of, id: 'b' }, { ...announced, id: 'b' });
    await platform.answers({});
    queue.clear();
    await platform.answers({ offset: 0 });
    expect([platform.asked, queue.all()]).toEqual([['begin', 'progress'], []]);
  });

  it('says what the platform has, and never what has only left', async () => {
    queue.enqueue(file, of, null);
    await platform.answers({ offset: 2 });
    expect(one()).toMatchObject({ sent: 9, kept: 2 });
    await platform.refuses(noAnswer());
    expect(one()).toMatchObject({ state: 'offline', sent: 2, kept: 2, error: null });
  });

  it.each([
    [429, 'rate-limited'],
    [503, 'unavailable'],
    [500, 'fault'],
  ])(
    'that the platform cannot take now (%d) is held with its own words, and not for want of a network',
    async (status, code) => {
      queue.enqueue(file, of, null);
      await platform.refuses(refusal(status, code));
      expect(one()).toMatchObject({ state: 'held', error: { code, body: { traceId: 'trace' } } });
    },
  );

  it.each([
    [403, 'forbidden'],
    [507, 'attachments-full'],
  ])('that is refused (%d) is not tried again', async (status, code) => {
    queue.enqueue(file, of, null);
    await platform.refuses(refusal(status, code));
    expect(one()).toMatchObject({ state: 'refused', error: { code } });
  });
});

it('a part whose sending was stopped before it began does not leave', async () => {
  const part = { incidentId: 'i', attachmentId: 'a', offset: 0, bytes: file, onProgress: () => undefined };
  await expect(sendPart({ ...part, signal: AbortSignal.abort() })).rejects.toMatchObject({ status: 0 });
});
