import { Inject, Injectable } from '@nestjs/common';
import type { Kind } from '#libs/contracts';
import { Database, execute } from '#libs/database';
import { Clock } from '#libs/platform';
import { TerritoryZones } from '../territories/territory-zones.js';
import { type RecordKind, seriesName } from './reference.js';
import { yearIn } from './year.js';

/** Knows which series a new record belongs to, and that its series exists. */
@Injectable()
export class References {
  private readonly ready = new Set<string>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The name of the series, for DRAW_REFERENCE. Call it before the transaction that draws: a new series is created in a transaction of its
   * own.
   */
  async series(territory: string, record: RecordKind, kind: Kind): Promise<string> {
    const zone = await this.zones.zoneOf(territory);
    const series = seriesName({ territory, record, kind, year: yearIn(zone, this.clock.now()) });
    if (!this.ready.has(series)) {
      await this.create(series);
      this.ready.add(series);
    }
    return series;
  }

  private create(series: string): Promise<number> {
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(tx, 'SELECT ensure_reference_series($1)', [series]),
    );
  }
}

/** Of the series `$1`. What a transaction draws that fails is a gap, and gaps are allowed: numbers come in no order. */
export const DRAW_REFERENCE = 'SELECT draw_reference($1::text) AS reference';
