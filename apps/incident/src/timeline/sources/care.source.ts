import type { CareService, CareStatus } from '#libs/contracts';
import { rows } from '#libs/database';
import type { Moment } from '../moment.js';
import type { Reading } from '../source.js';
import { spanOf } from '../span.js';

interface Row {
  id: string;
  facilityId: string;
  service: CareService;
  status: CareStatus;
  transfers: boolean;
  transferText: string | null;
  side: 'facility' | 'agency';
  reportedAt: Date;
}

/** What was said of the facilities' care services while the incidents lasted; a confirmation alone is no news. */
export async function careMoments({ read, subjects, at }: Reading): Promise<Moment[]> {
  const [first] = subjects;
  if (!first) return [];
  const spans = new Map(subjects.map((subject) => [subject.facilityId, subject]));
  const { from, until } = spanOf(subjects, at);
  const found = await read((tx) =>
    rows<Row>(
      tx,
      `SELECT id, facility_id AS "facilityId", service, status, transfers, transfer_text AS "transferText", author_side AS side,
       reported_at AS "reportedAt"
     FROM care_report
     WHERE facility_id = ANY($1::uuid[]) AND kind = $2 AND reported_at >= $3 AND reported_at <= $4 AND confirms IS NULL
     ORDER BY reported_at, id LIMIT 5000`,
      [[...spans.keys()], first.kind, from, until],
    ),
  );
  return found.map(({ id, facilityId, service, status, transfers, transferText, side, reportedAt }) => {
    const instant = reportedAt.toISOString();
    const of = spans.get(facilityId) ?? first;
    const moment = {
      key: `care:${id}`,
      source: 'care',
      type: `care-${status}`,
      at: instant,
      recordedAt: instant,
    } as const;
    const details = { service, transfers: transfers ? 'yes' : 'no' };
    return {
      ...moment,
      incidentId: of.id,
      reference: of.reference,
      facilityId,
      side,
      tlp: of.standing.tlp,
      text: transferText,
      details,
    };
  });
}
