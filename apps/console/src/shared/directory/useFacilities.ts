import { useMemo } from 'react';
import type { Facility } from '#libs/contracts';
import { useRead } from '../api/queries.js';
import { inAgency } from '../session/permissions.js';
import { useIdentity } from '../session/session.js';

/** A facility as far as this person knows it: all of it at the agency, its name and territory among its own people. */
export type KnownFacility = Pick<Facility, 'id' | 'name' | 'finess' | 'territory'> & Partial<Facility>;

const TEN_MINUTES = 600_000;

/** The facilities by id. Records carry ids only; names come from here. */
export function useFacilities(): ReadonlyMap<string, KnownFacility> {
  const identity = useIdentity();
  const { data } = useRead('facilities', { limit: 5000 }, { enabled: inAgency(identity), staleMs: TEN_MINUTES });
  return useMemo(() => {
    const known = new Map<string, KnownFacility>(identity.facilities.map((facility) => [facility.id, facility]));
    for (const facility of data?.items ?? []) known.set(facility.id, facility);
    return known;
  }, [data, identity]);
}
