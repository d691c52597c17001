import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { ContactPoint, Facility } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

/** What the directory knows of a facility. */
@Injectable()
export class Facilities {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  /** @throws Refusal('not-found'), Refusal('unavailable') */
  async get(facilityId: string): Promise<Facility> {
    const token = await this.tokens.issueForService();
    return this.client.request('directory.facility.get', { facilityId }, { token, traceId: newTraceId() });
  }

  /** Whom to reach when the facility's own mail and network are down. @throws Refusal('unavailable') */
  async outsideContacts(facilityId: string): Promise<ContactPoint[]> {
    const options = { token: await this.tokens.issueForService(), traceId: newTraceId() };
    const { contacts } = await this.client.request('directory.contact.resolve', { facilityIds: [facilityId] }, options);
    return contacts.filter(({ outside }) => outside);
  }
}
