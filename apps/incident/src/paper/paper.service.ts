import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type PaperBatch, type PdfFile, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, audit, isUniqueViolation } from '#libs/database';
import { type CommandContext } from '#libs/messaging';
import { type AgencyTheme, Clock } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { Facilities } from '../facilities/facilities.js';
import { pdfFile } from '../printing/pdf-file.js';
import { Printer } from '../printing/printer.js';
import { PaperForms } from './paper-forms.js';
import { batchRows, insertBatch, toBatch } from './paper.row.js';

const ISSUE = 'incident.paper.issue';

/** Injected under this token: what a form says of the agency, and where its code leads. */
export const SENDER = Symbol('sender');
export interface Sender extends Pick<AgencyTheme, 'agencyName' | 'emergencyPhone'> {
  /** The console's address. */
  publicUrl: string;
}

@Injectable()
export class PaperService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Facilities) private readonly facilities: Facilities,
    @Inject(PaperForms) private readonly forms: PaperForms,
    @Inject(Printer) private readonly printer: Printer,
    @Inject(SENDER) private readonly sender: Sender,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found') for a facility that there is not, Refusal('already-exists') for a batch that was issued otherwise */
  async issue(body: CommandBody<typeof ISSUE>, context: CommandContext): Promise<PaperBatch> {
    requireFacility(context.scope, body.facilityId);
    await this.facilities.get(body.facilityId);
    try {
      return await this.database.idempotentTransaction(context.scope, requestOf(ISSUE, body, context), async (tx) => {
        const { id, facilityId, count } = body;
        await insertBatch(tx, { id, facilityId, count, issuedBy: context.actor.id, at: this.clock.instant() });
        const batch = toBatch(id, await batchRows(tx, id));
        const details = { first: batch.numbers[0], last: batch.numbers.at(-1) };
        audit(tx, auditOf(ISSUE, context, { type: 'paper-batch', id, facilityId, kind: 'real', details }));
        return batch;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'paper_form_batch_id_place_key')) throw new Refusal('already-exists');
      throw error;
    }
  }

  /** @throws Refusal('not-found') for a batch of another facility */
  async pdf(
    { facilityId, batchId, locale }: CommandBody<'incident.paper.pdf'>,
    { scope }: CommandContext,
  ): Promise<PdfFile> {
    const issued = await this.database.transaction(scope, (tx) => batchRows(tx, batchId));
    if (toBatch(batchId, issued).facilityId !== facilityId) throw new Refusal('not-found');
    const [facility, contacts] = await Promise.all([
      this.facilities.get(facilityId),
      this.facilities.outsideContacts(facilityId),
    ]);
    const { agencyName, emergencyPhone, publicUrl } = this.sender;
    const pdf = await this.printer.print({
      kind: 'paper-forms',
      printing: {
        locale,
        agencyName,
        emergencyPhone,
        facility,
        contacts,
        address: new URL('/paper/', publicUrl).href,
        forms: issued.map((form) => ({ number: form.number, token: this.forms.tokenOf(form, facilityId) })),
      },
    });
    const [first, last] = [issued[0], issued.at(-1)].map((form) => form?.number);
    return pdfFile(['vigie', facility.finess, first, last], pdf);
  }
}

/** Somebody else's facility does not exist. */
function requireFacility(scope: DatabaseScope, facilityId: string): void {
  if (scope.kind === 'facility' && !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
}
