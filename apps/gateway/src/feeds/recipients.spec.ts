import { describe, expect, it } from '@jest/globals';
import type { Actor } from '#libs/contracts';
import { closed, maySee } from './feed-visibility.js';
import { recipientsOf } from './recipients.js';

const facility = '0193a000-0000-7000-8000-000000000001';
const recipient = `facility:${facility}`;

const person = (part: Partial<Actor>): Actor => ({
  kind: 'person',
  id: '0193a000-0000-7000-8000-000000000009',
  issuer: 'gateway',
  agencyRoles: [],
  facilities: [],
  locale: 'fr',
  ...part,
});
const at = (...roles: Actor['facilities'][number]['roles']) => ({
  facilities: [{ id: facility, territory: '972', roles }],
});

describe('who reads which feed', () => {
  it('a facility’s people read its feed, the agency’s the agency’s', () => {
    expect(recipientsOf(person(at('declarant')))).toEqual([recipient]);
    expect(recipientsOf(person({ agencyRoles: ['auditor'] }))).toEqual(['agency']);
    expect(recipientsOf(person({ agencyRoles: ['analyst'], ...at('declarant') }))).toEqual(['agency', recipient]);
    expect(recipientsOf(person({}))).toEqual([]);
  });

  it.each([
    ['declarant', person(at('declarant')), recipient, true],
    ['inventory officer', person(at('inventory-officer')), recipient, false],
    ['analyst', person({ agencyRoles: ['analyst'] }), 'agency', true],
    ['administrator', person({ agencyRoles: ['administrator'] }), 'agency', false],
    ['administrator who declares', person({ agencyRoles: ['administrator'], ...at('declarant') }), 'agency', false],
    ['analyst, of a facility’s feed', person({ agencyRoles: ['analyst'] }), recipient, false],
  ])('%s sees what an incident’s item says: %#', (_, actor, reader, sees) => {
    expect(maySee(actor, { type: 'incident.declared', recipient: reader })).toBe(sees);
  });

  it('an item that may not be seen keeps its place and says nothing', () => {
    const item = { cursor: 3, reference: '972-2026-0001', summary: { state: 'declared' } };
    expect(closed(item)).toEqual({ cursor: 3, reference: null, summary: {} });
  });
});
