import { type Actor, type Permission, ruleOf } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

/**
 * Whether the actor may do this.
 *
 * @param facilityId the facility of the record; left out, it asks whether there is any for which the actor may
 */
export function can(actor: Actor, permission: Permission, facilityId?: string): boolean {
  if (hasAgencyRole(actor, permission)) return true;
  if (actor.kind === 'service') return mayAsService(actor, permission);
  const facilities = facilitiesFor(actor, permission);
  return facilityId === undefined ? facilities.length > 0 : facilities.includes(facilityId);
}

/** The facilities at which the person holds a role that gives the permission; of a machine that of its key, when its scope gives it. */
export function facilitiesFor(actor: Actor, permission: Permission): string[] {
  if (actor.kind === 'machine') return mayAsMachine(actor, permission) ? actor.facilities.map(({ id }) => id) : [];
  const { facility } = ruleOf(permission);
  return actor.facilities.filter(({ roles }) => roles.some((role) => facility.includes(role))).map(({ id }) => id);
}

/**
 * The scope in which the actor may do this: as a service, for the agency, or for the facilities where a role (or a machine key) gives it.
 *
 * @returns undefined when the actor may not at all
 */
export function scopeFor(actor: Actor, permission: Permission): DatabaseScope | undefined {
  if (actor.kind === 'service') {
    return mayAsService(actor, permission) ? { kind: 'system', actorId: actor.id } : undefined;
  }
  if (hasAgencyRole(actor, permission)) return { kind: 'agency', actorId: actor.id };
  const facilities = facilitiesFor(actor, permission);
  return facilities.length > 0 ? { kind: 'facility', facilities, actorId: actor.id } : undefined;
}

const hasAgencyRole = (actor: Actor, permission: Permission): boolean =>
  actor.kind === 'person' && actor.agencyRoles.some((role) => ruleOf(permission).agency.includes(role));

const mayAsService = (actor: Actor, permission: Permission): boolean =>
  ruleOf(permission).services?.includes(actor.issuer) ?? false;

/** A scope is all that a key has: whatever is not told in the table's column for machines is refused. */
const mayAsMachine = ({ scopes = [] }: Actor, permission: Permission): boolean =>
  scopes.some((scope) => ruleOf(permission).machines?.includes(scope));
