import { z } from 'zod';
import { Id, Locale, TerritoryCode, personal } from './common.js';

export const FacilityRole = z.enum(['declarant', 'inventory-officer', 'facility-manager']);
export type FacilityRole = z.infer<typeof FacilityRole>;
export const AgencyRole = z.enum(['analyst', 'approver', 'administrator', 'auditor']);
export type AgencyRole = z.infer<typeof AgencyRole>;

/** What a facility's machine key may be given for; the table below says what each allows. */
export const MachineScope = z.enum(['declare']);
export type MachineScope = z.infer<typeof MachineScope>;

/** Who acts: the claims of the token between services. Holds ids and roles, never a name or an address. */
export const Actor = z.object({
  kind: z.enum(['person', 'service', 'machine']),
  /** Person id; for a machine the id of its key, for a service the nil UUID. */
  id: Id,
  /** The service that acts (kind service), else the gateway that issued the token. */
  issuer: z.string(),
  agencyRoles: z.array(AgencyRole),
  facilities: z.array(z.object({ id: Id, territory: TerritoryCode, roles: z.array(FacilityRole) })),
  locale: Locale,
  /** Of a machine: what its key is for. It holds no role, and its one facility is the key's. */
  scopes: z.array(MachineScope).optional(),
});
export type Actor = z.infer<typeof Actor>;

/** A signed-in person as the directory knows them; the gateway keeps a copy in the session. */
export const Identity = z.object({
  personId: Id,
  displayName: personal(z.string()),
  email: personal(z.string()),
  locale: Locale,
  agencyRoles: z.array(AgencyRole),
  facilities: z.array(
    z.object({ id: Id, name: z.string(), finess: z.string(), territory: TerritoryCode, roles: z.array(FacilityRole) }),
  ),
});
export type Identity = z.infer<typeof Identity>;

interface Rule {
  /** Roles at the facility of the record. */
  facility: readonly FacilityRole[];
  agency: readonly AgencyRole[];
  /** Services that may do this in their own name. */
  services?: readonly string[];
  /** Scopes of a facility's machine key, for that facility alone. */
  machines?: readonly MachineScope[];
}

const everyFacilityRole = FacilityRole.options;
const everyAgencyRole = AgencyRole.options;
const readers = ['analyst', 'approver', 'auditor'] as const;

