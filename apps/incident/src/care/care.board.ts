import type { CareBoard, CareReport } from '#libs/contracts';
import type { StandingReport } from './care.store.js';

/** The reports by facility, and how many services are in which state: of all of them, also where only what is stale is listed. */
export function boardOf(
  standing: readonly StandingReport[],
  { at, staleOnly = false }: { at: string; staleOnly?: boolean },
): CareBoard {
  const facilities = new Map<string, CareBoard['facilities'][number]>();
  const counts = { open: 0, degraded: 0, closed: 0, unknown: 0, stale: 0 };
  for (const { facilityId, territory, ...report } of standing) {
    counts[report.status] += 1;
    if (report.stale) counts.stale += 1;
    if (staleOnly && !report.stale) continue;
    const line = facilities.get(facilityId) ?? { facilityId, territory, reports: [] as CareReport[] };
    line.reports.push(report);
    facilities.set(facilityId, line);
  }
  return { at, facilities: [...facilities.values()], counts };
}
