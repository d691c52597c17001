import { Inject, Injectable } from '@nestjs/common';
import { type Declaration, type Receipt, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, type SqlValue, bodyHash, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { requestOf } from '../acting.js';
import { type Series, prefixOf, sequenceOf } from '../references/reference.js';
import { References } from '../references/references.js';
import { checkInstants } from './declaration.checks.js';
import { COMMAND, type Submission, declaredEvent, writtenFor } from './declaration.rows.js';
import { DECLARE, declareValues } from './declaration.sql.js';

@Injectable()
export class DeclarationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(References) private readonly references: References,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async submit(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    const territory = territoryOf(declaration.facilityId, context);
    checkInstants(declaration, this.clock.now());
    const series = await this.references.series(territory, 'incident', declaration.kind);
    const submission = { declaration, context, territory, recordedAt: this.clock.instant() };
    return (await this.record(submission, series)) ?? this.answerAgain(declaration, context);
  }

  /** @returns null when the key or the incident is there already */
  private async record(submission: Submission, series: Series): Promise<Receipt | null> {
    const { declaration, context, recordedAt } = submission;
    const incidentId = declaration.id;
    const event = this.outbox.enclose(declaredEvent(submission));
    const drawing = { prefix: prefixOf(series), sequence: sequenceOf(series), incidentId, recordedAt };
    const values = declareValues(drawing, writtenFor(submission), event.values);
    const [row] = await this.write(context.scope, values);
    if (!row) return null;
    event.publish({ reference: row.reference });
    return { incidentId, reference: row.reference, recordedAt };
  }

  private async write(scope: DatabaseScope, values: readonly SqlValue[]): Promise<{ reference: string }[]> {
    try {
      return await this.database.statement<{ reference: string }>(scope, 'declare', DECLARE, values);
    } catch (error) {
      const repeated = isUniqueViolation(error, 'idempotency_pkey') || isUniqueViolation(error, 'incident_pkey');
      if (repeated) return [];
      throw error;
    }
  }

  /**
   * For a key or an incident that is there already: the same key gives the same receipt, and so does another key with the same
   * declaration (a client that lost its key, not its form).
   *
   * @throws Refusal('idempotency-key-reused'), Refusal('already-exists')
   */
  private answerAgain(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    return this.database.idempotentTransaction(context.scope, requestOf(COMMAND, declaration, context), async (tx) => {
      const recorded = await maybeOne<{ reference: string; recorded_at: Date; hash: string }>(
        tx,
        `SELECT reference, recorded_at, encode(declaration_hash, 'hex') AS hash FROM incident WHERE id = $1`,
        [declaration.id],
      );
      if (recorded?.hash !== bodyHash(declaration)) throw new Refusal('already-exists');
      return {
        incidentId: declaration.id,
        reference: recorded.reference,
        recordedAt: recorded.recorded_at.toISOString(),
      };
    });
  }
}

/** @throws Refusal('not-found') for a facility in whose name the person may not declare, whether or not there is one */
function territoryOf(facilityId: string, { actor, scope }: CommandContext): string {
  const facility = actor.facilities.find(({ id }) => id === facilityId);
  if (!facility || scope.kind !== 'facility' || !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
  return facility.territory;
}
