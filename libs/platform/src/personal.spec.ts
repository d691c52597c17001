import { describe, expect, it } from '@jest/globals';
import { commands, personal } from '#libs/contracts';
import { z } from 'zod';
import { personalFields } from './personal.js';

describe('personalFields', () => {
  it('finds the mark wherever a schema can hold it', () => {
    const person = z.object({
      id: z.uuid(),
      name: personal(z.string()),
      phone: personal(z.string()).nullable().optional(),
    });
    const schema = z.object({
      people: z.array(person),
      author: z.union([person.extend({ email: personal(z.string()).default('') }), z.null()]),
      places: z.record(
        z.string(),
        z.object({
          street: personal(
            z
              .string()
              .trim()
              .transform((text) => text),
          ),
        }),
      ),
      aliases: z.array(personal(z.string())),
      pair: z.tuple([z.object({ left: personal(z.string()) }), z.number()]),
      both: z.intersection(z.object({ a: personal(z.string()) }), z.object({ b: z.string() })),
      preferred: z.preprocess((value) => value, z.object({ nickname: personal(z.string()) })),
    });
    expect([...personalFields([schema])].sort()).toEqual(
      ['a', 'aliases', 'email', 'left', 'name', 'nickname', 'phone', 'street'].sort(),
    );
  });

  it('finds those of the contracts', () => {
    const schemas = Object.values(commands).flatMap(({ request, response }) => [request, response]);
    expect([...personalFields(schemas)]).toEqual(expect.arrayContaining(['email', 'displayName', 'phone', 'note']));
  });
});
