import type { Audience, AudienceMember, Facility, FacilityExposure } from '#libs/contracts';

type Reason = AudienceMember['reasons'][number];

/** One criterion of an audience: whether it was given, and why a facility meets it (null: it does not). */
interface Criterion {
  given: (audience: Audience) => boolean;
  reason: (audience: Audience, facility: Facility, exposure: Exposures) => Reason | null;
}

/** What the inventory says of each facility. */
export type Exposures = ReadonlyMap<string, FacilityExposure['verdict']>;

/** All criteria that are given must hold. */
const criteria: readonly Criterion[] = [
  {
    given: ({ assetMatch }) => assetMatch !== null,
    reason: ({ assetMatch }, { id }, exposure) => {
      const verdict = exposure.get(id);
      if (verdict === 'match') return 'asset-match';
      return verdict === 'undetermined' && assetMatch?.includeUndetermined ? 'asset-undetermined' : null;
    },
  },
  {
    given: ({ categories }) => categories.length > 0,
    reason: ({ categories }, { category }) => (categories.includes(category) ? 'category' : null),
  },
  {
    given: ({ territories }) => territories.length > 0,
    reason: ({ territories }, { territory }) => (territories.includes(territory) ? 'territory' : null),
  },
];

export const hasCriteria = (audience: Audience): boolean => criteria.some(({ given }) => given(audience));

/**
 * The facilities that an audience means, each once and with every reason, in the order of their names. Without any criterion
 * nobody is meant but the facilities named.
 */
export function membersOf(audience: Audience, facilities: readonly Facility[], exposure: Exposures): AudienceMember[] {
  const given = criteria.filter((criterion) => criterion.given(audience));
  const named = new Set(audience.facilities);
  const except = new Set(audience.except);
  const members = new Map<string, AudienceMember>();
  for (const facility of facilities) {
    if (except.has(facility.id)) continue;
    const met = given.map(({ reason }) => reason(audience, facility, exposure));
    const reasons = given.length > 0 && !met.includes(null) ? met.filter((reason) => reason !== null) : [];
    if (named.has(facility.id)) reasons.push('named');
    if (reasons.length > 0) members.set(facility.id, memberOf(facility, reasons));
  }
  return [...members.values()].sort(byName);
}

function memberOf(facility: Facility, reasons: Reason[]): AudienceMember {
  const { id, name, finess, category, commune, territory } = facility;
  return { facilityId: id, name, finess, category, commune, territory, reasons };
}

const collator = new Intl.Collator('fr');
const byName = (a: AudienceMember, b: AudienceMember): number =>
  collator.compare(a.name, b.name) || collator.compare(a.finess, b.finess);
