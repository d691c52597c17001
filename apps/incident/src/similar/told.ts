import { SIMILAR_BANDS } from '#libs/contracts';

/** How many legal entities have to differ before facilities are told anew: without the reader's own, three. */
const TOLD_BY = 4;

/** A facility under a regional incident, and the legal entity that it belongs to. */
export interface Owned {
  facilityId: string;
  owner: string;
}

/** Which of the fixed instants was last: a regional incident that is opened after it is looked at from the next one on. */
export const roundAt = (at: Date, seconds: number): number => Math.floor(at.getTime() / 1_000 / seconds);

const ownersOf = (some: readonly Owned[]): Set<string> => new Set(some.map(({ owner }) => owner));

/**
 * Of whom facilities are told from this round on: of those that are there now when at least four legal entities came or went since they
 * were last told, else of the same as before; of nobody when fewer than four are left then.
 */
export function nextTold(told: readonly Owned[], now: readonly Owned[]): readonly Owned[] {
  const changed = othersThan(told, ownersOf(now)) + othersThan(now, ownersOf(told));
  if (changed < TOLD_BY) return told;
  return ownersOf(now).size < TOLD_BY ? [] : now;
}

/** How many legal entities there are among them beside these. */
export const othersThan = (some: readonly Owned[], own: ReadonlySet<string>): number =>
  [...ownersOf(some)].filter((owner) => !own.has(owner)).length;

/** What a facility is told of so many others; null: nothing. `similar_band` of the database does the same. */
export const bandOf = (others: number): number | null =>
  SIMILAR_BANDS.findLast(({ from }) => others >= from)?.from ?? null;
