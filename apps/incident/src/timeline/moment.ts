import { TIMELINE_PARTS, type Timeline, type TimelineMoment, TimelineSource, type Tlp, tlpRank } from '#libs/contracts';

export type Moment = TimelineMoment;

export const stricterOf = (one: Tlp, other: Tlp): Tlp => (tlpRank(one) < tlpRank(other) ? other : one);

/** The oldest first; of the same instant in the order of their keys, so that pages never overlap. */
const inOrder = (moments: readonly Moment[]): Moment[] =>
  moments.toSorted((a, b) => (a.at === b.at ? compare(a.key, b.key) : compare(a.at, b.at)));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface Looking {
  from?: string;
  to?: string;
  source?: readonly TimelineSource[];
  upTo?: Tlp;
}

type Looked = Pick<Timeline, 'from' | 'to' | 'counts' | 'marks' | 'leftOut'> & { moments: Moment[] };

/** What of all moments is looked at, and what the picture needs of it. The bounds belong to the span. */
export function lookAt(all: readonly Moment[], { source, upTo, ...span }: Looking, asOf: string): Looked {
  const spanned = all.filter(({ at }) => !(span.from && at < span.from) && !(span.to && at > span.to));
  const told = upTo === undefined ? spanned : spanned.filter(({ tlp }) => tlpRank(tlp) <= tlpRank(upTo));
  const within = inOrder(told);
  const from = span.from ?? within[0]?.at ?? asOf;
  const to = span.to ?? within.at(-1)?.at ?? asOf;
  const counts: Looked['counts'] = {};
  for (const moment of within) counts[moment.source] = (counts[moment.source] ?? 0) + 1;
  const moments = source?.length ? within.filter((moment) => source.includes(moment.source)) : within;
  return { from, to, counts, moments, marks: marksOf(moments, from, to), leftOut: spanned.length - told.length };
}

/** In which part of the span an instant is; its end belongs to the last one. */
export function partOf(at: string, from: string, to: string): number {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) return 0;
  const part = Math.floor(((Date.parse(at) - Date.parse(from)) / length) * TIMELINE_PARTS);
  return Math.min(TIMELINE_PARTS - 1, Math.max(0, part));
}

function marksOf(moments: readonly Moment[], from: string, to: string): Timeline['marks'] {
  const counted = new Map<TimelineSource, Map<number, number>>();
  for (const { source, at } of moments) {
    const lane = counted.get(source) ?? new Map<number, number>();
    const part = partOf(at, from, to);
    counted.set(source, lane.set(part, (lane.get(part) ?? 0) + 1));
  }
  return TimelineSource.options.flatMap((source) =>
    [...(counted.get(source) ?? [])].map(([part, count]) => ({ source, part, count })),
  );
}
