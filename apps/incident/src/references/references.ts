import { Inject, Injectable } from '@nestjs/common';
import type { Kind } from '#libs/contracts';
import { Database, execute, literal } from '#libs/database';
import { Clock } from '#libs/platform';
import { TerritoryZones } from '../territories/territory-zones.js';
import { type RecordKind, type Series, markOf, sequenceOf } from './reference.js';
import { yearIn } from './year.js';

/** Knows which series a new record belongs to, and that its sequence exists. */
@Injectable()
export class References {
  private readonly ready = new Set<string>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Call it before the transaction that draws the number: a new series is created in a transaction of its own. */
  async series(territory: string, record: RecordKind, kind: Kind): Promise<Series> {
    const zone = await this.zones.zoneOf(territory);
    const series: Series = { territory, record, kind, year: yearIn(zone, this.clock.now()) };
    const sequence = sequenceOf(series);
    if (!this.ready.has(sequence)) {
      await this.create(series);
      this.ready.add(sequence);
    }
    return series;
  }

  private create(series: Series): Promise<number> {
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(tx, 'SELECT ensure_reference_sequence($1, $2, $3)', [series.territory, markOf(series), series.year]),
    );
  }
}

/** The query that draws the series' next number. A number drawn by a transaction that fails is a gap, and gaps are allowed. */
export const drawNumber = (series: Series): string => `SELECT nextval(${literal(sequenceOf(series))}) AS number`;
