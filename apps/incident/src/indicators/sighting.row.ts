import { type Sighting, flagsOf } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

type Told = Omit<Sighting, 'flags' | 'recordedAt' | 'withdrawn'>;
export interface SightingRow extends Told {
  recordedAt: Date;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
}

/** A facility has no privilege on who of the agency recorded it. */
const BY = { facility: 'NULL::uuid', agency: 's.recorded_by' };

export const sightingColumns = ({ kind }: DatabaseScope): string =>
  `s.id, s.incident_id AS "incidentId", s.indicator_id AS "indicatorId", s.type, s.value, s.source, s.tlp, s.note,
   s.for_detection AS "forDetection", s.side, ${BY[kind === 'facility' ? 'facility' : 'agency']} AS "recordedBy",
   s.recorded_at AS "recordedAt", s.version, s.withdrawn_at AS "withdrawnAt", s.withdrawn_reason AS "withdrawnReason"`;

export const toSighting = ({ withdrawnAt, withdrawnReason, recordedAt, ...row }: SightingRow): Sighting => ({
  ...row,
  flags: flagsOf(row.type, row.value),
  recordedAt: recordedAt.toISOString(),
  withdrawn: withdrawnAt === null ? null : { at: withdrawnAt.toISOString(), reason: withdrawnReason ?? '' },
});