/** The permission table: read it as the rule book. Whatever is not here is refused. */
export const permissions = {
  'directory.read': {
    facility: everyFacilityRole,
    agency: everyAgencyRole,
    services: ['alerting', 'incident', 'asset-inventory', 'gateway'],
  },
  'people.read': { facility: ['facility-manager'], agency: ['analyst', 'administrator', 'auditor'] },
  'contact.manage': { facility: ['facility-manager'], agency: ['administrator'] },
  'contact.resolve': { facility: [], agency: [], services: ['gateway', 'alerting', 'incident'] },
  'machine-key.read': { facility: ['facility-manager'], agency: ['administrator', 'auditor'] },
  'machine-key.manage': { facility: ['facility-manager'], agency: ['administrator'] },
  'machine-key.resolve': { facility: [], agency: [], services: ['gateway'] },
  'machine.declare': { facility: [], agency: [], machines: ['declare'] },
  'directory.internal': { facility: [], agency: [], services: ['gateway', 'alerting'] },
  /** What of a facility decides which duties it has. */
  'profile.manage': { facility: [], agency: ['administrator'] },
  /** Whose address this is, asked for a mail that came. */
  'directory.sender': { facility: [], agency: [], services: ['incident'] },
  /** One's own telephones and computers that sign declarations. */
  'device.own': { facility: everyFacilityRole, agency: everyAgencyRole },
  'device.verify': { facility: [], agency: [], services: ['incident'] },
  /** Anybody who is signed in hands over what another's telephone shows. */
  'declaration.relay': { facility: everyFacilityRole, agency: everyAgencyRole },
  'incident.declare': { facility: ['declarant', 'facility-manager'], agency: [] },
  /** In a facility's name, as it says on the telephone. */
  'incident.record': { facility: [], agency: ['analyst'] },
  /** Blank forms for the crisis binder. */
  'paper.issue': { facility: ['facility-manager'], agency: ['analyst'] },
  /** Types what stands on a form: for one's own facility, or in its name. */
  'paper.open': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  'incident.amend': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  'incident.read': { facility: ['declarant', 'facility-manager'], agency: readers },
  'incident.triage': { facility: [], agency: ['analyst'] },
  /** Records that an authority was told, or asked for a report. */
  'authority.tell': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  'regime.read': { facility: [], agency: everyAgencyRole },
  'regime.manage': { facility: [], agency: ['administrator'] },
  /** Mails to the declarations box. */
  'mailbox.read': { facility: [], agency: readers },
  'mailbox.handle': { facility: [], agency: ['analyst'] },
  'mailbox.answer': { facility: [], agency: [], services: ['alerting'] },
  'journal.write': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  /** Values seen in an attack, on one's own incidents. */
  'indicator.write': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  /** Files on one's own incidents. */
  'attachment.write': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  'attachment.fetch': { facility: ['declarant', 'facility-manager'], agency: ['analyst', 'approver'] },
  /** What becomes of them: handed over, sealed, destroyed. */
  'attachment.keep': { facility: [], agency: ['analyst'] },
  'scanner.read': { facility: [], agency: everyAgencyRole },
  /** Where else a value was seen. */
  'indicator.search': { facility: [], agency: readers },
  'regional.read': { facility: [], agency: readers },
  'regional.lead': { facility: [], agency: ['analyst'] },
  /** Counts of incidents: true ones within one's rights, and those that are published. */
  'statistics.read': { facility: ['declarant', 'facility-manager'], agency: readers },
  'statistics.publish': { facility: [], agency: ['analyst'] },
  'inventory.read': { facility: ['inventory-officer', 'facility-manager'], agency: readers },
  /** Which products of a facility's inventory a text names. */
  'product.find': { facility: [], agency: [], services: ['incident'] },
  'inventory.import': { facility: ['inventory-officer'], agency: [] },
  'upload.write': { facility: ['inventory-officer'], agency: ['analyst'] },
  'csaf.import': { facility: [], agency: ['analyst'] },
  'exposure.read': { facility: [], agency: readers, services: ['alerting'] },
  'advisory.write': { facility: [], agency: ['analyst'] },
  'advisory.approve': { facility: [], agency: ['approver'] },
  'advisory.read': { facility: [], agency: readers },
  /** Who was sent what and answered when, for the timeline of an incident. */
  'advisory.trace': { facility: [], agency: [], services: ['incident'] },
  'inbox.read': { facility: everyFacilityRole, agency: [] },
  'acknowledgement.answer': { facility: everyFacilityRole, agency: [] },
  /** Which care services of a facility are open. */
  'care.read': { facility: ['declarant', 'facility-manager'], agency: readers },
  'care.report': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  /** Read-only links for the ambulance service. */
  'samu-link.manage': { facility: [], agency: ['analyst'] },
  'samu-link.read': { facility: [], agency: [], services: ['gateway'] },
  /** Situation reports and after-action reports; a facility reads those that were written for it. */
  'report.read': { facility: ['declarant', 'facility-manager'], agency: readers },
  'report.write': { facility: [], agency: ['analyst'] },
  'report.issue': { facility: [], agency: ['analyst', 'approver'] },
  'report-template.read': { facility: [], agency: everyAgencyRole },
  'report-template.manage': { facility: [], agency: ['analyst', 'administrator'] },
  'playbook.read': { facility: [], agency: everyAgencyRole },
  'playbook.manage': { facility: [], agency: ['analyst', 'administrator'] },
  /** Adds and works tasks; a facility its own side's alone. */
  'task.work': { facility: ['declarant', 'facility-manager'], agency: ['analyst'] },
  /** Where a facility's, or the agency's, own tools are told. */
  'webhook.read': { facility: ['facility-manager'], agency: ['administrator', 'auditor'] },
  'webhook.manage': { facility: ['facility-manager'], agency: ['administrator'] },
  'feed.read': { facility: everyFacilityRole, agency: everyAgencyRole },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** The rule of a permission with plain array types, for code that walks the table. */
export const ruleOf = (permission: Permission): Rule => permissions[permission];
