import type { AgencyRole, Facility, FacilityCategory, FacilityRole, Locale } from '#libs/contracts';
import { Region } from '#libs/database';
import { newId } from '#libs/platform';

export const TERRITORY = '972';

let number = 0;

export function facility(name: string, category: FacilityCategory = 'hospital'): Facility {
  number += 1;
  const finess = `97${String(number).padStart(7, '0')}`;
  return {
    id: newId(),
    name,
    finess,
    legalEntityFiness: finess,
    legalEntityName: name,
    category,
    categoryCode: '355',
    categoryLabel: 'Établissement',
    territory: TERRITORY,
    communeCode: '97209',
    commune: 'Fort-de-France',
    latitude: 14.6,
    longitude: -61.07,
    invented: true,
  };
}

export interface Person {
  id: string;
  displayName: string;
  email: string;
  locale: Locale;
  agencyRoles: AgencyRole[];
  roles: { facilityId: string; role: FacilityRole }[];
}

export function person(name: string, part: Partial<Person>): Person {
  return {
    id: newId(),
    displayName: name,
    email: `${name}@personnes.example`,
    locale: 'fr',
    agencyRoles: [],
    roles: [],
    ...part,
  };
}

export function contact(facilityId: string, email: string | null, locale: Locale = 'fr') {
  return {
    id: newId(),
    facilityId,
    label: 'Astreinte',
    name: 'Personne inventée',
    email,
    phone: '+596 596 00 00 00',
    outside: true,
    locale,
  };
}

export function region(part: Pick<Region, 'facilities' | 'people' | 'contacts'>): Region {
  return Region.parse({
    territory: { code: TERRITORY, name: 'Martinique', zone: 'America/Martinique' },
    outline: [],
    communes: [{ code: '97209', name: 'Fort-de-France', latitude: 14.6, longitude: -61.07 }],
    ...part,
  });
}
