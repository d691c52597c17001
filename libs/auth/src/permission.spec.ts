import { describe, expect, it } from '@jest/globals';
import {
  type Actor,
  AgencyRole,
  FacilityRole,
  MachineScope,
  type Permission,
  permissions,
  ruleOf,
} from '#libs/contracts';
import { newId } from '#libs/platform';
import fc from 'fast-check';
import { can, scopeFor } from './permission.js';
import { serviceActor } from './token.js';

const here = newId();
const there = newId();
const names = Object.keys(permissions) as Permission[];

const person = (agencyRoles: AgencyRole[], facilities: [string, FacilityRole[]][] = []): Actor => ({
  ...serviceActor('gateway'),
  kind: 'person',
  id: newId(),
  agencyRoles,
  facilities: facilities.map(([id, roles]) => ({ id, territory: '972', roles })),
});

const machine = (scopes: MachineScope[], roles: FacilityRole[] = [], agencyRoles: AgencyRole[] = []): Actor => ({
  ...person(agencyRoles, [[here, roles]]),
  kind: 'machine',
  scopes,
});

describe('every permission', () => {
  it.each(names)('%s: a role at a facility gives it there and nowhere else', (permission) => {
    for (const role of FacilityRole.options) {
      const gives = ruleOf(permission).facility.includes(role);
      const actor = person([], [[here, [role]]]);
      expect(can(actor, permission, here)).toBe(gives);
      expect(can(actor, permission)).toBe(gives);
      expect(can(actor, permission, there)).toBe(false);
      expect(scopeFor(actor, permission)).toEqual(
        gives ? { kind: 'facility', facilities: [here], actorId: actor.id } : undefined,
      );
    }
  });

  it.each(names)('%s: a role at the agency gives it everywhere', (permission) => {
    for (const role of AgencyRole.options) {
      const gives = ruleOf(permission).agency.includes(role);
      const actor = person([role]);
      expect([can(actor, permission, here), can(actor, permission)]).toEqual([gives, gives]);
      expect(scopeFor(actor, permission)).toEqual(gives ? { kind: 'agency', actorId: actor.id } : undefined);
    }
  });

  it.each(names)('%s: is a service’s only where the table names it', (permission) => {
    for (const service of ['gateway', 'directory', 'incident', 'asset-inventory', 'alerting', 'cli']) {
      const gives = ruleOf(permission).services?.includes(service) ?? false;
      const actor = serviceActor(service);
      expect(can(actor, permission)).toBe(gives);
      expect(scopeFor(actor, permission)?.kind).toBe(gives ? 'system' : undefined);
    }
  });

  it.each(names)('%s: is a machine’s only at its facility, where the table names its scope', (permission) => {
    for (const scope of MachineScope.options) {
      const gives = ruleOf(permission).machines?.includes(scope) ?? false;
      const actor = machine([scope]);
      expect([can(actor, permission, here), can(actor, permission, there)]).toEqual([gives, false]);
      expect(scopeFor(actor, permission)).toEqual(
        gives ? { kind: 'facility', facilities: [here], actorId: actor.id } : undefined,
      );
    }
    // Neither a role in its token nor the lack of a scope opens anything.
    const roles = machine([], [...FacilityRole.options], [...AgencyRole.options]);
    expect([can(roles, permission), scopeFor(roles, permission)]).toEqual([false, undefined]);
  });

  it.each(names)('%s: is nobody’s without a role', (permission) => {
    expect(can(person([], [[here, []]]), permission, here)).toBe(false);
    expect(scopeFor(person([]), permission)).toBeUndefined();
  });
});

describe('a scope', () => {
  it('holds exactly the facilities for which the person may, whatever the roles', () => {
    const roles = fc.uniqueArray(fc.constantFrom(...FacilityRole.options));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.uuid(), roles), { maxLength: 6 }),
        (permission, held) => {
          const actor = person([], held as [string, FacilityRole[]][]);
          const scope = scopeFor(actor, permission);
          const inScope = scope?.kind === 'facility' ? scope.facilities : [];
          for (const { id } of actor.facilities) expect(inScope.includes(id)).toBe(can(actor, permission, id));
        },
      ),
    );
  });

  it('is the agency’s for who is both of the agency and of a facility, where both give it', () => {
    const actor = person(['analyst'], [[here, ['declarant']]]);
    expect(scopeFor(actor, 'incident.read')?.kind).toBe('agency');
    expect(scopeFor(actor, 'incident.declare')).toMatchObject({ kind: 'facility', facilities: [here] });
  });
});
