import { Inject, Injectable } from '@nestjs/common';
import { type CommandResult, type NewRegime, Refusal, type RegimeVersion } from '#libs/contracts';
import { Database, type DatabaseScope, afterCommit, audit, isUniqueViolation, one } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { ClockDeriver } from '../clocks/clock.deriver.js';
import { askForPeriod } from '../clocks/sheet.store.js';
import { readRegimes } from './regime.store.js';

const SAVE = 'incident.regime.save';
type Saved = CommandResult<typeof SAVE>;

/** The regimes as configuration: versions are added, and never changed. */
@Injectable()
export class RegimeService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ClockDeriver) private readonly deriver: ClockDeriver,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(scope: DatabaseScope): Promise<{ items: RegimeVersion[] }> {
    return this.database.transaction(scope, async (tx) => ({ items: await readRegimes(tx) }));
  }

  /** Open clocks that it is the law for are worked out anew. @throws Refusal('already-exists') when somebody saved at the same moment */
  async save(regime: NewRegime, context: CommandContext): Promise<Saved> {
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(SAVE, regime, context), (tx) =>
        this.record(tx, regime, context),
      );
    } catch (error) {
      throw isUniqueViolation(error, 'clock_regime_pkey') ? new Refusal('already-exists') : error;
    }
  }

  private async record(tx: EntityManager, regime: NewRegime, context: CommandContext): Promise<Saved> {
    const { code, validFrom, validTo, definition } = regime;
    const now = this.clock.now();
    const saved = await one<Saved>(
      tx,
      `INSERT INTO clock_regime (code, version, valid_from, valid_to, definition, saved_at, saved_by)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 FROM clock_regime WHERE code = $1 RETURNING code, version`,
      [code, validFrom, validTo, JSON.stringify(definition), now, context.actor.id],
    );
    await askForPeriod(tx, regime, now);
    const details = { version: saved.version, validFrom, validTo };
    audit(tx, auditOf(SAVE, context, { type: 'regime', id: code, kind: 'real', details }));
    afterCommit(tx, () => this.deriver.nudge());
    return saved;
  }
}
