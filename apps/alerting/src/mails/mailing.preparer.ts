import { Inject, Injectable } from '@nestjs/common';
import { Database, type DatabaseScope } from '#libs/database';
import { Clock, Logger, newId } from '#libs/platform';
import { inChunks } from '../directory/in-chunks.js';
import { BACKGROUND, ServiceRequest } from '../directory/service-request.js';
import { declarantsOf } from '../reminders/reminder.store.js';
import { delayAfter } from './mail.backoff.js';
import { messageIdOf } from './mail.message.js';
import { type NewMail, insertMails } from './mail.store.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';
import { type MailingRow, facilitiesOf, markPrepared, postponeMailing, takeMailing } from './mailing.store.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds that preparing one mailing may take before another process may begin it again. */
const LEASE = 60_000;
const PATIENT = { timeout: BACKGROUND };
/** Facilities whose contacts are asked for at once. */
const AT_ONCE = 500;

/**
 * Turns mailings into mails. The directory is asked outside of every transaction and is not waited for by the event that caused the
 * mailing; a mailing that was begun is simply prepared again, because a mail exists once for its addressee.
 */
@Injectable()
export class MailingPreparer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ServiceRequest) private readonly services: ServiceRequest,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Prepares what is due, one mailing after the other. */
  async prepareDue(): Promise<void> {
    for (;;) {
      const mailing = await this.database.transaction(SYSTEM, (tx) =>
        takeMailing(tx, this.clock.now(), this.later(LEASE)),
      );
      if (!mailing) return;
      await this.prepare(mailing);
    }
  }

  private async prepare(mailing: MailingRow): Promise<void> {
    try {
      if (mailing.broadcastId) await this.writeAdvisoryMails(mailing, mailing.broadcastId);
      else if (mailing.purpose === 'recorded' && mailing.facilityId)
        await this.writeRecordedMails(mailing, mailing.facilityId);
      else if (mailing.purpose === 'webhook' && mailing.facilityId)
        await this.writeToManagers(mailing, mailing.facilityId);
      else if (mailing.facilityId) await this.writeFacilityReminders(mailing, mailing.facilityId);
      else if (mailing.addresseeId) await this.write(mailing, [this.newMail(mailing.addresseeId, null)]);
      else if (mailing.territory) await this.writeDutyMails(mailing, mailing.territory);
      await this.database.transaction(SYSTEM, (tx) => markPrepared(tx, mailing.id, this.clock.now()));
    } catch (error) {
      this.logger.warn(
        { err: error, mailingId: mailing.id },
        'a mailing could not be prepared; it will be tried again',
      );
      await this.database.transaction(SYSTEM, (tx) =>
        postponeMailing(tx, mailing.id, this.later(delayAfter(mailing.attempts))),
      );
    }
  }

  private async writeAdvisoryMails(mailing: MailingRow, broadcastId: string): Promise<void> {
    const facilityIds = await this.database.transaction(SYSTEM, (tx) => facilitiesOf(tx, broadcastId));
    for (const chunk of inChunks(facilityIds, AT_ONCE)) {
      const { contacts } = await this.services.ask('directory.contact.resolve', { facilityIds: chunk }, PATIENT);
      const mailable = contacts.filter(({ email }) => email !== null);
      await this.write(
        mailing,
        mailable.map(({ id, facilityId }) => this.newMail(id, facilityId)),
      );
    }
  }

  /** To the contacts that live outside the facility's own network and mail, which may be gone; to all where none is marked so. */
  private async writeRecordedMails(mailing: MailingRow, facilityId: string): Promise<void> {
    const { contacts } = await this.services.ask('directory.contact.resolve', { facilityIds: [facilityId] }, PATIENT);
    const mailable = contacts.filter(({ email }) => email !== null);
    const surviving = mailable.filter(({ outside }) => outside);
    const told = surviving.length > 0 ? surviving : mailable;
    await this.write(
      mailing,
      told.map(({ id }) => this.newMail(id, facilityId)),
    );
  }

  private async writeDutyMails(mailing: MailingRow, territory: string): Promise<void> {
    const { people } = await this.services.ask('directory.duty.resolve', { territory }, PATIENT);
    if (people.length === 0) this.logger.error({ territory }, 'nobody is on duty for this territory');
    await this.write(
      mailing,
      people.map(({ personId }) => this.newMail(personId, null)),
    );
  }

  /** The facility's managers, and who declared what they are reminded of as long as they work there. */
  private async writeFacilityReminders(mailing: MailingRow, facilityId: string): Promise<void> {
    const { people } = await this.services.ask('directory.staff.resolve', { facilityIds: [facilityId] }, PATIENT);
    const declarants = await this.database.transaction(SYSTEM, (tx) => declarantsOf(tx, mailing.id));
    const reminded = people.filter(
      ({ personId, roles }) => roles.includes('facility-manager') || declarants.has(personId),
    );
    if (reminded.length === 0) this.logger.warn({ facilityId }, 'a facility has nobody to remind of its due times');
    await this.write(
      mailing,
      reminded.map(({ personId }) => this.newMail(personId, facilityId)),
    );
  }

  private async writeToManagers(mailing: MailingRow, facilityId: string): Promise<void> {
    const { people } = await this.services.ask('directory.staff.resolve', { facilityIds: [facilityId] }, PATIENT);
    const managers = people.filter(({ roles }) => roles.includes('facility-manager'));
    await this.write(
      mailing,
      managers.map(({ personId }) => this.newMail(personId, facilityId)),
    );
  }

  private newMail(addresseeId: string, facilityId: string | null): NewMail {
    const id = newId();
    return { id, addresseeId, facilityId, messageId: messageIdOf(id, this.settings.from) };
  }

  private write(mailing: MailingRow, mails: readonly NewMail[]): Promise<void> {
    return this.database.transaction(SYSTEM, (tx) => insertMails(tx, mailing, mails, this.clock.now()));
  }

  private later(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
