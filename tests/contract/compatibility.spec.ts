import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Schema, loosened, tightened } from './compatibility.js';

const published = z.strictObject({
  name: z.string().max(10),
  level: z.enum(['low', 'high']),
  note: z.string().optional(),
});
const input = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as Schema;
const output = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'output' }) as Schema;

describe('a published request', () => {
  it.each([
    ['the same', published],
    ['a new optional field', published.extend({ colour: z.string().optional() })],
    ['a wider enum', published.extend({ level: z.enum(['low', 'high', 'critical']) })],
    ['a longer text', published.extend({ name: z.string().max(20) })],
    ['a field made optional', published.extend({ name: z.string().max(10).optional() })],
  ])('may become: %s', (_, now) => {
    expect(tightened(input(published), input(now))).toEqual([]);
  });

  it.each([
    ['a new required field', published.extend({ colour: z.string() })],
    ['a narrower enum', published.extend({ level: z.enum(['low']) })],
    ['a shorter text', published.extend({ name: z.string().max(5) })],
    ['a text with a pattern', published.extend({ name: z.string().max(10).regex(/^a/) })],
    ['an optional field made required', published.extend({ note: z.string() })],
    ['a field refused', published.omit({ note: true })],
    ['another type', published.extend({ name: z.number() })],
  ])('may not become: %s', (_, now) => {
    expect(tightened(input(published), input(now))).not.toEqual([]);
  });
});

describe('a published answer or event', () => {
  it.each([
    ['the same', published],
    ['a new field', published.extend({ colour: z.string() })],
    ['an optional field always there', published.extend({ note: z.string() })],
    ['a narrower enum', published.extend({ level: z.enum(['low']) })],
  ])('may become: %s', (_, now) => {
    expect(loosened(output(published), output(now))).toEqual([]);
  });

  it.each([
    ['a lost field', published.omit({ name: true })],
    ['a nullable field', published.extend({ name: z.string().max(10).nullable() })],
    ['a wider enum', published.extend({ level: z.enum(['low', 'high', 'critical']) })],
    ['a field made optional', published.extend({ name: z.string().max(10).optional() })],
    ['a longer text', published.extend({ name: z.string() })],
  ])('may not become: %s', (_, now) => {
    expect(loosened(output(published), output(now))).not.toEqual([]);
  });
});
