import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { PersonService } from './person.service.js';
import { StaffService } from './staff.service.js';

@Controller()
export class PersonController {
  constructor(
    @Inject(PersonService) private readonly people: PersonService,
    @Inject(StaffService) private readonly staff: StaffService,
  ) {}

  @Command('directory.person.list')
  list(
    body: CommandBody<'directory.person.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.person.list'>> {
    return this.people.list(scope, body);
  }

  @Command('directory.staff.resolve')
  staffOf(
    { facilityIds }: CommandBody<'directory.staff.resolve'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.staff.resolve'>> {
    return this.staff.resolve(scope, facilityIds);
  }
}
