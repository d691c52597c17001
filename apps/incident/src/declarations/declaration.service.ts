import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type Receipt, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, type SqlValue, isUniqueViolation, maybeOne, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { requestOf } from '../acting.js';
import { CallDraftService } from '../calls/call-draft.service.js';
import { Facilities } from '../facilities/facilities.js';
import { MailDraftService } from '../mailbox/mail-draft.service.js';
import { PaperForms } from '../paper/paper-forms.js';
import { References } from '../references/references.js';
import { checkEnd, checkInstants } from './declaration.checks.js';
import { type Submission, declaredEvent, hashOf, sideOf, writtenFor } from './declaration.rows.js';
import { DECLARE, DECLARE_FROM_PAPER, declareValues } from './declaration.sql.js';

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
    @Inject(PaperForms) private readonly paper: PaperForms,
    @Inject(MailDraftService) private readonly mails: MailDraftService,
    @Inject(CallDraftService) private readonly calls: CallDraftService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A facility declares. @throws for a form that is not that of this declaration, see `PaperForms` */
  async submit(body: CommandBody<typeof SUBMIT>, context: CommandContext): Promise<Receipt> {
    const territory = territoryOf(body.facilityId, context);
    const command = SUBMIT;
    const { paperToken, ...declaration } = body;
    // What has no form is not copied: its hash is taken once.
    if (paperToken === undefined) {
      return this.take({ command, declaration: body, body, context, territory, source: 'console' });
    }
    const { number: paperNumber } = await this.paper.formOf(paperToken, declaration, context);
    return this.take({ command, declaration, body, context, territory, source: 'paper', paperNumber });
  }

  /** The agency types in the facility's name. @throws Refusal('not-found') for a facility that there is not */
  async recordFor(body: CommandBody<typeof RECORD>, context: CommandContext): Promise<Receipt> {
    const { source, caller, callBack, paperToken, mailDraftId, ...declaration } = body;
    const form = paperToken === undefined ? undefined : await this.paper.formOf(paperToken, declaration, context);
    const { territory } = await this.facilities.get(declaration.facilityId);
    const by = { name: caller, phone: callBack };
    const from = { source, caller: by, paperNumber: form?.number, mailDraftId };
    return this.take({ command: RECORD, declaration, body, context, territory, ...from });
  }

  /** Every way in ends here. The same key, and another key with the same declaration, give the same receipt. */
  async take(incoming: Incoming): Promise<Receipt> {
    return (await this.takeTelling(incoming)).receipt;
  }

  /** The same, and whether it was recorded now. */
  async takeTelling(incoming: Incoming): Promise<{ receipt: Receipt; isNew: boolean }> {
    const { declaration, territory } = incoming;
    checkInstants(declaration, this.clock.now());
    checkEnd(declaration.report?.endedAt ?? null, declaration.since, this.clock.now());
    const series = await this.references.series(territory, 'incident', declaration.kind);
    const submission = { ...incoming, recordedAt: this.clock.instant() };
    const receipt = await this.record(submission, series);
    return { receipt: receipt ?? (await this.answerAgain(submission)), isNew: receipt !== null };
  }

  /** @returns null when the key or the incident is there already */
  private async record(submission: Submission, series: string): Promise<Receipt | null> {
    const { declaration, context, recordedAt } = submission;
    const incidentId = declaration.id;
    const event = this.outbox.enclose(declaredEvent(submission));
    const drawing = { series, incidentId, recordedAt };
    const values = declareValues(sideOf(context), drawing, writtenFor(submission), event.values);
    const [row] = await this.write(submission, values);
    if (!row) return null;
    event.publish({ reference: row.reference });
    return { incidentId, reference: row.reference, recordedAt };
  }

  private async write(submission: Submission, values: readonly SqlValue[]): Promise<{ reference: string }[]> {
    const { context, mailDraftId, paperNumber, source } = submission;
    const side = sideOf(context);
    const scope: DatabaseScope = context.scope;
    const [name, statement] = paperNumber === undefined ? ['declare', DECLARE] : ['declare-paper', DECLARE_FROM_PAPER];
    try {
      if (mailDraftId !== undefined || source === 'phone') return await this.writeEnding(submission, values);
      return await this.database.statement<{ reference: string }>(scope, `${name}-${side}`, statement[side], values);
    } catch (error) {
      const repeated = isUniqueViolation(error, 'idempotency_pkey') || isUniqueViolation(error, 'incident_pkey');
      if (repeated) return [];
      throw error;
    }
  }

  /** The mail is accepted, and the call ended, in the same transaction: what is recorded from it is recorded once. */
  private writeEnding(
    { context, declaration, mailDraftId, source }: Submission,
    values: readonly SqlValue[],
  ): Promise<{ reference: string }[]> {
    return this.database.transaction(context.scope, async (tx) => {
      const written = await rows<{ reference: string }>(tx, DECLARE[sideOf(context)], values);
      if (written.length === 0) return written;
      if (mailDraftId !== undefined) await this.mails.accept(tx, mailDraftId, declaration, context);
      if (source === 'phone') await this.calls.close(tx, declaration.id, declaration.facilityId, context);
      return written;
    });
  }

  /**
   * For a key or an incident that is there already: the same key gives the same receipt, and so does another key with the same
   * declaration (a client that lost its key, not its form).
   *
   * @throws Refusal('idempotency-key-reused'), Refusal('already-exists'), and for a form that has served another Refusal('paper-used')
   */
  private answerAgain(submission: Submission): Promise<Receipt> {
    const { command, declaration, body, context, paperNumber } = submission;
    return this.database.idempotentTransaction(context.scope, requestOf(command, body, context), async (tx) => {
      const recorded = await maybeOne<{ reference: string; recorded_at: Date; hash: string }>(
        tx,
        `SELECT reference, recorded_at, encode(declaration_hash, 'hex') AS hash FROM incident WHERE id = $1`,
        [declaration.id],
      );
      if (recorded?.hash !== hashOf(submission)) {
        if (recorded && paperNumber !== undefined) throw new Refusal('paper-used', { reference: recorded.reference });
        throw new Refusal('already-exists');
      }
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
