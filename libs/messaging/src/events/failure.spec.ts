import { expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { isPassing, isPermanent, reasonOf, retryDelay, waitDelay } from './failure.js';

const sql = (code: string, more: object = {}) => Object.assign(new Error('Jeanne Dupont'), { code, ...more });

it.each([
  [new Refusal('unavailable'), 'passing'],
  [sql('40P01'), 'passing'],
  [sql('57P01'), 'passing'],
  [sql('ECONNREFUSED'), 'passing'],
  [new Refusal('not-found'), 'permanent'],
  [sql('23505'), 'permanent'],
  [sql('22P02'), 'permanent'],
  [Object.assign(new Error(), { driverError: sql('23503') }), 'permanent'],
  [new TypeError('x is undefined'), 'other'],
  ['a text', 'other'],
])('%o is %s', (error, kind) => {
  expect(isPassing(error)).toBe(kind === 'passing');
  if (kind !== 'passing') expect(isPermanent(error)).toBe(kind === 'permanent');
});

it('a reason holds kind, code and constraint, and never the message', () => {
  expect(reasonOf(sql('23505', { constraint: 'feed_pkey' }))).toBe('Error 23505 feed_pkey');
  expect(reasonOf(new Refusal('not-found'))).toBe('Refusal not-found');
  expect(reasonOf('Jeanne Dupont')).toBe('not an error');
});

it('delays grow, and stay within bounds', () => {
  expect([1, 2, 3, 8].map(retryDelay)).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect([1, 2, 3, 100].map(waitDelay)).toEqual([100, 200, 400, 5_000]);
});
