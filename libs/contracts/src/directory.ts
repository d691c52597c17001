import { z } from 'zod';
import { command, query } from './command.js';
import { Finess, Id, Locale, TerritoryCode, csvOf, isStorable, limit, line, page, personal } from './common.js';
import { FacilityRole, Identity } from './identity.js';
import { GuessReason } from './mailbox.js';

/** What a category means for the region, coarser than the FINESS code: used by audiences and filters. */
export const FacilityCategory = z.enum(['hospital', 'nursing-home', 'laboratory', 'dialysis']);
export type FacilityCategory = z.infer<typeof FacilityCategory>;

export const Facility = z.object({
  id: Id,
  name: z.string(),
  finess: Finess,
  legalEntityFiness: Finess,
  legalEntityName: z.string(),
  category: FacilityCategory,
  /** FINESS category code, e.g. 355 (centre hospitalier). */
  categoryCode: z.string(),
  categoryLabel: z.string(),
  territory: TerritoryCode,
  communeCode: z.string(),
  commune: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** Invented for the demo region: no such facility exists. */
  invented: z.boolean(),
});
export type Facility = z.infer<typeof Facility>;

export const Territory = z.object({
  code: TerritoryCode,
  name: z.string(),
  /** IANA zone, e.g. America/Martinique. */
  zone: z.string(),
});
export type Territory = z.infer<typeof Territory>;

export const TerritoryMap = Territory.extend({
  /** The coast: latitude, longitude. */
  outline: z.array(z.tuple([z.number(), z.number()])),
  communes: z.array(z.object({ code: z.string(), name: z.string(), latitude: z.number(), longitude: z.number() })),
});
export type TerritoryMap = z.infer<typeof TerritoryMap>;

export const ContactPoint = z.object({
  id: Id,
  facilityId: Id,
  label: z.string(),
  name: personal(z.string()),
  email: personal(z.string().nullable()),
  phone: personal(z.string().nullable()),
  /** Reachable when the facility's own mail and network are down. */
  outside: z.boolean(),
  locale: Locale,
});
export type ContactPoint = z.infer<typeof ContactPoint>;

export const Person = z.object({
  id: Id,
  displayName: personal(z.string()),
  email: personal(z.string()),
  facilities: z.array(z.object({ id: Id, name: z.string(), roles: z.array(FacilityRole) })),
  agencyRoles: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;

export const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ().-]{5,24}$/);

export const directoryCommands = {
  'directory.session.sign-in': query(
    'directory.internal',
    z.strictObject({
      email: personal(z.string().trim().max(254).refine(isStorable, { error: 'control-character' })),
      password: personal(z.string().max(1024)),
    }),
    Identity,
  ),
  'directory.identity.get': query('directory.internal', z.strictObject({ personId: Id }), Identity),
  /** Mail addresses of the contact points of facilities, asked when the mail is sent so that no job or event holds them. */
  'directory.contact.resolve': query(
    'contact.resolve',
    z.strictObject({ facilityIds: z.array(Id).max(5000).optional(), contactIds: z.array(Id).max(5000).optional() }),
    z.object({ contacts: z.array(ContactPoint) }),
  ),
  /** The facilities to which a mail address leads, for a guess; a domain only where all its contacts are of one facility. */
  'directory.sender.resolve': query(
    'directory.sender',
    z.strictObject({ email: personal(z.string().trim().max(254).refine(isStorable, { error: 'control-character' })) }),
    z.object({
      matches: z.array(z.object({ facilityId: Id, territory: TerritoryCode, reason: GuessReason })),
    }),
  ),
  /** The analysts to ring for a territory. */
  'directory.duty.resolve': query(
    'directory.internal',
    z.strictObject({ territory: TerritoryCode }),
    z.object({
      people: z.array(
        z.object({ personId: Id, displayName: personal(z.string()), email: personal(z.string()), locale: Locale }),
      ),
    }),
  ),
  /** Who works for these facilities, and as what; ids only, an address is asked for when a mail leaves. */
  'directory.staff.resolve': query(
    'directory.internal',
    z.strictObject({ facilityIds: z.array(Id).max(5000) }),
    z.object({ people: z.array(z.object({ facilityId: Id, personId: Id, roles: z.array(FacilityRole) })) }),
  ),
  'directory.territory.list': query('directory.read', z.strictObject({}), z.object({ items: z.array(Territory) })),
  'directory.territory.get': query('directory.read', z.strictObject({ code: TerritoryCode }), TerritoryMap),
  'directory.facility.list': query(
    'directory.read',
    z.strictObject({
      q: line(100).optional(),
      territory: TerritoryCode.optional(),
      category: FacilityCategory.optional(),
      ids: csvOf(Id).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(100, 5000),
    }),
    page(Facility),
  ),
  'directory.facility.get': query('directory.read', z.strictObject({ facilityId: Id }), Facility),
  'directory.contact.list': query(
    'people.read',
    z.strictObject({ facilityId: Id }),
    z.object({ items: z.array(ContactPoint) }),
  ),
  'directory.contact.save': command(
    'contact.manage',
    z
      .strictObject({
        id: Id,
        facilityId: Id,
        label: line(80),
        name: personal(line(120)),
        email: personal(z.email().max(254).nullable()),
        phone: personal(phone.nullable()),
        outside: z.boolean(),
        locale: Locale,
      })
      .refine((contact) => contact.email !== null || contact.phone !== null, {
        path: ['email'],
        error: 'email-or-phone',
      }),
    ContactPoint,
  ),
  'directory.person.list': query(
    'people.read',
    z.strictObject({ facilityId: Id.optional(), cursor: z.string().max(200).optional(), limit: limit(100, 500) }),
    page(Person),
  ),
} as const;
