import { ruleOf, type Identity, type Permission } from '#libs/contracts';

type Who = Pick<Identity, 'agencyRoles' | 'facilities'>;

export const inAgency = (who: Who) => who.agencyRoles.length > 0;

/** Whether a person holds a permission through an agency role. */
export const agencyMay = (who: Who, permission: Permission) =>
  who.agencyRoles.some((role) => ruleOf(permission).agency.includes(role));

/** The facilities where a person holds a permission. */
export const facilitiesWhere = <Person extends Who>(who: Person, permission: Permission): Person['facilities'] =>
  who.facilities.filter(({ roles }) => roles.some((role) => ruleOf(permission).facility.includes(role)));

/** Whether a person holds a permission anywhere. What the console hides, the services refuse on their own. */
export const may = (who: Who, permission: Permission) =>
  agencyMay(who, permission) || facilitiesWhere(who, permission).length > 0;
