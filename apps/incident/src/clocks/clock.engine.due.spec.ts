import { describe, expect, it } from '@jest/globals';
import type { Subject } from './clock.engine.js';
import { AWARE, clock, ended } from './fixtures/subject.js';

describe('when it is due', () => {
  const NOTIFIED = '2026-06-12T08:00:00.000Z';
  const notified = { 'nis2/notification': NOTIFIED };
  const ASKED = '2026-06-15T08:00:00.000Z';
  const WANTED = '2026-06-18T15:00:00.000Z';
  const requested = (answeredAt: string | null = null) => ({
    'nis2/intermediate': { askedAt: ASKED, dueAt: WANTED, answeredAt },
  });

  it.each<[string, string, Partial<Subject>, string | null, string, string]>([
    ['csp/declaration', 'without delay', {}, AWARE, 'without-delay', 'open'],
    ['nis2/early-warning', '24 hours', {}, '2026-06-11T10:00:00.000Z', 'after-aware', 'open'],
    [
      'nis2/early-warning',
      'covered by the notification',
      { submitted: notified },
      '2026-06-11T10:00:00.000Z',
      'after-aware',
      'superseded',
    ],
    ['nis2/notification', '72 hours', {}, '2026-06-13T10:00:00.000Z', 'after-aware', 'open'],
    ['nis2/notification', 'was submitted', { submitted: notified }, '2026-06-13T10:00:00.000Z', 'after-aware', 'met'],
    ['nis2/intermediate', 'on request', {}, null, 'on-request', 'open'],
    ['nis2/intermediate', 'when it was asked for', { requested: requested() }, WANTED, 'on-request', 'open'],
    [
      'nis2/intermediate',
      'was sent since it was asked for',
      { requested: requested('2026-06-16T08:00:00.000Z') },
      WANTED,
      'on-request',
      'met',
    ],
    [
      'nis2/intermediate',
      'was sent only before it was asked for',
      { submitted: { 'nis2/intermediate': NOTIFIED }, requested: requested() },
      WANTED,
      'on-request',
      'open',
    ],
    [
      'nis2/intermediate',
      'covered by the final report',
      { submitted: { 'nis2/final': NOTIFIED }, requested: requested() },
      WANTED,
      'on-request',
      'superseded',
    ],
    [
      'nis2/notification',
      'does not wait for a request',
      { requested: { 'nis2/notification': { askedAt: ASKED, dueAt: WANTED, answeredAt: null } } },
      '2026-06-13T10:00:00.000Z',
      'after-aware',
      'open',
    ],
    ['nis2/final', 'waits for the notification', {}, null, 'waits-for-stage', 'open'],
    ['nis2/final', 'waits for the end while it lasts', { submitted: notified }, null, 'waits-for-end', 'open'],
    [
      'nis2/progress',
      'replaces it while it lasts',
      { submitted: notified },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'open',
    ],
    [
      'nis2/final',
      'a month after the notification',
      { submitted: notified, answers: ended('2026-06-20T10:00:00.000Z') },
      '2026-07-12T21:59:59.999Z',
      'after-stage',
      'open',
    ],
    [
      'nis2/progress',
      'is pointless when it is over',
      { submitted: notified, answers: ended('2026-06-20T10:00:00.000Z') },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'superseded',
    ],
    [
      'nis2/final',
      'a month after the end of a long one',
      { submitted: notified, answers: ended('2026-09-30T10:00:00.000Z') },
      '2026-10-30T22:59:59.999Z',
      'after-end',
      'open',
    ],
    [
      'nis2/progress',
      'stays met when it was submitted',
      {
        submitted: { ...notified, 'nis2/progress': '2026-07-10T10:00:00.000Z' },
        answers: ended('2026-09-30T10:00:00.000Z'),
      },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'met',
    ],
    ['gdpr/notification', '72 hours', {}, '2026-06-13T10:00:00.000Z', 'after-aware', 'open'],
    ['eigs/part-2', 'waits for part 1', {}, null, 'waits-for-stage', 'open'],
    [
      'eigs/part-2',
      'three months, in the territory',
      { submitted: { 'eigs/part-1': AWARE } },
      '2026-09-11T03:59:59.999Z',
      'after-stage',
      'open',
    ],
  ])('%s: %s', (key, _, part, dueAt, code, state) => {
    const found = clock(key, part);
    expect([found.dueAt, found.reason.due.code, found.state]).toEqual([dueAt, code, state]);
  });

  it('says when it was asked for, and reminds of it as of any other', () => {
    const found = clock('nis2/intermediate', { requested: requested() });
    expect(found.reason.due.askedAt).toBe(ASKED);
    expect(found.rings).toEqual([
      '2026-06-17T15:00:00.000Z',
      '2026-06-18T11:00:00.000Z',
      WANTED,
      '2026-06-18T19:00:00.000Z',
      '2026-06-19T15:00:00.000Z',
    ]);
    expect(clock('nis2/intermediate').reason.due).not.toHaveProperty('askedAt');
    expect(clock('nis2/intermediate').rings).toEqual([]);
  });

  it('reminds before, at and after, and of nothing that nobody waits for', () => {
    expect(clock('nis2/early-warning').rings).toEqual([
      '2026-06-11T04:00:00.000Z',
      '2026-06-11T09:00:00.000Z',
      '2026-06-11T10:00:00.000Z',
      '2026-06-11T14:00:00.000Z',
      '2026-06-12T10:00:00.000Z',
    ]);
    expect(clock('nis2/early-warning', { submitted: notified }).rings).toEqual([]);
    expect(clock('nis2/final').rings).toEqual([]);
  });
});
