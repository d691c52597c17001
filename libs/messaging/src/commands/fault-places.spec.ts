import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { faultPlaces } from './fault-places.js';

const schema = z
  .strictObject({
    title: z.string().min(3),
    contact: z.strictObject({ email: z.email() }),
    since: z.number(),
  })
  .refine(({ since }) => since < 10, { path: ['since'], error: 'since-in-future' });

it('names path and code of every place, and never a value', () => {
  const { error } = schema.safeParse({ title: 'ab', contact: { email: 'jeanne', age: 3 }, since: '5', more: 1 });
  expect(faultPlaces(error!)).toEqual([
    { path: 'title', code: 'too-small' },
    { path: 'contact.email', code: 'invalid-format' },
    { path: 'contact.age', code: 'unknown-field' },
    { path: 'since', code: 'invalid-type' },
    { path: 'more', code: 'unknown-field' },
  ]);
});

it("takes over the contract's own codes", () => {
  const { error } = schema.safeParse({ title: 'abc', contact: { email: 'a@example.org' }, since: 11 });
  expect(faultPlaces(error!)).toEqual([{ path: 'since', code: 'since-in-future' }]);
});
