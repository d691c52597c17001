import { Inject, Injectable } from '@nestjs/common';
import { type Locale, Refusal } from '#libs/contracts';
import { Batcher } from '../directory/batcher.js';
import { BACKGROUND, ServiceRequest } from '../directory/service-request.js';
import type { MailRow } from './mail.store.js';

export interface Addressee {
  email: string;
  locale: Locale;
}

const AT_ONCE = 200;
const PATIENT = { timeout: BACKGROUND };

/** Asks for an address when the mail leaves: no row, job or event holds one, and a corrected address is used at once. */
@Injectable()
export class AddresseeDirectory {
  private readonly contacts = new Batcher<string, Addressee>((ids) => this.resolveContacts(ids), AT_ONCE);

  constructor(@Inject(ServiceRequest) private readonly services: ServiceRequest) {}

  /** @returns undefined when the contact point or person is gone, or has no address */
  find({ purpose, addresseeId }: Pick<MailRow, 'purpose' | 'addresseeId'>): Promise<Addressee | undefined> {
    return purpose === 'duty' || purpose === 'clock' ? this.person(addresseeId) : this.contacts.get(addresseeId);
  }

  private async resolveContacts(contactIds: string[]): Promise<Map<string, Addressee>> {
    const { contacts } = await this.services.ask('directory.contact.resolve', { contactIds }, PATIENT);
    return new Map(contacts.flatMap(({ id, email, locale }) => (email ? [[id, { email, locale }]] : [])));
  }

  private async person(personId: string): Promise<Addressee | undefined> {
    try {
      const { email, locale } = await this.services.ask('directory.identity.get', { personId }, PATIENT);
      return { email, locale };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') return undefined;
      throw error;
    }
  }
}
