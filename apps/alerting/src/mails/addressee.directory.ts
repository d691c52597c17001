import { Inject, Injectable } from '@nestjs/common';
import { type Locale, Refusal } from '#libs/contracts';
import { Batcher } from '../directory/batcher.js';
import { BACKGROUND, ServiceRequest } from '../directory/service-request.js';
import type { MailRow } from './mail.store.js';

export interface Addressee {
  email: string;
  locale: Locale;
  /** The mail that is answered. */
  received?: ReceivedMail;
}

/** What an answer needs to know of the mail that it answers: nothing of what it says. */
interface ReceivedMail {
  /** Its Message-ID, with angle brackets. */
  messageId: string | null;
  receivedAt: Date;
  territory: string | null;
  oversize: boolean;
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
    if (purpose === 'receipt') return known(this.sender(addresseeId));
    const isPerson = purpose === 'duty' || purpose === 'clock' || purpose === 'webhook';
    return isPerson ? known(this.person(addresseeId)) : this.contacts.get(addresseeId);
  }

  private async resolveContacts(contactIds: string[]): Promise<Map<string, Addressee>> {
    const { contacts } = await this.services.ask('directory.contact.resolve', { contactIds }, PATIENT);
    return new Map(contacts.flatMap(({ id, email, locale }) => (email ? [[id, { email, locale }]] : [])));
  }

  private async person(personId: string): Promise<Addressee> {
    const { email, locale } = await this.services.ask('directory.identity.get', { personId }, PATIENT);
    return { email, locale };
  }

  private async sender(mailDraftId: string): Promise<Addressee> {
    const answer = await this.services.ask('incident.mail-draft.sender', { mailDraftId }, PATIENT);
    const { email, inReplyTo: messageId, receivedAt, territory, oversize } = answer;
    return { email, locale: 'fr', received: { messageId, receivedAt: new Date(receivedAt), territory, oversize } };
  }
}

async function known(asked: Promise<Addressee>): Promise<Addressee | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return undefined;
    throw error;
  }
}
