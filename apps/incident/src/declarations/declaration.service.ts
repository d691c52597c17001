import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type Declaration, type Receipt, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, type SqlValue, bodyHash, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { requestOf } from '../acting.js';
import { Facilities } from '../facilities/facilities.js';
import { type Series, prefixOf, sequenceOf } from '../references/reference.js';
import { References } from '../references/references.js';
import { checkInstants } from './declaration.checks.js';
import { type Submission, declaredEvent, sideOf, writtenFor } from './declaration.rows.js';
import { DECLARE, declareValues } from './declaration.sql.js';

const SUBMIT = 'incident.declaration.submit';
const RECORD = 'incident.declaration.record';

/** A declaration by whichever way in, before it has an hour. */
export type Incoming = Omit<Submission, 'recordedAt'>;

@Injectable()
export class DeclarationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(References) private readonly references: References,
    @Inject(Facilities) private readonly facilities: Facilities,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A facility declares. */
  submit(declaration: Declaration, context: CommandContext): Promise<Receipt> {
    const territory = territoryOf(declaration.facilityId, context);
    const command = SUBMIT;
    return this.take({ command, declaration, body: declaration, context, territory, source: 'console' });
  }

  /** The agency types in the facility's name. @throws Refusal('not-found') for a facility that there is not */
  async recordFor(body: CommandBody<typeof RECORD>, context: CommandContext): Promise<Receipt> {
    const { source, caller, callBack, ...declaration } = body;
    const { territory } = await this.facilities.get(declaration.facilityId);
    const by = { name: caller, phone: callBack };
    return this.take({ command: RECORD, declaration, body, context, territory, source, caller: by });
  }

  /** Every way in ends here. The same key, and another key with the same declaration, give the same receipt. */
  async take(incoming: Incoming): Promise<Receipt> {
    return (await this.takeTelling(incoming)).receipt;
  }

  /** The same, and whether it was recorded now. */
  async takeTelling(incoming: Incoming): Promise<{ receipt: Receipt; isNew: boolean }> {
    const { declaration, territory } = incoming;
    checkInstants(declaration, this.clock.now());
    const series = await this.references.series(territory, 'incident', declaration.kind);
    const submission = { ...incoming, recordedAt: this.clock.instant() };
    const receipt = await this.record(submission, series);
    return { receipt: receipt ?? (await this.answerAgain(submission)), isNew: receipt !== null };
  }

  /** @returns null when the key or the incident is there already */
  private async record(submission: Submission, series: Series): Promise<Receipt | null> {
    const { declaration, context, recordedAt } = submission;
    const incidentId = declaration.id;
    const event = this.outbox.enclose(declaredEvent(submission));
    const drawing = { prefix: prefixOf(series), sequence: sequenceOf(series), incidentId, recordedAt };
    const values = declareValues(sideOf(context), drawing, writtenFor(submission), event.values);
    const [row] = await this.write(context, values);
    if (!row) return null;
    event.publish({ reference: row.reference });
    return { incidentId, reference: row.reference, recordedAt };
  }

  private async write(context: CommandContext, values: readonly SqlValue[]): Promise<{ reference: string }[]> {
    const side = sideOf(context);
    const scope: DatabaseScope = context.scope;
    try {
      return await this.database.statement<{ reference: string }>(scope, `declare-${side}`, DECLARE[side], values);
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
  private answerAgain({ command, declaration, body, context }: Submission): Promise<Receipt> {
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
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
