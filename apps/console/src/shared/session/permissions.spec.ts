import { describe, expect, it } from '@jest/globals';
import { agencyMay, facilitiesWhere, may } from './permissions.js';

const facility = (id: string, roles: ('declarant' | 'inventory-officer')[]) => ({
  id,
  name: id,
  finess: '970200028',
  territory: '972',
  roles,
});

describe('what a person is offered', () => {
  const officer = {
    agencyRoles: [],
    facilities: [facility('a', ['inventory-officer']), facility('b', ['declarant'])],
  };

  it('follows the roles at each facility', () => {
    expect(facilitiesWhere(officer, 'incident.declare').map(({ id }) => id)).toEqual(['b']);
    expect(may(officer, 'inventory.import')).toBe(true);
    expect(may(officer, 'people.read')).toBe(false);
  });

  it('follows the roles at the agency', () => {
    const analyst = { agencyRoles: ['analyst' as const], facilities: [] };
    expect(agencyMay(analyst, 'incident.triage')).toBe(true);
    expect(agencyMay(analyst, 'advisory.approve')).toBe(false);
  });
});
