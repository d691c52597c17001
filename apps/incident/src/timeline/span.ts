import type { Subject } from './subject.sql.js';

/** From the first knowledge of the incidents until the last of them was closed (for the last time), or the instant that was asked for. */
export function spanOf(
  subjects: readonly Pick<Subject, 'awareAt' | 'recordedAt' | 'standing'>[],
  at: string,
): { from: string; until: string } {
  const begun = subjects.flatMap(({ awareAt, recordedAt }) => [awareAt, recordedAt]).sort();
  const closed = subjects.map(({ standing }) => (standing.state === 'closed' ? (standing.closedAt ?? at) : at)).sort();
  return { from: begun[0] ?? at, until: closed.at(-1) ?? at };
}
