import { AgencyRole, Facility, FacilityRole, Id, Locale, Territory } from '#libs/contracts';
import { z } from 'zod';

const Position = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]);

/** A region to begin with, as the files of `deploy/seed/<region>` describe it. Ids are derived, the same at each reading. */
export const Region = z.object({
  territory: Territory,
  /** The coast: latitude, longitude. */
  outline: z.array(Position),
  communes: z.array(z.object({ code: z.string(), name: z.string(), latitude: z.number(), longitude: z.number() })),
  facilities: z.array(Facility),
  people: z.array(
    z.object({
      id: Id,
      displayName: z.string(),
      email: z.email(),
      locale: Locale,
      agencyRoles: z.array(AgencyRole),
      roles: z.array(z.object({ facilityId: Id, role: FacilityRole })),
    }),
  ),
  contacts: z.array(
    z.object({
      id: Id,
      facilityId: Id,
      label: z.string(),
      name: z.string(),
      email: z.email().nullable(),
      phone: z.string().nullable(),
      /** Reachable when the facility's own mail and network are down. */
      outside: z.boolean(),
      locale: Locale,
    }),
  ),
});
export type Region = z.infer<typeof Region>;
