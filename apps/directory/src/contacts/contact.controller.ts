import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, ContactPoint } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ContactService } from './contact.service.js';

@Controller()
export class ContactController {
  constructor(@Inject(ContactService) private readonly contacts: ContactService) {}

  @Command('directory.contact.list')
  list(
    { facilityId }: CommandBody<'directory.contact.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.contact.list'>> {
    return this.contacts.list(scope, facilityId);
  }

  @Command('directory.contact.save')
  save(body: CommandBody<'directory.contact.save'>, context: CommandContext): Promise<ContactPoint> {
    return this.contacts.save(body, context);
  }

  @Command('directory.contact.resolve')
  resolve(
    body: CommandBody<'directory.contact.resolve'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.contact.resolve'>> {
    return this.contacts.resolve(scope, body);
  }
}
