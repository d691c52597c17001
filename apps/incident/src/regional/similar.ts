/** From how many on a facility is told: below, a small region could guess who the others are. */
const TOLD_FROM = 3;

export interface Linked {
  id: string;
  facilityId: string;
}

/**
 * For each declaration under one regional incident, how many others there are of other facilities: a number from three on,
 * null below.
 */
export function similarCounts(linked: readonly Linked[]): Map<string, number | null> {
  const byFacility = new Map<string, number>();
  for (const { facilityId } of linked) byFacility.set(facilityId, (byFacility.get(facilityId) ?? 0) + 1);
  return new Map(
    linked.map(({ id, facilityId }) => {
      const others = linked.length - (byFacility.get(facilityId) ?? 0);
      return [id, others >= TOLD_FROM ? others : null];
    }),
  );
}
