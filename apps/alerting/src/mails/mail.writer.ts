import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '#libs/contracts';
import type { EntityManager } from 'typeorm';
import { dutyFacts } from '../duty/duty-mail.source.js';
import { reminderFacts } from '../reminders/reminder-mail.source.js';
import { FacilityDirectory } from '../directory/facility.directory.js';
import { recordedMail } from '../recorded/recorded-mail.template.js';
import { advisoryFacts } from './advisory-mail.source.js';
import { advisoryMail } from './advisory-mail.template.js';
import { dutyMail } from './duty-mail.template.js';
import { Links } from './links.js';
import type { MailContent } from './mail.content.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';
import type { MailRow } from './mail.store.js';
import { reminderMail } from './reminder-mail.template.js';
import type { Place } from './two-clocks.js';

/** Writes the mail once the addressee's language is known. */
export type Letter = (locale: Locale) => Promise<MailContent>;

const PARIS: Place = { name: 'Paris', zone: 'Europe/Paris' };

/** Knows what each kind of mail says. */
@Injectable()
export class MailWriter {
  private readonly links: Links;

  constructor(
    @Inject(FacilityDirectory) private readonly directory: FacilityDirectory,
    @Inject(MAIL_SETTINGS) { publicUrl }: MailSettings,
  ) {
    this.links = new Links(publicUrl);
  }

  /** Reads what the mail needs; the letter itself is written outside of the transaction. */
  async read(
    tx: EntityManager,
    { purpose, broadcastId, facilityId, mailingId, territory, facts: recorded, kind }: MailRow,
  ): Promise<Letter> {
    if (broadcastId && facilityId) {
      const facts = await advisoryFacts(tx, { broadcastId, facilityId }, this.links);
      return async (locale) => advisoryMail({ ...facts, place: await this.placeOf(facts.territory) }, locale);
    }
    if (recorded) {
      const { incidentId, reference, recordedAt, source } = recorded;
      const said = { kind, reference, source, recordedAt: new Date(recordedAt), url: this.links.incident(incidentId) };
      return async (locale) => recordedMail({ ...said, place: await this.placeOf(territory) }, locale);
    }
    if (purpose === 'clock') {
      const facts = await reminderFacts(tx, mailingId, this.links);
      return async (locale) => reminderMail({ ...facts, place: await this.placeOf(territory) }, locale);
    }
    const facts = await dutyFacts(tx, mailingId, this.links);
    return async (locale) => dutyMail({ ...facts, place: await this.placeOf(territory) }, locale);
  }

  private async placeOf(territory: string | null): Promise<Place> {
    const territories = await this.directory.territories();
    return territories.find(({ code }) => code === territory) ?? PARIS;
  }
}
