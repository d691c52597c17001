import { Inject, Injectable } from '@nestjs/common';
import type { Advisory, AdvisorySummary, CommandBody, CommandResult, Locale } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne, one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { pageOf, readCursor } from '../paging/cursor.js';
import { ADVISORY_COLUMNS, type AdvisoryRow, readAdvisory, readTexts } from './advisory.store.js';

interface SummaryRow extends AdvisoryRow {
  title: string;
  answered: number;
}

/** `$1` is the reader's language; the French title stands in where there is no other. */
const SUMMARY = `
  SELECT ${ADVISORY_COLUMNS}, t.title,
    (SELECT count(*)::int FROM recipient r WHERE r.advisory_id = a.id AND r.state <> 'sent') AS answered
  FROM advisory a
  CROSS JOIN LATERAL (
    SELECT title FROM advisory_text WHERE advisory_id = a.id AND version = a.version AND locale IN ($1, 'fr')
    ORDER BY (locale = $1) DESC LIMIT 1
  ) t`;

const LIST = `${SUMMARY}
  WHERE ($2::text[] IS NULL OR a.state = ANY($2))
    AND ($3::timestamptz IS NULL OR (a.changed_at, a.id) < ($3, $4::uuid))
  ORDER BY a.changed_at DESC, a.id DESC LIMIT $5`;

const COUNT = 'SELECT count(*)::int AS total FROM advisory a WHERE ($1::text[] IS NULL OR a.state = ANY($1))';

/** Shows advisories to the agency. */
@Injectable()
export class AdvisoryReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(
    scope: DatabaseScope,
    { state, cursor, limit }: CommandBody<'alerting.advisory.list'>,
    locale: Locale,
  ): Promise<CommandResult<'alerting.advisory.list'>> {
    const after = readCursor(cursor);
    const { total, found } = await this.database.transaction(scope, async (tx) => ({
      total: (await one<{ total: number }>(tx, COUNT, [state ?? null])).total,
      found: await rows<SummaryRow>(tx, LIST, [locale, state ?? null, after?.at ?? null, after?.id ?? null, limit + 1]),
    }));
    const page = pageOf(found, limit, ({ changedAt, id }) => ({ at: changedAt.toISOString(), id }));
    return { items: page.rows.map(summaryOf), next: page.next, total };
  }

  /** @throws Refusal('not-found') */
  get(scope: DatabaseScope, advisoryId: string): Promise<Advisory> {
    return this.database.transaction(scope, async (tx) => {
      const advisory = await readAdvisory(tx, advisoryId);
      const { audience } = advisory;
      return { ...frameOf(advisory), audience, texts: await readTexts(tx, advisoryId, advisory.version) };
    });
  }

  /** @returns undefined when there is none */
  async summary(tx: EntityManager, advisoryId: string, locale: Locale): Promise<AdvisorySummary | undefined> {
    const found = await maybeOne<SummaryRow>(tx, `${SUMMARY} WHERE a.id = $2`, [locale, advisoryId]);
    return found && summaryOf(found);
  }
}

function summaryOf(row: SummaryRow): AdvisorySummary {
  return { ...frameOf(row), title: row.title, answered: row.state === 'sent' ? row.answered : null };
}

/** All but the texts and the audience. */
function frameOf(row: AdvisoryRow): Omit<Advisory, 'texts' | 'audience'> {
  const { id, reference, kind, state, version, tlp, csafId, regionalId, authorId, approverId, returnReason } = row;
  return {
    id,
    reference,
    kind,
    state,
    version,
    tlp,
    csafId,
    regionalId,
    authorId,
    approverId,
    returnReason,
    respondBy: row.respondBy?.toISOString() ?? null,
    changedAt: row.changedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    recipientCount: row.recipientCount,
  };
}
