import type { CareService, CareStatus } from '#libs/contracts';
import { rows } from '#libs/database';
import type { Moment } from '../moment.js';
import { type Found, type Reading, atMost } from '../source.js';
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

const MOST = 5_000;

/** What was said of the facilities' care services while the incidents lasted; a confirmation alone is no news. */
export async function careMoments({ read, subjects, at, ...looked }: Reading): Promise<Found> {
  const [first] = subjects;
  if (!first) return { moments: [] };
  const spans = new Map(subjects.map((subject) => [subject.facilityId, subject]));
  const { from, until } = spanOf(subjects, at);
  const found = await read((tx) =>
    rows<Row>(
      tx,
      `SELECT id, facility_id AS "facilityId", service, status, transfers, transfer_text AS "transferText", author_side AS side,
       reported_at AS "reportedAt"
     FROM care_report
     WHERE facility_id = ANY($1::uuid[]) AND kind = $2 AND reported_at >= $3 AND reported_at <= $4 AND confirms IS NULL
       AND ($5::timestamptz IS NULL OR reported_at >= $5) AND ($6::timestamptz IS NULL OR reported_at <= $6)
     ORDER BY reported_at DESC, id LIMIT ${MOST + 1}`,
      [[...spans.keys()], first.kind, from, until, looked.from ?? null, looked.to ?? null],
    ),
  );
  const { told, cut } = atMost(MOST, found);
  const moments = told.map(({ id, facilityId, service, status, transfers, transferText, side, reportedAt }): Moment => {
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
      tlp: of.tlp,
      text: transferText,
      details,
    };
  });
  return { moments, cut };
}
