import { Inject, Injectable } from '@nestjs/common';
import {
  AcknowledgementState,
  type BoardRow,
  type CommandResult,
  type FacilityCategory,
  type Locale,
  Refusal,
} from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';
import { Clock } from '#libs/platform';
import { AdvisoryReader } from '../advisories/advisory.reader.js';
import { isOverdue } from './answer.rule.js';

interface StandingRow {
  facilityId: string;
  name: string;
  commune: string;
  category: FacilityCategory;
  state: AcknowledgementState;
  note: string | null;
  answeredAt: Date | null;
  respondBy: Date | null;
  mails: number;
  mailsSent: number;
  mailsFailed: number;
}

const STANDINGS = `
  WITH mailed AS (
    SELECT m.facility_id, count(*)::int AS mails, count(*) FILTER (WHERE m.state = 'sent')::int AS sent,
      count(*) FILTER (WHERE m.state = 'failed')::int AS failed
    FROM broadcast b JOIN mailing g ON g.broadcast_id = b.id JOIN mail m ON m.mailing_id = g.id
    WHERE b.advisory_id = $1 AND b.version = $2
    GROUP BY m.facility_id
  )
  SELECT r.facility_id AS "facilityId", r.facility_name AS name, r.commune, r.category, r.state, r.note,
    r.answered_at AS "answeredAt", a.respond_by AS "respondBy", coalesce(mailed.mails, 0) AS mails,
    coalesce(mailed.sent, 0) AS "mailsSent", coalesce(mailed.failed, 0) AS "mailsFailed"
  FROM recipient r
  JOIN advisory a ON a.id = r.advisory_id
  LEFT JOIN mailed ON mailed.facility_id = r.facility_id
  WHERE r.advisory_id = $1 AND r.advisory_version = $2`;

/** Who has done what about an advisory: read from one service's tables, so that it stands while others are down. */
@Injectable()
export class BoardService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AdvisoryReader) private readonly advisories: AdvisoryReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found') */
  async read(
    scope: DatabaseScope,
    advisoryId: string,
    locale: Locale,
  ): Promise<CommandResult<'alerting.acknowledgement.board'>> {
    const { advisory, standings } = await this.database.transaction(scope, async (tx) => {
      const summary = await this.advisories.summary(tx, advisoryId, locale);
      if (!summary) throw new Refusal('not-found');
      return { advisory: summary, standings: await rows<StandingRow>(tx, STANDINGS, [advisoryId, summary.version]) };
    });
    const now = this.clock.now();
    const board = standings.map((standing) => rowOf(standing, now)).sort(byName);
    return { advisory, counts: countsOf(board), rows: board };
  }
}

function rowOf({ respondBy, answeredAt, ...standing }: StandingRow, now: Date): BoardRow {
  return {
    ...standing,
    answeredAt: answeredAt?.toISOString() ?? null,
    overdue: isOverdue(standing.state, respondBy, now),
  };
}

function countsOf(board: readonly BoardRow[]): Record<AcknowledgementState, number> {
  const counts = Object.fromEntries(AcknowledgementState.options.map((state) => [state, 0]));
  for (const { state } of board) counts[state] = (counts[state] ?? 0) + 1;
  return counts as Record<AcknowledgementState, number>;
}

const collator = new Intl.Collator('fr');
const byName = (a: BoardRow, b: BoardRow): number => collator.compare(a.name, b.name);
