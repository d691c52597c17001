import { type Declaration, Refusal, type Report } from '#libs/contracts';

/** Milliseconds by which the declarant's clock may be ahead of ours. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * What a schema cannot see: how the two instants stand to now and to each other.
 *
 * @throws Refusal('aware-in-future'), Refusal('aware-before-start')
 */
export function checkInstants({ awareAt, since }: Pick<Declaration, 'awareAt' | 'since'>, now: Date): void {
  const aware = Date.parse(awareAt);
  if (aware > now.getTime() + CLOCK_SKEW) {
    throw new Refusal('aware-in-future', { places: [{ path: 'awareAt', code: 'aware-in-future' }] });
  }
  if (since !== null && aware < Date.parse(since)) {
    throw new Refusal('aware-before-start', {
      places: ['awareAt', 'since'].map((path) => ({ path, code: 'aware-before-start' })),
    });
  }
}

/**
 * @param since when it began, as far as anybody knows
 * @throws Refusal('ended-impossible')
 */
export function checkEnd(endedAt: Report['endedAt'], since: string | null, now: Date): void {
  if (endedAt === null) return;
  const ended = Date.parse(endedAt);
  const isEarly = since !== null && ended < Date.parse(since);
  if (isEarly || ended > now.getTime() + CLOCK_SKEW) {
    throw new Refusal('ended-impossible', { places: [{ path: 'report.endedAt', code: 'ended-impossible' }] });
  }
}
