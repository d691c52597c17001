/** From how many other facilities on a facility is told: below, a small region could guess who the others are. */
const TOLD_FROM = 3;

export interface Linked {
  id: string;
  facilityId: string;
}

/**
 * For each declaration under one regional incident, how many others there are of other facilities: told when at least three other
 * facilities made them, null below. One neighbour who declares three times is still one neighbour.
 */
export function similarCounts(linked: readonly Linked[]): Map<string, number | null> {
  const byFacility = new Map<string, number>();
  for (const { facilityId } of linked) byFacility.set(facilityId, (byFacility.get(facilityId) ?? 0) + 1);
  const isTold = byFacility.size - 1 >= TOLD_FROM;
  return new Map(
    linked.map(({ id, facilityId }) => [id, isTold ? linked.length - (byFacility.get(facilityId) ?? 0) : null]),
  );
}
