import { type Facility, type FacilityProfile, unknownProfile } from '#libs/contracts';

/** FINESS categories of public hospitals: regional hospital, hospital, local hospital. */
const PUBLIC_HOSPITALS: ReadonlySet<string> = new Set(['101', '355', '106']);

const everyFacility: FacilityProfile = { ...unknownProfile, healthDuty: 'yes', holdsHealthData: 'yes' };

/**
 * A profile for the demo region, where every role has something to see. It is invented as the region's people are: what a real facility is,
 * an administrator says.
 */
export function demoProfileOf({
  category,
  categoryCode,
}: Pick<Facility, 'category' | 'categoryCode'>): FacilityProfile {
  if (PUBLIC_HOSPITALS.has(categoryCode))
    return { ...everyFacility, nis2: 'essential', publicEstablishment: 'yes', cyberInsured: 'no' };
  if (category === 'hospital')
    return { ...everyFacility, nis2: 'important', publicEstablishment: 'no', cyberInsured: 'yes' };
  if (category === 'nursing-home') return { ...everyFacility, nis2: 'unknown', publicEstablishment: 'unknown' };
  return { ...everyFacility, nis2: 'none', publicEstablishment: 'no' };
}
