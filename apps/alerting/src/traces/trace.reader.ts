import { Inject, Injectable } from '@nestjs/common';
import type { AdvisoryTrace, CommandBody } from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';

type Asked = CommandBody<'alerting.advisory.trace'>;
type Row = Omit<AdvisoryTrace, 'sentAt' | 'respondBy'> & { sentAt: Date; respondBy: Date | null };

/** More were never sent to anybody in one incident; the latest are left out. */
const MOST = 200;
const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const TRACES = `
  WITH sent AS (
    SELECT r.advisory_id, r.advisory_version, min(r.sent_at) AS sent_at, jsonb_agg(jsonb_build_object(
      'facilityId', r.facility_id,
      'answers', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('state', k.state, 'at', to_char(k.at AT TIME ZONE 'UTC', ${INSTANT}))
          ORDER BY k.version), '[]')
        FROM acknowledgement k WHERE k.recipient_id = r.id AND k.at <= $4::timestamptz
      )) ORDER BY r.facility_id) AS recipients
    FROM recipient r
    WHERE r.facility_id = ANY($1::uuid[]) AND r.kind = $2 AND r.sent_at >= $3::timestamptz AND r.sent_at <= $4::timestamptz
    GROUP BY r.advisory_id, r.advisory_version
  )
  SELECT a.id AS "advisoryId", a.reference, a.tlp, a.regional_id AS "regionalId", a.respond_by AS "respondBy",
    s.sent_at AS "sentAt", s.recipients, jsonb_build_object(
      'fr', (SELECT title FROM advisory_text t WHERE t.advisory_id = a.id AND t.version = s.advisory_version AND locale = 'fr'),
      'en', (SELECT title FROM advisory_text t WHERE t.advisory_id = a.id AND t.version = s.advisory_version AND locale = 'en')
    ) AS title
  FROM sent s JOIN advisory a ON a.id = s.advisory_id
  ORDER BY s.sent_at, a.id LIMIT ${MOST}`;

/** Who was sent what, and every answer: for the timeline of an incident, which another service keeps. */
@Injectable()
export class TraceReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  read({ facilityIds, kind, from, until }: Asked, scope: DatabaseScope): Promise<{ items: AdvisoryTrace[] }> {
    return this.database.transaction(scope, async (tx) => {
      const found = await rows<Row>(tx, TRACES, [facilityIds, kind, from, until]);
      return {
        items: found.map(({ sentAt, respondBy, ...row }) => ({
          ...row,
          sentAt: sentAt.toISOString(),
          respondBy: respondBy?.toISOString() ?? null,
        })),
      };
    });
  }
}
