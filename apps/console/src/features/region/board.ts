import type { CareService, Facility, Severity } from '#libs/contracts';
import type { RouteResult } from '../../shared/api/call.js';

export type BoardLine = RouteResult<'board'>['facilities'][number];
/** A facility with something open. */
export type Touched = BoardLine & { facility: Facility | undefined };

const weight: Record<Severity | 'none', number> = { critical: 4, high: 3, medium: 2, none: 1, low: 0 };

/** The worst first; what nobody has qualified yet comes before what is known to be slight. */
export function worstFirst(lines: readonly BoardLine[], facilities: ReadonlyMap<string, Facility>): Touched[] {
  return lines
    .map((line) => ({ ...line, facility: facilities.get(line.facilityId) }))
    .sort(
      (a, b) =>
        weight[b.worstSeverity ?? 'none'] - weight[a.worstSeverity ?? 'none'] || b.lastAt.localeCompare(a.lastAt),
    );
}

/** How many facilities report each care service, the most reported first. */
export function careInDifficulty(lines: readonly BoardLine[]): [CareService, number][] {
  const counts = new Map<CareService, number>();
  for (const { careServices } of lines)
    for (const service of careServices) counts.set(service, (counts.get(service) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The figures at the head of the board. */
export function figuresOf(lines: readonly BoardLine[]) {
  return {
    open: lines.reduce((sum, { open }) => sum + open, 0),
    touched: lines.length,
    degraded: lines.filter(({ degraded }) => degraded).length,
    danger: lines.filter(({ worstDanger }) => worstDanger === 'proven' || worstDanger === 'potential').length,
  };
}
