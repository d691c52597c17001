import { Inject, Injectable } from '@nestjs/common';
import { newTraceId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { dutyFacts } from '../duty/duty-mail.source.js';
import { reminderFacts } from '../reminders/reminder-mail.source.js';
import { FacilityDirectory } from '../directory/facility.directory.js';
import { recordedMail } from '../recorded/recorded-mail.template.js';
import { mailReceipt } from '../receipts/mail-receipt.template.js';
import type { Addressee } from './addressee.directory.js';
import { advisoryFacts } from './advisory-mail.source.js';
import { advisoryMail } from './advisory-mail.template.js';
import { dutyMail } from './duty-mail.template.js';
import { Links } from './links.js';
import type { MailContent } from './mail.content.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';
import type { MailRow } from './mail.store.js';
import { reminderMail } from './reminder-mail.template.js';
import type { Place } from './two-clocks.js';
import { webhookFacts } from '../webhooks/webhook-mail.source.js';
import { webhookMail } from './webhook-mail.template.js';

/** Writes the mail once it is known who gets it. */
export type Letter = (addressee: Addressee) => Promise<MailContent>;

const PARIS: Place = { name: 'Paris', zone: 'Europe/Paris' };

/** Knows what each kind of mail says. */
@Injectable()
export class MailWriter {
  private readonly links: Links;
  private readonly phone: string | undefined;

  constructor(
    @Inject(FacilityDirectory) private readonly directory: FacilityDirectory,
    @Inject(MAIL_SETTINGS) { publicUrl, agencyPhone }: MailSettings,
  ) {
    this.links = new Links(publicUrl);
    this.phone = agencyPhone;
  }

  /** Reads what the mail needs; the letter itself is written outside of the transaction. */
  async read(
    tx: EntityManager,
    { purpose, broadcastId, facilityId, mailingId, territory, facts: recorded, kind, endpointId }: MailRow,
  ): Promise<Letter> {
    if (purpose === 'receipt') return (addressee) => this.receipt(addressee);
    if (broadcastId && facilityId) {
      const facts = await advisoryFacts(tx, { broadcastId, facilityId }, this.links);
      return async ({ locale }) => advisoryMail({ ...facts, place: await this.placeOf(facts.territory) }, locale);
    }
    if (recorded) {
      const { incidentId, reference, recordedAt, source } = recorded;
      const said = { kind, reference, source, recordedAt: new Date(recordedAt), url: this.links.incident(incidentId) };
      return async ({ locale }) => recordedMail({ ...said, place: await this.placeOf(territory) }, locale);
    }
    if (endpointId) {
      const facts = await webhookFacts(tx, endpointId);
      const url = this.links.webhooks(facilityId);
      return async ({ locale }) =>
        webhookMail({ ...facts, url, place: await this.placeOf(await this.territoryOf(facilityId)) }, locale);
    }
    if (purpose === 'clock') {
      const facts = await reminderFacts(tx, mailingId, this.links);
      return async ({ locale }) => reminderMail({ ...facts, place: await this.placeOf(territory) }, locale);
    }
    const facts = await dutyFacts(tx, mailingId, this.links);
    return async ({ locale }) => dutyMail({ ...facts, place: await this.placeOf(territory) }, locale);
  }

  private async receipt({ received }: Addressee): Promise<MailContent> {
    if (!received) throw new Error('An answer needs the mail that it answers');
    const place = await this.placeOf(received.territory);
    return mailReceipt({ ...received, place, phone: this.phone, declareUrl: this.links.declare() });
  }

  private async territoryOf(facilityId: string | null): Promise<string | null> {
    if (facilityId === null) return null;
    const [facility] = await this.directory.byIds([facilityId], newTraceId());
    return facility?.territory ?? null;
  }

  private async placeOf(territory: string | null): Promise<Place> {
    const territories = await this.directory.territories();
    return territories.find(({ code }) => code === territory) ?? PARIS;
  }
}
