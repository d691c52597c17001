import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type Figures, monthsBetween } from '#libs/contracts';
import { Database, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { TerritoryZones } from '../territories/territory-zones.js';
import { type Cell, countCells, windowOf } from './count.sql.js';
import { FacilityKinds } from './facility-kinds.js';
import { figuresOf } from './figures.js';
import { readKept } from './month.store.js';

type Asked = CommandBody<'incident.statistics.count'>;

/** Clocks that were due in the months, and whether they were met in time; one that is not due yet counts as open. */
const CLOCKS = `
  WITH due AS (
    SELECT regime, stage,
      count(*) FILTER (WHERE state = 'met' AND met_at <= due_at)::int AS met,
      count(*) FILTER (WHERE (state = 'met' AND met_at > due_at) OR (state = 'open' AND due_at < $4))::int AS late,
      count(*) FILTER (WHERE state = 'open' AND due_at >= $4)::int AS open
    FROM clock
    WHERE kind = $1 AND state IN ('met', 'open') AND applies = 'yes'
      AND coalesce(due_at, '9998-12-31T00:00:00Z'::timestamptz) >= $2
      AND coalesce(due_at, '9998-12-31T00:00:00Z'::timestamptz) < $3
      AND ($5::text IS NULL OR territory = $5)
    GROUP BY 1, 2
  )
  SELECT due.*, coalesce(r.name, $6) AS "regimeName", coalesce(r.stages->0->'name', $6) AS "stageName"
  FROM due LEFT JOIN LATERAL (
    SELECT definition->'name' AS name, jsonb_path_query_array(definition, '$.stages[*] ? (@.code == $stage)',
      jsonb_build_object('stage', due.stage)) AS stages
    FROM clock_regime WHERE code = due.regime ORDER BY version DESC LIMIT 1
  ) r ON true
  ORDER BY regime, stage`;
const NO_NAME = { fr: '', en: '' };

/** True counts of what the reader may see. */
@Injectable()
export class FiguresReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(FacilityKinds) private readonly kinds: FacilityKinds,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async count({ kind, from, to, territory }: Asked, { scope }: CommandContext): Promise<Figures> {
    const months = monthsBetween(from, to);
    const [zones, kinds] = await Promise.all([this.zones.known(), this.kinds.known()]);
    const at = this.clock.instant();
    return this.database.transaction(scope, async (tx) => {
      // What is kept is the whole region's: a facility's own are few, and counted.
      const kept = scope.kind === 'agency' ? await readKept(tx, kind, months) : [];
      const known = new Set(kept.map(({ month }) => month));
      const others = months.filter((month) => !known.has(month));
      const cells = [
        ...kept.flatMap((month) => month.cells),
        ...(await countCells(tx, { kind, months: others, zones })),
      ];
      const asked = territory === undefined ? cells : cells.filter((cell: Cell) => cell.territory === territory);
      const clocks = await this.clocks(tx, { kind, from, to, territory }, at);
      return { kind, from, to, territory: territory ?? null, at, ...figuresOf(asked, months, kinds), clocks };
    });
  }

  private clocks(tx: EntityManager, { kind, from, to, territory }: Asked, at: string): Promise<Figures['clocks']> {
    return rows(tx, CLOCKS, [kind, ...windowOf(from, to), at, territory ?? null, JSON.stringify(NO_NAME)]);
  }
}
