import { describe, expect, it } from '@jest/globals';
import { Id } from '#libs/contracts';
import fc from 'fast-check';
import { declarationIdOf } from './declaration-id.js';

const key = '0190aaaa-0000-7000-8000-000000000001';

describe('the id of a machine’s declaration', () => {
  it('is the same for the same key and the same id of the tool', () => {
    expect(declarationIdOf(key, 'EDR-1')).toBe(declarationIdOf(key, 'EDR-1'));
    // Written down: another value would make every retry after an upgrade a second incident.
    expect(declarationIdOf(key, 'EDR-1')).toMatchInlineSnapshot(`"c4f8e280-6ee0-87fb-a3fa-2b84787565f1"`);
  });

  it('is a UUID of version 8, and another one for another key or another id', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.string(), fc.string(), (one, other, first, second) => {
        const id = declarationIdOf(one, first);
        expect(Id.parse(id)).toBe(id);
        expect(id[14]).toBe('8');
        if (one !== other) expect(declarationIdOf(other, first)).not.toBe(id);
        if (first !== second) expect(declarationIdOf(one, second)).not.toBe(id);
      }),
    );
  });
});
