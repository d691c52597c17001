import type { CareReport, CareService, CareStatus } from '#libs/contracts';
import { toLocalInput } from '../../shared/time/zones.js';

/** What is typed of one service. */
export interface CareEntry {
  service: CareService;
  status: CareStatus | null;
  /** As the territory's wall clock shows it. */
  since: string;
  until: string;
  /** Whether somebody has typed since or until when: it stays then, whichever state is chosen. */
  dated?: boolean;
  transfers: 'yes' | 'no';
  transferText: string;
  note: string;
  replaces: string | null;
}

/** What stands of a service, and when it is now where the facility is. */
export interface Standing {
  report: CareReport | undefined;
  now: Date;
  zone: string;
}

/** A state goes on from when it began; another one begins now, and nobody knows its end yet. */
function datesOf(status: CareStatus | null, { report, now, zone }: Standing): Pick<CareEntry, 'since' | 'until'> {
  const wall = (at: string) => toLocalInput(new Date(at), zone);
  if (!report || (status !== null && status !== report.status)) return { since: wall(now.toISOString()), until: '' };
  return { since: wall(report.since), until: report.until === null ? '' : wall(report.until) };
}

/** Begins with what stands; `status` is what is said of it now, null: nothing yet. */
export const entryOf = (service: CareService, status: CareStatus | null, standing: Standing): CareEntry => {
  const { report } = standing;
  return {
    service,
    status: status ?? report?.status ?? null,
    ...datesOf(status, standing),
    transfers: report?.transfers ? 'yes' : 'no',
    transferText: report?.transferText ?? '',
    note: report?.note ?? '',
    replaces: report?.id ?? null,
  };
};

/** The entry with what was typed: an emergency department that was open for weeks and closes has not been closed for weeks. */
export function changed(entry: CareEntry, part: Partial<CareEntry>, standing: Standing): CareEntry {
  const next = { ...entry, ...part };
  if (part.since !== undefined || part.until !== undefined) return { ...next, dated: true };
  return part.status === undefined || entry.dated ? next : { ...next, ...datesOf(next.status, standing) };
}
