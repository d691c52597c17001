import type { ReportAction, ReportContent, SituationReportSummary } from '#libs/contracts';
import { type DatabaseScope, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

type Instants = 'asOf' | 'changedAt' | 'issuedAt';
type HeadRow = Omit<SituationReportSummary, Instants> & {
  asOf: Date;
  changedAt: Date;
  issuedAt: Date | null;
  createdAt: Date;
  facilityId: string | null;
};

export interface ReportRow extends Omit<SituationReportSummary, never> {
  facilityId: string | null;
  texts: Record<string, string>;
  actions: ReportAction[];
  content: ReportContent | null;
}

/** A facility has no privilege on who of the agency wrote and approved it, nor on regional incidents. */
const PEOPLE = {
  facility: 'NULL AS "authorId", NULL AS "issuedBy", NULL AS "regionalId"',
  agency: 'author_id AS "authorId", issued_by AS "issuedBy", regional_id AS "regionalId"',
};

const HEAD = `id, number, template, template_version AS "templateVersion", name, subject, incident_id AS "incidentId", about, territory, kind,
  locale, tlp, as_of AS "asOf", for_facility AS "forFacility", state, version, changed_at AS "changedAt", issued_at AS "issuedAt", reason,
  supersedes, superseded_by AS "supersededBy", facility_id AS "facilityId", created_at AS "createdAt"`;

const headOf = ({ kind }: DatabaseScope): string => `${HEAD}, ${PEOPLE[kind === 'facility' ? 'facility' : 'agency']}`;

export async function readReport(
  tx: EntityManager,
  scope: DatabaseScope,
  id: string,
  lock = false,
): Promise<ReportRow | undefined> {
  const [row] = await rows<HeadRow & Pick<ReportRow, 'texts' | 'actions' | 'content'>>(
    tx,
    `SELECT ${headOf(scope)}, texts, actions, content FROM situation_report WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  );
  if (!row) return undefined;
  const { texts, actions, content, facilityId } = row;
  return { ...summaryOf(row), facilityId, texts, actions, content };
}

export const summaryOf = ({
  asOf,
  changedAt,
  issuedAt,
  createdAt: _,
  facilityId: __,
  ...row
}: HeadRow): SituationReportSummary => {
  const {
    texts: _t,
    actions: _a,
    content: _c,
    ...head
  } = row as typeof row & Record<'texts' | 'actions' | 'content', unknown>;
  return {
    ...head,
    asOf: asOf.toISOString(),
    changedAt: changedAt.toISOString(),
    issuedAt: issuedAt?.toISOString() ?? null,
  };
};

interface Filter {
  incidentId?: string;
  regionalId?: string;
  state?: readonly string[];
}

const where = ({ kind }: DatabaseScope): string =>
  `($1::uuid IS NULL OR incident_id = $1) AND ($2::text[] IS NULL OR state = ANY($2)) AND ${
    kind === 'facility' ? '$3::uuid IS NULL' : '($3::uuid IS NULL OR regional_id = $3)'
  }`;

export const countReports = (tx: EntityManager, scope: DatabaseScope, filter: Filter): Promise<{ total: number }[]> =>
  rows(tx, `SELECT count(*)::int AS total FROM situation_report WHERE ${where(scope)}`, valuesOf(filter));

export const listReports = (
  tx: EntityManager,
  scope: DatabaseScope,
  filter: Filter,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<HeadRow[]> =>
  rows<HeadRow>(
    tx,
    `SELECT ${headOf(scope)} FROM situation_report
     WHERE ${where(scope)} AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $6`,
    [...valuesOf(filter), after?.at ?? null, after?.id ?? null, limit],
  );

const valuesOf = ({ incidentId, state, regionalId }: Filter) => [incidentId ?? null, state ?? null, regionalId ?? null];
